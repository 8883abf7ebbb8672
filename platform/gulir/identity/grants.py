"""Who may give which role: an administrator within their city, the secretariat everywhere; nobody to themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from gulir.acting import Acting
from gulir.engine.parties import GOVERNMENT, Role
from gulir.identity.memberships import OF_A_GROUP, Held

OF_A_CITY = OF_A_GROUP | {
    Role.ORGANISER, Role.ADVOCATE, Role.PROGRAMME_MANAGER, Role.TREASURER, Role.CITY_ADMIN, Role.DINSOS_OFFICER,
}  # fmt: skip
MAY_GIVE: dict[str, frozenset[Role]] = {
    Role.CITY_ADMIN: frozenset(OF_A_CITY),
    Role.SECRETARIAT: frozenset(Role) - {Role.OPERATOR, Role.CLOCK},
}


class NotYoursToGive(PermissionError):
    """The role, or the person's reach, is beyond the one who acts."""


@dataclass(frozen=True)
class Reach:
    """A membership as far as it matters for who may change it."""

    person_id: str
    role: str
    tenants: list[int] | None


def may_give(who: Acting, role: str) -> bool:
    """May this one give or take the role at all?"""
    return role in MAY_GIVE.get(who.role, frozenset())


def check(who: Acting, reach: Reach) -> None:
    """Raises NotYoursToGive: for oneself, for a role of another's giving, for cities beyond one's own."""
    if reach.person_id == who.person_id:
        raise NotYoursToGive("nobody changes their own roles")
    if not may_give(who, reach.role):
        raise NotYoursToGive(f"{who.role} does not give {reach.role}")
    if who.role == Role.SECRETARIAT:
        return
    if beyond(who, reach.tenants):
        raise NotYoursToGive("it reaches beyond the city")


def check_tie(who: Acting, kind: str, held: Iterable[Held]) -> None:
    """A tie to the government closes advocacy to somebody everywhere: whom other cities rely on gets one from the secretariat alone. Raises NotYoursToGive."""
    if who.role != Role.SECRETARIAT and kind in GOVERNMENT and any(one.kind not in GOVERNMENT and beyond(who, one.tenants) for one in held):
        raise NotYoursToGive("it would close cases of other cities to them")


def gives_all(who: Acting, person_id: str, held: Iterable[Held]) -> bool:
    """Is all that somebody may do this one's to give? Only then is their account."""
    try:
        for one in held:
            check(who, Reach(person_id, one.role, one.tenants))
    except NotYoursToGive:
        return False
    return True


def beyond(who: Acting, tenants: list[int] | None) -> bool:
    """Do these cities reach beyond those of whoever gives?"""
    return tenants is None or not set(tenants) <= set(who.tenant_ids)
