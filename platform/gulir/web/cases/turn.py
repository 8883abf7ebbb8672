"""Whose turn a case waits for, since when and until when; and where its time stands still."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from gulir.cases import story
from gulir.cases.clocks import read_clock
from gulir.cases.looking import Look
from gulir.web.dates import calendar_days, workdays


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since when, until when. `stands`: since which day time does not run for it, and how much is left when it runs again."""

    holders: list[Any]
    since: str | None
    due: str | None
    days: int | None
    late: int | None
    rest: str | None
    stands: tuple[str, str] | None


def whose(seen: Look, offices: dict[str, str]) -> Turn:
    """Reckoned in working days of the city."""
    case, state = seen.case, seen.workflow.by_state[seen.case["state"]]
    since, due = case["since"], case["due"]
    days = seen.calendar.between(dt.date.fromisoformat(since), seen.today) if since else None
    late = seen.calendar.between(dt.date.fromisoformat(due), seen.today) if due else 0
    rest = None if case["ball"] else gettext("It waits for nobody.") if state.kind != "final" else gettext("It has come to its end.")
    clock = read_clock(case["clock"])
    left = (calendar_days if clock.every_day else workdays)(clock.days or 0)
    stands = (clock.stands_since.isoformat(), left) if clock.stands_since else None
    return Turn([story.holder(party, seen.facts, offices) for party in case["ball"]], since, due, days, late or None, rest, stands)
