"""The ladder of reminders: which rung a case has come to, so many working days before or after its day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gulir.engine.universal import ESCALATED, REMINDED

RUNGS = {"remind": [name for name, _label in REMINDED], "escalate": [name for name, _label in ESCALATED]}
HELD, TEAM = ("held",), ("team", "teamless")  # rungs that count from another day than the one on which a case is due


class BadLadder(ValueError):
    """An entry makes no sense; the message names it."""


@dataclass(frozen=True)
class Rung:
    """What the clock does so many `days` after the day that counts (before it, where they are negative), and `every` so many days again."""

    step: str
    rung: str
    days: int
    every: int = 0

    def reached(self, days: int) -> "Rung | None":
        """This rung as it stands so many days after; None while it lies ahead."""
        if days < self.days:
            return None
        return replace(self, days=self.days + (days - self.days) // self.every * self.every) if self.every else self


def read(lines: Iterable[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """The rungs of a table, the earliest first. Raises BadLadder."""
    return tuple(sorted(map(_rung, lines), key=lambda one: one.days))


def _rung(line: Mapping[str, Any]) -> Rung:
    try:
        one = Rung(**line)
    except TypeError as problem:
        raise BadLadder(f"ladder: {dict(line)}: {problem}") from problem
    if one.rung not in RUNGS.get(one.step, ()) or one.every < 0:
        raise BadLadder(f"ladder: {dict(line)}: there is no such rung")
    return one


def highest(ladder: Iterable[Rung], days: int, *, today: bool, only: tuple[str, ...] = ()) -> Rung | None:
    """The last rung that is reached: whoever comes late tells that one alone. `today`: the day itself, which a day off after it is no more.

    `only`: the rungs that count from this day; without them, those that count from the day on which a case is due.
    """
    ours = [one for one in ladder if (one.rung in only if only else one.rung not in (*HELD, *TEAM))]
    reached = [found for one in ours if (found := one.reached(days))]
    last = max(reached, key=lambda one: one.days, default=None)
    return None if last and last.rung == "on" and not today else last
