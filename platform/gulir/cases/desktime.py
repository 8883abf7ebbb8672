"""Time at each desk of one case: charged, as in the report of all, from the act that brought the ball to a holder to the act that took it away. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gulir.cases.calendar import Calendar


@dataclass(frozen=True)
class Desk:
    """A holder of the ball: days of the calendar and working days that it was with them, and whether it is now."""

    holder: str
    days: int
    working: int
    here: bool


Line = tuple[date | None, list[str]]  # an act's day, where it is known, and who holds the ball after it


def charged(lines: Iterable[Line], until: date, calendar: Calendar) -> list[Desk]:
    """Each holder once, who had it longest first. Several who hold it at once are each charged."""
    found: dict[str, Desk] = {}
    for holder, start, end in spans(lines, until):
        had = found.get(holder, Desk(holder, 0, 0, False))
        last = end or until
        found[holder] = Desk(holder, had.days + max((last - start).days, 0), had.working + calendar.between(start, last), had.here or end is None)
    return sorted(found.values(), key=lambda desk: (-desk.days, desk.holder))


def spans(lines: Iterable[Line], until: date) -> Iterator[tuple[str, date, date | None]]:
    """A holder, from when, and until when (None: still).

    An act of unknown day begins with the latest known one before it; before any, it is charged to nobody.
    """
    latest: date | None = None
    dated: list[tuple[date | None, list[str]]] = []
    for day, ball in lines:
        latest = max(latest or day, day) if day else latest
        begins = day or latest
        if begins is not None and begins <= until:
            dated.append((begins, ball))
    for (start, ball), (end, _next) in pairwise([*dated, (None, [])]):
        yield from ((holder, start, end) for holder in ball if start)
