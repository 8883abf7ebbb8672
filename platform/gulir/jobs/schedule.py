"""The schedule as the machinery reads it: entries, and the slot of time that each is in."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from gulir.acting.who import Acting, Tenant

EVERY = ("minute", "hour", "day")


class BadSchedule(ValueError):
    """An entry makes no sense; the message names it."""


@dataclass(frozen=True)
class Entry:
    """One line of the schedule. A `house` entry runs once for all cities, in the scheduler itself."""

    name: str
    every: str
    at: dt.time = dt.time(0, 0)
    house: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether each slot is noted as done. What runs every minute looks for work that is noted elsewhere."""
        return self.every != "minute"

    def slot(self, now: dt.datetime, zone: str) -> str:
        """The slot that `now` (the database's clock) lies in; after downtime it is the last one alone, since one sweep sees all that waited."""
        here = now.astimezone(ZoneInfo(zone))
        if self.every == "day":
            return (here.date() if here.time() >= self.at else here.date() - dt.timedelta(days=1)).isoformat()
        # counted in UTC, so that no change of a zone's rules can repeat or skip an hour
        return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H" if self.every == "hour" else "%Y-%m-%dT%H-%M")


@dataclass(frozen=True)
class Moment:
    """What a timed job is given: its city, the clock that acts, its slot, and the database's time."""

    city: Tenant
    clock: Acting
    slot: str
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        """The day in the city."""
        return self.now.astimezone(ZoneInfo(self.city.zone)).date()


Timed = Callable[[Moment], bool]
TIMED: dict[str, Timed] = {}
HOUSE: dict[str, Callable[[], None]] = {}


def timed(name: str) -> Callable[[Timed], Timed]:
    """The function is what the schedule calls `name`, for one city. It bears being run again after a half-way end; False says that there is more to do."""

    def take(function: Timed) -> Timed:
        TIMED[name] = function
        return function

    return take


def house(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """The function is what the schedule calls `name`, once for all cities."""

    def take(function: Callable[[], None]) -> Callable[[], None]:
        HOUSE[name] = function
        return function

    return take


def read(lines: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The entries of a table. Raises BadSchedule for an unknown name, an unknown rhythm, or a time that is none."""
    return tuple(_entry(line) for line in lines)


def _entry(line: Mapping[str, Any]) -> Entry:
    try:
        entry = Entry(line["name"], line["every"], dt.time.fromisoformat(line.get("at", "00:00")), line.get("house", False))
    except (KeyError, ValueError) as problem:
        raise BadSchedule(f"schedule: {dict(line)}: {problem}") from problem
    if entry.every not in EVERY or entry.name not in (HOUSE if entry.house else TIMED) or set(line) - {"name", "every", "at", "house"}:
        raise BadSchedule(f"schedule: {dict(line)}: there is no such thing, or not so often")
    return entry
