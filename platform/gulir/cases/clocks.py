"""The clock of a case: since when its time runs and how much there is; or since when it stands still, and how much is left. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gulir.cases.calendar import Calendar
from gulir.engine.arrival import Arrival


@dataclass(frozen=True)
class Clock:
    """`days` that it has in all from `runs_from` on, or has left while it `stands_since` a day; of the calendar, or working days.

    `kept`: of states whose time was interrupted, the days that they go on with.
    """

    days: int | None = None
    runs_from: date | None = None
    stands_since: date | None = None
    every_day: bool = False
    kept: Mapping[str, int] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether time passes."""
        return self.runs_from is not None

    @property
    def stands(self) -> bool:
        """Whether it has some time, which does not pass."""
        return self.stands_since is not None

    def due(self, calendar: Calendar) -> date | None:
        """The last day of its time; none while it stands still."""
        return calendar.add(self.runs_from, self.days or 0, self.every_day) if self.runs_from else None

    def left(self, calendar: Calendar, on: date) -> int | None:
        """How many days there are still; 0 when they are over, None where there is no time at all."""
        if self.runs_from is None:
            return self.days
        return max((self.days or 0) - calendar.between(self.runs_from, on, self.every_day), 0)

    def stopped(self, calendar: Calendar, on: date) -> "Clock":
        """The same from the day on which nobody whom it binds holds the ball any more."""
        return replace(self, days=self.left(calendar, on), runs_from=None, stands_since=on)

    def resumed(self, on: date) -> "Clock":
        """The same from the day on which it binds again: with what was left."""
        return replace(self, runs_from=on, stands_since=None)

    def as_json(self) -> dict[str, Any] | None:
        """As the case keeps it; None when there is nothing to keep."""
        named = {"days": self.days, "from": self.runs_from, "since": self.stands_since}
        found = {name: value.isoformat() if isinstance(value, date) else value for name, value in named.items() if value is not None}
        return found | ({"every_day": True} if self.every_day else {}) | ({"kept": dict(self.kept)} if self.kept else {}) or None


def read_clock(kept: Mapping[str, Any] | None) -> Clock:
    """The clock that a case keeps."""
    if not kept:
        return Clock()
    runs, stands = (date.fromisoformat(kept[name]) if kept.get(name) else None for name in ("from", "since"))
    return Clock(kept.get("days"), runs, stands, bool(kept.get("every_day")), dict(kept.get("kept") or {}))


def begun(here: Arrival, on: date | None, days: int | None, kept: Mapping[str, int]) -> Clock:
    """A clock that begins where a case arrives; without a day or a limit there is none, whatever may still be kept for other states."""
    if days is None or on is None:
        return Clock(kept=kept)
    clock = Clock(days, on, None, here.calendar, kept)
    return clock if here.bound else replace(clock, runs_from=None, stands_since=on)


def goes_on(clock: Clock, here: Arrival, on: date | None, calendar: Calendar) -> Clock:
    """The clock of a case that stays where it is while the ball changes hands."""
    if on is None or not (clock.runs or clock.stands):
        return begun(here, on, here.within, clock.kept)
    if clock.runs and not here.bound:
        return clock.stopped(calendar, on)
    return clock.resumed(on) if clock.stands and here.bound else clock


def moves_on(clock: Clock, here: Arrival, source: str, dest: str, on: date | None, calendar: Calendar, pauses: bool) -> Clock:
    """The clock of a case that comes to another state. What was left of a state's time is kept where the next one only interrupts it (`pauses`)."""
    kept = dict(clock.kept)
    left = clock.left(calendar, on) if on and pauses else None
    if left is not None and source != dest:
        kept[source] = left
    days = kept.pop(dest, None)
    return begun(here, on, here.within if days is None else days, kept)
