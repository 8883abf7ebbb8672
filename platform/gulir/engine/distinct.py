"""Four eyes: what stops a person, though not their role. The door checks the same again."""

from gulir.engine.facts import Facts, acts, is_historical_load, team_of
from gulir.engine.guards import waivers_by
from gulir.engine.signing import Signed
from gulir.engine.text import _
from gulir.engine.verdicts import Verdict
from gulir.engine.vocabulary import Step


def acted_before(step: Step, facts: Facts, person: str) -> Verdict | None:
    """They took, decided or recorded one of the steps that this one has to differ from."""
    for act in acts(facts, *step.not_by):
        if person == act.get("actor") or f"p:{person}" == act.get("decider"):
            return Verdict("four_eyes", "unmet", _("You took part in an earlier step that this one checks; somebody else must take it"))
    return None


def not_on_team(step: Step, facts: Facts, person: str) -> Verdict | None:
    """The step is the team's, and they are not on it, or no longer."""
    if not step.team or is_historical_load(facts) or any(one["person"] == person for one in team_of(facts)):
        return None
    return Verdict("on_the_team", "unmet", _("Only the team of this case takes this step; ask one of them to take you in"))


def signed_already(signed: Signed, person: str, recording: bool) -> Verdict | None:
    """They signed for another slot; or recorded a signature and would now sign. One person may record the signatures of two others."""
    for one in signed:
        if f"p:{person}" == one.get("decider"):
            return Verdict("distinct_signers", "unmet", _("You have signed already; the other signature is another person's"))
        if person == one.get("actor") and not recording:
            return Verdict("distinct_signers", "unmet", _("You recorded the other signature; somebody else must sign"))
    return None


def waived_by_taker(facts: Facts, person: str, verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """They waived a clause that would have stopped this step."""
    mine = waivers_by(facts, person)
    clauses = [verdict.clause.id for verdict in verdicts if verdict.waived and verdict.clause and verdict.clause.id in mine]
    if not clauses:
        return None
    return Verdict("waiver_by_another", "unmet", _("You waived clause %(clause)s; somebody else must take this step", clause=clauses))
