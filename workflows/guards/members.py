"""Conditions on a group's members: how many, who they are, and that each is in no other grant."""

from collections.abc import Callable
from typing import Any

from gulir.engine.facts import Facts
from gulir.engine.guards import guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet

GROUP, CITY = Party.GROUP, Party.DINSOS_CITY
FIX = "members"
NAMED = 3
UNKNOWN_MEMBERS = _("The members are not known by name")
Member = dict[str, Any]


def each(facts: Facts, test: Callable[[Member], bool | None], fine: Text, wrong: Text) -> Finding:
    """One test on every member: unmet names those who fail, unknown those of whom it is not known."""
    group = facts.get("group")
    members = (group or {}).get("members") or []
    if not group or not members or len(members) < (group.get("count") or 0):
        return unknown(UNKNOWN_MEMBERS, FIX)
    answers = [(member["name"], test(member)) for member in members]
    failing = [name for name, answer in answers if answer is False]
    if failing:
        return unmet(Text(wrong.msgid, {"names": named(failing)}), FIX)
    unsure = [name for name, answer in answers if answer is None]
    return unknown(_("Not recorded for: %(names)s", names=named(unsure)), FIX) if unsure else met(fine)


def named(names: list[str]) -> list[object]:
    """The first few by name, the rest by number."""
    rest = len(names) - NAMED
    return [*names[:NAMED], _("%(n)s more", n=rest)] if rest > 0 else list(names)


@guard("members.min", "members.max", who=GROUP)
def members_within_limits(facts: Facts, rulebook: Rulebook) -> Finding:
    """The group is neither too small nor too large."""
    count = (facts.get("group") or {}).get("count")
    if count is None:
        return unknown(_("The number of members is not known"), FIX)
    least, most = rulebook.get("members.min"), rulebook.get("members.max")
    if least is not None and count < int(least):
        return unmet(_("%(n)s members; at least %(least)s are needed", n=count, least=least), FIX, "members.min")
    if most is not None and count > int(most):
        return unmet(_("%(n)s members; at most %(most)s are allowed", n=count, most=most), FIX, "members.max")
    return met(_("%(n)s members", n=count))


@guard("member.age_min", "member.age_max", who=GROUP)
def members_of_working_age(facts: Facts, rulebook: Rulebook) -> Finding:
    """Everyone is of an age that the rulebook allows."""
    least, most = int(rulebook.get("member.age_min") or 0), int(rulebook.get("member.age_max") or 200)

    def fits(member: Member) -> bool | None:
        return None if member.get("age") is None else least <= member["age"] <= most

    return each(facts, fits, _("All members are between %(least)s and %(most)s years old", least=least, most=most), _("Age outside the limits: %(names)s"))


@guard("member.married", who=GROUP)
def members_married(facts: Facts, rulebook: Rulebook) -> Finding:
    """Everyone is married, where the rulebook asks for it."""
    return each(facts, lambda member: member.get("married"), _("All members are married"), _("Not married: %(names)s"))


@guard("member.in_poverty_data", who=CITY)
def members_in_poverty_data(facts: Facts, rulebook: Rulebook) -> Finding:
    """Every member's household stands in the poverty data."""
    return each(facts, lambda member: member.get("in_poverty_data"), _("All members are in the poverty data"), _("Not in the poverty data: %(names)s"))


@guard("member.no_public_servant", who=GROUP)
def no_public_servants(facts: Facts, rulebook: Rulebook) -> Finding:
    """Nobody is a civil servant, soldier, police officer or pensioner."""

    def fits(member: Member) -> bool | None:
        return None if member.get("public_servant") is None else not member["public_servant"]

    return each(facts, fits, _("No member is in public service"), _("In public service: %(names)s"))


@guard("member.never_received", who=GROUP)
def never_received_before(facts: Facts, rulebook: Rulebook) -> Finding:
    """Nobody has had this aid before."""

    def fits(member: Member) -> bool | None:
        return None if member.get("received_before") is None else not member["received_before"]

    return each(facts, fits, _("No member has received this aid before"), _("Has received this aid before: %(names)s"))


@guard("member.one_grant", who=GROUP)
def nobody_twice(facts: Facts, rulebook: Rulebook) -> Finding:
    """Each member's population number is held by this group alone, in all cities, and the group has no other application under way."""
    others = facts.get("others") or []
    if others:
        return unmet(_("The group has another application that is not closed: %(numbers)s", numbers=", ".join(others)))
    return each(
        facts,
        lambda member: True if member.get("registered") else None,
        _("Every member is entered in the registry, and in no other group"),
        _("In another group: %(names)s"),
    )


@guard("households.validated", who=CITY, always=True)
def households_validated(facts: Facts, rulebook: Rulebook) -> Finding:
    """Each household was visited and found as stated."""
    return each(facts, lambda member: member.get("validated"), _("All households are validated"), _("Nobody has visited the household yet: %(names)s"))


@guard("savings.months", who=GROUP)
def saved_long_enough(facts: Facts, rulebook: Rulebook) -> Finding:
    """The group has saved regularly for long enough."""
    months = ((facts.get("records") or {}).get("savings") or {}).get("months")
    least = rulebook.number("savings.months")
    if months is None:
        return unknown(_("No savings are recorded"), "record:savings")
    if months < least:
        return unmet(_("Saved regularly for %(months)s months; %(least)s are needed", months=months, least=least), "record:savings")
    return met(_("Saved regularly for %(months)s months", months=months))


@guard("attendance.share_percent", who=GROUP)
def attends_meetings(facts: Facts, rulebook: Rulebook) -> Finding:
    """The members come to their meetings."""
    share = ((facts.get("records") or {}).get("attendance") or {}).get("share")
    least = rulebook.number("attendance.share_percent")
    if share is None:
        return unknown(_("No attendance at meetings is recorded"), "record:attendance")
    percent = round(share * 1000) // 10
    if percent < least:
        return unmet(_("%(percent)s of 100 attend meetings; %(least)s are needed", percent=percent, least=least), "record:attendance")
    return met(_("%(percent)s of 100 attend meetings", percent=percent))


ELIGIBLE = (members_within_limits, members_of_working_age, members_married, members_in_poverty_data, no_public_servants, never_received_before, nobody_twice)
