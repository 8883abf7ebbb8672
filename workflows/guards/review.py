"""Conditions on a joint evaluation: who reviews, what is scored, where the two sides differ, what was signed."""

from typing import Any

from gulir.engine.criteria import lacking
from gulir.engine.facts import Answers, Facts, acts
from gulir.engine.guards import guard
from gulir.engine.parties import NAMED, Party, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unmet
from gulir.engine.vocabulary import check

FIX = "score"
INTERESTS = {
    "disbursed": _("took part in paying the money"), "recorded": _("recorded or decided an act of it"), "accompanied": _("accompanies it"),
    "member": _("is a member of the group"), "both_sides": _("works for both sides"),
}  # fmt: skip
Reviewer = dict[str, Any]


def part(facts: Facts) -> dict[str, Any]:
    """What the evaluation itself holds, as far as this one may see it."""
    return facts.get("evaluation") or {"reviewers": [], "sides": [], "scores": [], "opened": False}


def side_of(facts: Facts) -> str:
    """The side that the session's organisation is; of neither where it is another."""
    return str((facts.get("session") or {}).get("kind"))


def handed_in(facts: Facts, side: str) -> bool:
    """Whether a side has handed in."""
    return any(one["side"] == side and one["handed_in"] for one in part(facts)["sides"])


def upc_lacks(facts: Facts) -> bool:
    """UPC has not handed in."""
    return not handed_in(facts, "upc")


def ministry_lacks(facts: Facts) -> bool:
    """The Ministry has not handed in."""
    return not handed_in(facts, "ministry")


def other_side_handed_in(facts: Facts, answers: Answers) -> bool:
    """Whether handing in now opens all scores."""
    return all(one["handed_in"] for one in part(facts)["sides"] if one["side"] != side_of(facts))


def scores(facts: Facts, side: str) -> dict[str, dict[str, Any]]:
    """A side's scores by criterion, as far as they are open to this one."""
    return {one["criterion"]: one for one in part(facts)["scores"] if one["side"] == side and one["value"] is not None}


def me_among(facts: Facts, lead: bool) -> Reviewer | None:
    """The session's own line among the reviewers; `lead`: only as the lead."""
    me = (facts.get("session") or {}).get("person")
    mine = [one for one in part(facts)["reviewers"] if one["person"] == me and one["side"] == side_of(facts)]
    return next((one for one in mine if one["lead"] or not lead), None)


def named(facts: Facts, lead: bool) -> Finding:
    """Whether this one may act as a reviewer of this very evaluation; of everybody else it only tells who does."""
    role = (facts.get("session") or {}).get("role")
    mine, whose = me_among(facts, lead), [one["name"] for one in part(facts)["reviewers"] if one["lead"] or not lead]
    if role in NAMED and mine is None and (role == Role.LEAD_REVIEWER or not lead):
        return unmet(_("You are not named in this evaluation; those who are: %(names)s", names=whose))
    if mine and mine["interest"]:
        return unmet(_("Nobody reviews what they had a part in: %(name)s %(why)s", name=mine["name"], why=INTERESTS[mine["interest"][0]]))
    return met(_("Done by: %(names)s", names=whose))


@guard(who=Party.UPC)
def reviewer_without_interest(facts: Facts, rulebook: Rulebook) -> Finding:
    """Who scores is named, and had no part in what is scored."""
    return named(facts, lead=False)


@guard(who=Party.UPC)
def lead_without_interest(facts: Facts, rulebook: Rulebook) -> Finding:
    """The lead is named, and had no part in what is judged."""
    return named(facts, lead=True)


@guard()
def nobody_handed_in_for_me(facts: Facts, rulebook: Rulebook) -> Finding:
    """One's own side has not handed in yet."""
    return unmet(_("Your side has handed in; its scores can no longer be changed")) if handed_in(facts, side_of(facts)) else met(_("Not handed in yet"))


@guard()
def all_is_scored(facts: Facts, rulebook: Rulebook) -> Finding:
    """Every criterion has a score, with a reason where one is asked for."""
    if side_of(facts) not in [one["side"] for one in part(facts)["sides"]]:
        return met(_("Each side scores every criterion before it hands in"))
    left = len(lacking(rulebook.criteria, scores(facts, side_of(facts))))
    return unmet(_("%(n)s criteria lack a score or a reason", n=left), FIX) if left else met(_("Every criterion is scored"))


def differences(facts: Facts, rulebook: Rulebook) -> dict[str, int]:
    """By how much the two sides differ, for each criterion that both have scored."""
    upc, ministry = scores(facts, "upc"), scores(facts, "ministry")
    return {one.id: abs(upc[one.id]["value"] - ministry[one.id]["value"]) for one in rulebook.criteria if one.id in upc and one.id in ministry}


def settlements(facts: Facts) -> dict[str, dict[str, Any]]:
    """The last word on each criterion: the agreed score, or a dissent."""
    return {str((act.get("answers") or {}).get("criterion")): act for act in acts(facts, "resolve", "dissent")}


def unsettled(facts: Facts, rulebook: Rulebook) -> list[str]:
    """The criteria that differ by more than may stand and have neither an agreed score nor a dissent."""
    most, settled = rulebook.number("difference.most"), settlements(facts)
    return [criterion for criterion, gap in differences(facts, rulebook).items() if gap > most and criterion not in settled]


@guard("difference.most")
def differences_settled(facts: Facts, rulebook: Rulebook) -> Finding:
    """Whatever differs too much is agreed on, or one lead has recorded a dissent."""
    open_ = unsettled(facts, rulebook)
    return unmet(_("Neither agreed on nor recorded as a dissent: %(n)s of the differences", n=len(open_))) if open_ else met(_("Every difference is settled"))


@guard()
def proposal_stands(facts: Facts, rulebook: Rulebook) -> Finding:
    """One lead has proposed a score that the other has not signed."""
    found = [one for one in facts.get("signatures") or [] if one["step"] == "resolve"]
    return met(_("A proposed score waits for the other signature")) if found else unmet(_("No proposed score waits for a signature"))


@guard()
def signatures_stand(facts: Facts, rulebook: Rulebook) -> Finding:
    """Nothing was corrected after both signed."""
    steps = [act["step"] for act in facts.get("acts") or [] if act["step"] in ("sign_result", "correct")]
    if steps and steps[-1] == "correct":
        return unmet(_("The case was corrected after both signed: correct the result, and sign again"))
    return met(_("Both signatures stand"))


@check("criterion")
def there_is_a_difference(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """Only where the sides differ is there something to settle."""
    return None if differences(facts, rulebook).get(str(answers.get("criterion"))) else _("On this criterion the two sides do not differ")


@check("agreed")
def agreed_on_the_scale(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """What is agreed on is a score of the scale."""
    values = [level.value for level in rulebook.scale]
    return None if answers.get("agreed") in (None, *values) else _("A score is a whole number from %(least)s to %(most)s", least=values[0], most=values[-1])
