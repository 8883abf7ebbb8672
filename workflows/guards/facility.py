"""Conditions on a neighbourhood's facility: what the residents decided, and whether its report was accepted."""

from gulir.engine.facts import Answers, Facts, acts
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Rupiah, Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from gulir.engine.vocabulary import check


@check("objection")
def nobody_objects(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A place is settled when no resident objects to it any more."""
    return _("Settle the objection first, or choose another place") if answers.get("objection") == "yes" else None


@guard("ceiling.per_location", who=Party.GROUP)
def facility_within_ceiling(facts: Facts, rulebook: Rulebook) -> Finding:
    """The amount asked for is within the ceiling of one place."""
    amount, most = (facts.get("case") or {}).get("amount"), rulebook.number("ceiling.per_location")
    if amount is None:
        return unknown(_("No amount is stated"), "amount")
    if amount > most:
        return unmet(_("%(amount)s is asked for; the ceiling is %(most)s", amount=Rupiah(amount), most=Rupiah(most)), "amount")
    return met(_("%(amount)s, within the ceiling of %(most)s", amount=Rupiah(amount), most=Rupiah(most)))


@check("amount", "ceiling.per_location")
def decree_within_location_ceiling(answers: Answers, facts: Facts, rulebook: Rulebook) -> Text | None:
    """A decree grants no more than the ceiling of one place."""
    amount, most = answers.get("amount") or 0, rulebook.number("ceiling.per_location")
    return None if amount <= most else _("%(amount)s is above the ceiling of %(most)s", amount=Rupiah(amount), most=Rupiah(most))


def latest(facts: Facts) -> str | None:
    """What last happened to the report: submitted, returned or accepted."""
    steps = [act["step"] for act in acts(facts, "submit_lpj", "return_lpj", "accept_lpj")]
    return steps[-1] if steps else None


def group_reports(facts: Facts) -> bool:
    """The report is still the group's to write or to correct."""
    return latest(facts) in (None, "return_lpj")


def report_is_judged(facts: Facts) -> bool:
    """The report lies with UPC and the city, or they have accepted it and hand the facility over."""
    return not group_reports(facts)


@guard(who=Party.GROUP)
def report_not_in_yet(facts: Facts, rulebook: Rulebook) -> Finding:
    """A report is submitted once, and again when it was returned."""
    if latest(facts) in ("submit_lpj", "accept_lpj"):
        return unmet(_("The report is submitted already"))
    return met(_("No report lies with UPC and the city"))


@guard(who=Party.GROUP)
def report_is_in(facts: Facts, rulebook: Rulebook) -> Finding:
    """There is a report to judge."""
    return met(_("The report is submitted")) if latest(facts) == "submit_lpj" else unmet(_("No report lies with UPC and the city"))


@guard(who=Party.UPC)
def report_is_accepted(facts: Facts, rulebook: Rulebook) -> Finding:
    """UPC and the city have accepted the report."""
    return met(_("The report was accepted")) if latest(facts) == "accept_lpj" else unmet(_("The report is not accepted yet"))
