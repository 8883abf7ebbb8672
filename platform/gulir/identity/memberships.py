"""What a person is where: a role of an organisation, its cities, its kampungs or group; each shown in its cities as a seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update
from uuid6 import uuid7

from gulir.engine.parties import ROLES, Role
from gulir.identity import queries
from gulir.identity.sessions import end_sessions_of
from gulir.tables import Membership, Organisation

OF_A_GROUP = frozenset({Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER})


class NoSuchReach(ValueError):
    """The role does not exist in that organisation, or its reach makes no sense; the message says which."""


@dataclass(frozen=True)
class Held:
    """A membership as its holder chooses it; `cities` names them, `tenants` None is every city."""

    id: UUID
    role: str
    organisation_id: int
    organisation_name: str
    kind: str
    tenants: list[int] | None
    since: datetime
    some_kampungs: bool
    one_group: bool
    cities: list[str]


def add_membership(
    connection: Connection,
    person_id: UUID | str,
    organisation_id: int,
    role: str,
    *,
    tenants: Sequence[int] | None,
    kampungs: Sequence[UUID] | None = None,
    group_id: UUID | None = None,
    membership_id: UUID | None = None,
) -> UUID:
    """Gives the role and its seats; `tenants` None is every city, also those opened later. Returns the membership's id.

    The person's sessions end: a new tie to the government takes lane 1 from all of them. Raises NoSuchReach."""
    _check(connection, organisation_id, role, tenants, kampungs, group_id)
    reach = {"tenants": None if tenants is None else list(tenants), "kampungs": list(kampungs) if kampungs else None, "group_id": group_id}
    values = {"id": membership_id or UUID(str(uuid7())), "person_id": person_id, "organisation_id": organisation_id, "role": role} | reach
    made = connection.execute(insert(Membership).values(values).returning(Membership.id)).scalar_one()
    _seat(connection, made)
    end_sessions_of(connection, person_id)
    return made


def end_membership(connection: Connection, membership_id: UUID | str) -> bool:
    """Ends it, its seats and every session of the person now. False when it had ended already."""
    ended = update(Membership).where(Membership.id == membership_id, Membership.until.is_(None)).values(until=func.now()).returning(Membership.person_id)
    person_id = connection.execute(ended).scalar_one_or_none()
    if person_id is None:
        return False
    connection.execute(queries.UNSEAT, {"membership": membership_id})
    end_sessions_of(connection, person_id)
    return True


def change_reach(
    connection: Connection,
    membership_id: UUID | str,
    *,
    role: str,
    tenants: Sequence[int] | None,
    kampungs: Sequence[UUID] | None = None,
    group_id: UUID | None = None,
) -> None:
    """Another role or reach in the same organisation; seats follow, the person's sessions end. Raises NoSuchReach."""
    held = connection.execute(
        select(Membership.person_id, Membership.organisation_id).where(Membership.id == membership_id, Membership.until.is_(None))
    ).one_or_none()
    if held is None:
        raise NoSuchReach("the membership has ended")
    _check(connection, held.organisation_id, role, tenants, kampungs, group_id)
    values = {"role": role, "tenants": None if tenants is None else list(tenants), "kampungs": list(kampungs) if kampungs else None, "group_id": group_id}
    connection.execute(update(Membership).where(Membership.id == membership_id).values(values))
    _seat(connection, membership_id)
    end_sessions_of(connection, held.person_id)


def seat_national(connection: Connection, tenant_id: int) -> int:
    """Seats in a new city for everybody whose membership is of every city; says how many were added."""
    return connection.execute(queries.SEAT_NATIONAL, {"tenant": tenant_id}).rowcount


def memberships_of(connection: Connection, person_id: UUID | str) -> list[Held]:
    """The roles that a person has now."""
    return [Held(**row) for row in connection.execute(queries.MEMBERSHIPS, {"person": person_id}).mappings()]


def _seat(connection: Connection, membership_id: UUID | str) -> None:
    connection.execute(queries.SEAT_EVERYWHERE, {"membership": membership_id})
    connection.execute(queries.UNSEAT, {"membership": membership_id})


def _check(
    connection: Connection, organisation_id: int, role: str, tenants: Sequence[int] | None, kampungs: Sequence[UUID] | None, group_id: UUID | None
) -> None:
    kind = connection.execute(select(Organisation.kind).where(Organisation.id == organisation_id)).scalar_one_or_none()
    if role not in ROLES or kind not in ROLES[Role(role)].kinds:
        raise NoSuchReach(f"no {role} in an organisation of the kind {kind}")
    if (role in OF_A_GROUP) != (group_id is not None):
        raise NoSuchReach("an officer of a group has one group, and nobody else has")
    if (kampungs or group_id) and (tenants is None or len(tenants) != 1):
        raise NoSuchReach("kampungs and groups belong to one city")
    if role == Role.OPERATOR and tenants != [] and tenants != ():
        raise NoSuchReach("an operator sees no city")
