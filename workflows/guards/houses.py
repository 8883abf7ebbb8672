"""Conditions on a group's houses, read by the grant that they belong to."""

from typing import Any

from gulir.engine.facts import Answers, Facts
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Rupiah, Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from gulir.engine.vocabulary import check
from workflows.guards.members import named

House = dict[str, Any]
OUT = ("not_eligible", "given_up")
COMPLETE = ("completed", "occupied")
UNJUDGED = ("surveyed",)
UNCOSTED = ("surveyed", "eligible")
FIX = "houses"


def houses(facts: Facts) -> list[House]:
    """The houses of a grant, whatever became of them."""
    return [child for child in facts.get("children") or [] if child["workflow"] == "house"]


def kept(facts: Facts) -> list[House]:
    """Those that are still to be repaired, or were."""
    return [house for house in houses(facts) if house["state"] not in OUT]


def titles(found: list[House]) -> list[object]:
    """The houses by name, as a sentence lists them."""
    return named([house["title"] for house in found])


def house_ceiling(facts: Facts, rulebook: Rulebook) -> int:
    """What the rulebook allows for all houses of the grant together, in rupiah."""
    return rulebook.number("ceiling.per_house") * len(kept(facts))


@guard(who=Party.GROUP)
def houses_surveyed(facts: Facts, rulebook: Rulebook) -> Finding:
    """There is a house to repair, and UPC has judged each."""
    if not kept(facts):
        return unmet(_("No house is surveyed yet"), FIX)
    waiting = [house for house in kept(facts) if house["state"] in UNJUDGED]
    if waiting:
        return unmet(_("Not judged yet: %(names)s", names=titles(waiting)), FIX)
    return met(_("%(n)s houses are surveyed and judged", n=len(kept(facts))))


@guard(who=Party.GROUP)
def houses_costed(facts: Facts, rulebook: Rulebook) -> Finding:
    """Each house has its list of needs and its cost."""
    waiting = [house for house in kept(facts) if house["state"] in UNCOSTED]
    if waiting or not kept(facts):
        return unmet(_("No cost yet: %(names)s", names=titles(waiting)) if waiting else _("No house is surveyed yet"), FIX)
    return met(_("Each of the %(n)s houses has its cost", n=len(kept(facts))))


@guard("ceiling.per_house", who=Party.GROUP)
def houses_within_ceiling(facts: Facts, rulebook: Rulebook) -> Finding:
    """The amount asked for is no more than the ceiling of each house, times the houses."""
    amount, most = (facts.get("case") or {}).get("amount"), house_ceiling(facts, rulebook)
    if amount is None:
        return unknown(_("No amount is stated"), "amount")
    if amount > most:
        return unmet(_("%(amount)s is asked for; %(n)s houses may cost %(most)s", amount=Rupiah(amount), n=len(kept(facts)), most=Rupiah(most)), "amount")
    return met(_("%(amount)s, within the ceiling of %(most)s", amount=Rupiah(amount), most=Rupiah(most)))


@check("amount", "ceiling.per_house")
def decree_within_house_ceiling(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A decree grants no more than the ceiling of each house, times the houses."""
    amount, most = answers.get("amount") or 0, house_ceiling(facts, rulebook)
    return None if amount <= most else _("%(amount)s is above the ceiling of %(most)s", amount=Rupiah(amount), most=Rupiah(most))


@guard(who=Party.GROUP)
def every_house_complete_or_explained(facts: Facts, rulebook: Rulebook) -> Finding:
    """Each house is complete; or it was given up or found ineligible with a reason, or a recorded obstacle holds it."""
    if not houses(facts):
        return unmet(_("No house is surveyed yet"), FIX)
    unfinished = [house for house in kept(facts) if house["state"] not in COMPLETE]
    silent = [house for house in unfinished if not house.get("blocked")]
    if silent:
        return unmet(_("Neither complete nor explained: %(names)s", names=titles(silent)), FIX)
    done = sum(house["state"] in COMPLETE for house in houses(facts))
    return met(_("%(done)s of %(n)s houses are complete, the others explained", done=done, n=len(houses(facts))))
