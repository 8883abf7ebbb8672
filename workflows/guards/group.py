"""Conditions on the group itself: its officers, its account, its rules, its cost plan, its land."""

from gulir.engine.facts import Facts, papers
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Rupiah, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from workflows.guards.members import FIX, UNKNOWN_MEMBERS, each

OFFICES = {"chair": _("chair"), "secretary": _("secretary"), "treasurer": _("treasurer")}


@guard("officers.distinct", who=Party.GROUP)
def three_distinct_officers(facts: Facts, rulebook: Rulebook) -> Finding:
    """Chair, secretary and treasurer are three people."""
    group = facts.get("group")
    members = (group or {}).get("members") or []
    if not group or not members:
        return unknown(UNKNOWN_MEMBERS, FIX)
    held = [member["office"] for member in members if member.get("office")]
    vacant = [label for office, label in OFFICES.items() if office not in held]
    if vacant:
        return unmet(_("Not chosen yet: %(offices)s", offices=vacant), FIX)
    people = {member.get("person") or member["id"] for member in members if member.get("office")}
    if len(held) > len(OFFICES) or len(people) < len(OFFICES):
        return unmet(_("Chair, secretary and treasurer must be three different people"), FIX)
    return met(_("Chair, secretary and treasurer are three different people"))


@guard("account.in_group_name", who=Party.GROUP)
def account_in_group_name(facts: Facts, rulebook: Rulebook) -> Finding:
    """The bank account is the group's, not a person's."""
    account = (facts.get("group") or {}).get("account")
    if not account or account.get("in_group_name") is None:
        return unknown(_("No bank account is recorded"), "account")
    if not account["in_group_name"]:
        return unmet(_("The account is held by %(holder)s, not by the group", holder=account.get("holder") or "?"), "account")
    return met(_("The account is in the group's name"))


@guard("account.specimens", who=Party.GROUP)
def enough_specimens(facts: Facts, rulebook: Rulebook) -> Finding:
    """Nobody can draw money alone."""
    specimens = ((facts.get("group") or {}).get("account") or {}).get("specimens")
    least = rulebook.number("account.specimens")
    if specimens is None:
        return unknown(_("Nobody has recorded whose signatures the bank holds"), "account")
    if specimens < least:
        return unmet(_("%(n)s signature specimens at the bank; %(least)s are needed", n=specimens, least=least), "account")
    return met(_("%(n)s signature specimens at the bank", n=specimens))


@guard("rules.signed_by_all", who=Party.GROUP)
def rules_signed_by_all(facts: Facts, rulebook: Rulebook) -> Finding:
    """Every member has signed the group's rules, which is what makes the fund revolve. Of members who are known in part, a missing signature says nothing."""
    missing = None if (facts.get("group") or {}).get("known") is False else False
    fine, wrong = _("All members have signed the group rules"), _("Has not signed the group rules: %(names)s")
    return each(facts, lambda member: member.get("signed_rules") or missing, fine, wrong)


@guard("ceiling.per_group", "ceiling.per_member", who=Party.GROUP)
def cost_plan_within_ceiling(facts: Facts, rulebook: Rulebook) -> Finding:
    """The amount asked for is within the rulebook's ceiling."""
    amount = (facts.get("case") or {}).get("amount")
    if amount is None:
        return unknown(_("No amount is stated"), "amount")
    most, key = ceiling(facts, rulebook)
    if most is None:
        return unknown(_("The number of members is not known, and the ceiling depends on it"), FIX, key)
    if amount > most:
        return unmet(_("%(amount)s is asked for; the ceiling is %(most)s", amount=Rupiah(amount), most=Rupiah(most)), "amount", key)
    return met(_("%(amount)s, within the ceiling of %(most)s", amount=Rupiah(amount), most=Rupiah(most)))


def ceiling(facts: Facts, rulebook: Rulebook) -> tuple[int | None, str]:
    """The ceiling in rupiah and the parameter that sets it; None where it depends on an unknown number of members."""
    if rulebook.has("ceiling.per_group"):
        return rulebook.number("ceiling.per_group"), "ceiling.per_group"
    count = (facts.get("group") or {}).get("count")
    return (None if count is None else rulebook.number("ceiling.per_member") * count), "ceiling.per_member"


@guard("land.status", who=Party.DINSOS_CITY)
def land_status_recognised(facts: Facts, rulebook: Rulebook) -> Finding:
    """The settlement is formal, or a correct letter speaks for its land."""
    if any(paper.get("correct") for paper in papers(facts, "land_letter")):
        return met(_("A letter on the land status was found correct"))
    kampung = facts.get("kampung") or {}
    if kampung.get("formal") is None:
        return unknown(_("It is not recorded whether the kampung is formal or informal"), "document:land_letter")
    if not kampung["formal"]:
        return unmet(_("The land status of %(kampung)s is not recognised", kampung=kampung.get("name") or "?"), "document:land_letter")
    return met(_("%(kampung)s is a formal kampung", kampung=kampung.get("name") or "?"))


@guard("proposal.in_letter", who=Party.GROUP, always=True)
def in_a_batch(facts: Facts, rulebook: Rulebook) -> Finding:
    """The group stands in a proposal letter."""
    batch = facts.get("batch")
    if not batch:
        return unmet(_("Not in a proposal letter yet"), "batch")
    return met(_("In proposal letter %(number)s", number=batch.get("letter_number") or batch.get("number") or "?"))
