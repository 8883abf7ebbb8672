"""Who may give which role: an administrator within their city, the secretariat everywhere; nobody to themselves."""

from dataclasses import dataclass

from gulir.acting import Acting
from gulir.engine.parties import Role
from gulir.identity.memberships import OF_A_GROUP

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
    if reach.tenants is None or not set(reach.tenants) <= set(who.tenant_ids):
        raise NotYoursToGive("it reaches beyond the city")
