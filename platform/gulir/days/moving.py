"""Which due days another calendar moves: told before it is kept, and then done by the clock."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from gulir.acting.who import Tenant
from gulir.cases.calendar import Calendar
from gulir.cases.clocks import read_clock
from gulir.cases.daysoff import calendar_of
from gulir.days import queries


@dataclass(frozen=True)
class Move:
    """A case, and the day on which it would be due."""

    case: Any
    new: dt.date


def if_off(city: Tenant, day: dt.date) -> list[Move]:
    """Due days that move when a day is off from now on, of the cases that whoever asks may read."""
    return moves(city, day, Calendar.of(calendar_of(city).off, [day]))


def if_not_off(city: Tenant, day: dt.date) -> list[Move]:
    """Due days that move when a day counts again."""
    return moves(city, day, Calendar(calendar_of(city).off - {day}))


def moves(city: Tenant, day: dt.date, calendar: Calendar) -> list[Move]:
    """The cases whose time runs across a day, with their due day by another calendar, where it is another day."""
    found = ((row, read_clock(row.clock).due(calendar)) for row in queries.around(city.id, day))
    return [Move(row, new) for row, new in found if new is not None and new != row.due_on]
