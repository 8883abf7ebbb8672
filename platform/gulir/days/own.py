"""Adds a day off to a city, or takes one away: with a reason, by a named person, and kept for good."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from uuid6 import uuid7

from gulir.acting.who import Acting, Tenant
from gulir.cases.daysoff import calendar_of
from gulir.days import queries
from gulir.engine.text import _
from gulir.groups.refusals import NotThere, Wrong
from gulir.groups.unit import unit

AHEAD, BACK = 3 * 366, 366  # days of the calendar: what lies further away is a slip of the pen


@dataclass(frozen=True)
class Wanted:
    """A day off as somebody writes it down: by which decree, and why it is entered."""

    day: dt.date
    name: str
    decree: str
    reason: str


def check(city: Tenant, wanted: Wanted, today: dt.date) -> None:
    """Raises Wrong for a day that is off anyway, and for one too far away to be meant."""
    if not -BACK <= (wanted.day - today).days <= AHEAD:
        raise Wrong("day", _("Look at the year again."))
    if wanted.day.weekday() >= 5:
        raise Wrong("day", _("This is a Saturday or Sunday, which is no working day anyway."))
    if not calendar_of(city).is_working_day(wanted.day):
        raise Wrong("day", _("This day is off already."))


def add(who: Acting, city: Tenant, wanted: Wanted, today: dt.date) -> None:
    """From now on the day does not count in this city. Raises Wrong, OutOfReach."""
    check(city, wanted, today)
    with unit():
        if not queries.add(tenant=city.id, id=uuid7(), me=who.person_id, **vars(wanted)):
            raise Wrong("day", _("This day is off already."))


def remove(who: Acting, city: Tenant, holiday_id: UUID, why: str) -> None:
    """The day counts again; that it did not is kept. Raises NotThere, also when somebody else was faster, and OutOfReach."""
    with unit():
        if not queries.remove(tenant=city.id, id=holiday_id, me=who.person_id, why=why):
            raise NotThere
