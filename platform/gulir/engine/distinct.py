"""Four eyes: what stops a person, though not their role; of whoever stands in for somebody, both count. The door checks the same again."""

from collections.abc import Set

from gulir.engine.facts import Facts, acts, hands_of, is_historical_load, somebody_acts, team_of
from gulir.engine.guards import waivers_by
from gulir.engine.signing import Signed
from gulir.engine.text import _
from gulir.engine.verdicts import Verdict
from gulir.engine.vocabulary import Step


def acted_before(step: Step, facts: Facts, people: Set[str]) -> Verdict | None:
    """They took, decided or recorded one of the steps that this one has to differ from, or somebody did it for them."""
    for act in acts(facts, *step.not_by) if step.not_by else ():
        if hands_of(act) & people:
            return Verdict("four_eyes", "unmet", _("You took part in an earlier step that this one checks; somebody else must take it"))
    return None


def not_on_team(step: Step, facts: Facts, people: Set[str]) -> Verdict | None:
    """The step is the team's, and they are not on it, or no longer."""
    if not step.team or is_historical_load(facts) or people <= {one["person"] for one in team_of(facts)}:
        return None
    if not somebody_acts(facts):
        return Verdict("on_the_team", "unmet", _("Nobody is left on the team of this case; it has to be taken up again first"))
    return Verdict("on_the_team", "unmet", _("Only the team of this case takes this step; ask one of them to take you in"))


def signed_already(signed: Signed, people: Set[str], recording: bool) -> Verdict | None:
    """They signed for another slot; or recorded a signature and would now sign. One person may record the signatures of two others."""
    for one in signed:
        own = one.get("decider") == f"p:{one.get('actor')}"
        if people & hands_of(one if own else {"decider": one.get("decider")}):
            return Verdict("distinct_signers", "unmet", _("You have signed already; the other signature is another person's"))
        if people & hands_of(one) and not recording:
            return Verdict("distinct_signers", "unmet", _("You recorded the other signature; somebody else must sign"))
    return None


def waived_by_taker(facts: Facts, people: Set[str], verdicts: tuple[Verdict, ...]) -> Verdict | None:
    """They waived a clause that would have stopped this step."""
    waived = [verdict.clause.id for verdict in verdicts if verdict.waived and verdict.clause]
    mine = waivers_by(facts, people) if waived else ()
    clauses = [clause for clause in waived if clause in mine]
    if not clauses:
        return None
    return Verdict("waiver_by_another", "unmet", _("You waived clause %(clause)s; somebody else must take this step", clause=clauses))
