"""Lends rights of a seat to a colleague, ends it, and begins to act under it. What may be lent to whom is the database's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from gulir.acting import Acting
from gulir.acting.keys import CIVIL_ROLES_OF_LANE_1, LIFE_HOURS, NoSuchMembership
from gulir.acting.who import key_of, new_token, stored_hash
from gulir.identity.absence import queries
from gulir.identity.sessions import act_as, take_over
from gulir.identity.totp import STAFF

RIGHTS = ("decide", "record", "sign")
REFUSED = "GU010"
ASKED = {"asked": sorted(STAFF)}


class CannotLend(ValueError):
    """The delegation cannot be; `why`: borrowed, over, long, organisation, seat, conflict, away, twice, ended."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to lend: to which colleague's seat, what, in which processes (None: all), the first and the last day, and why."""

    deputy: UUID
    rights: Sequence[str]
    workflows: Sequence[str] | None
    first: date
    last: date
    reason: str


def longest() -> int:
    """For how many days somebody may be stood in for."""
    return int(current_app.extensions["gulir.absence"]["longest_days"])


def lend(connection: Connection, who: Acting, wanted: Wanted) -> UUID:
    """Lends rights of the seat that one acts as, from the first to the last day in the time of its city. Raises CannotLend."""
    if who.behalf is not None or who.membership_id is None:
        raise CannotLend("borrowed")
    since, until = _span(who, wanted)
    values: dict[str, Any] = {"membership": who.membership_id, "person": who.person_id, "deputy": wanted.deputy, "since": since, "until": until}
    values |= {"rights": [one for one in RIGHTS if one in wanted.rights], "workflows": list(wanted.workflows) if wanted.workflows else None}
    try:
        made = connection.execute(queries.DELEGATE, values | {"reason": " ".join(wanted.reason.split())}).scalar_one_or_none()
    except DBAPIError as problem:
        if getattr(problem.orig, "sqlstate", "") != REFUSED:
            raise
        raise CannotLend(str(problem.orig).splitlines()[0]) from problem
    if made is None:
        raise CannotLend("ended")
    return UUID(str(made))


def end(connection: Connection, person_id: UUID | str, delegation: UUID) -> bool:
    """Ends it now, for the absent one or the deputy; whoever acts under it acts no more. False when it is neither's, or over."""
    return connection.execute(queries.END, {"person": person_id, "delegation": delegation}).scalar_one_or_none() is not None


def act_for(connection: Connection, person_id: UUID | str, delegation: UUID | str, *, replaces: str | None = None) -> str:
    """Begins to act for somebody who lent their rights to this person; returns the token. Raises NoSuchMembership where it is over, or lacks a factor."""
    token = new_token()
    values = {"hash": stored_hash(key_of(token)), "delegation": delegation, "person": person_id, "hours": LIFE_HOURS, "civil": CIVIL_ROLES_OF_LANE_1}
    if connection.execute(queries.ACT_FOR, values | ASKED).rowcount != 1:
        raise NoSuchMembership(str(delegation))
    take_over(connection, token, replaces)
    return token


def act_again(connection: Connection, who: Acting) -> str:
    """The same role under a new token, for somebody too where it was for somebody. Raises NoSuchMembership."""
    if who.behalf is not None:
        return act_for(connection, who.person_id, who.behalf.delegation, replaces=who.key)
    return act_as(connection, who.person_id, who.membership_id or "", replaces=who.key)


def lent_to(connection: Connection, person_id: UUID | str) -> list[Any]:
    """For whom a person may act now."""
    return list(connection.execute(queries.LENT_TO, {"person": person_id} | ASKED))


def of_person(connection: Connection, person_id: UUID | str) -> list[Any]:
    """What a person lent and was lent in the last year, the latest first."""
    return list(connection.execute(queries.OF_PERSON, {"person": person_id} | ASKED))


def of_seats(connection: Connection, seats: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """For each of these memberships, who stands in for it now or soon."""
    found: dict[UUID, list[Any]] = {}
    for row in connection.execute(queries.OF_SEATS, {"seats": list(seats)} | ASKED):
        found.setdefault(row.membership_id, []).append(row)
    return found


def just_ended(connection: Connection, membership: UUID) -> list[Any]:
    """What this transaction ended by changing a seat."""
    return list(connection.execute(queries.JUST_ENDED, {"membership": membership} | ASKED))


def one(connection: Connection, delegation: UUID) -> Any:
    """One of them."""
    return connection.execute(queries.ONE, {"delegation": delegation} | ASKED).one()


def colleagues(connection: Connection, who: Acting) -> list[Any]:
    """Whose seat allows them to stand in for the seat that one acts as."""
    return list(connection.execute(queries.COLLEAGUES, {"membership": who.membership_id, "person": who.person_id}))


def today(who: Acting) -> date:
    """The day in the first of one's cities."""
    return who.at.astimezone(zone_of(who)).date()


def zone_of(who: Acting) -> ZoneInfo:
    """Whose midnight it is."""
    return ZoneInfo(who.tenants[0].zone if who.tenants else "Asia/Jakarta")


def _span(who: Acting, wanted: Wanted) -> tuple[datetime, datetime]:
    zone = zone_of(who)
    if wanted.last < max(wanted.first, today(who)):
        raise CannotLend("over")
    if (wanted.last - wanted.first).days >= longest():
        raise CannotLend("long")
    since, until = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (wanted.first, wanted.last + timedelta(days=1)))
    return since, until
