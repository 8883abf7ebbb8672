"""How long a case lay at each desk, as bars: working days, and which share of all that time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from gulir.cases import story
from gulir.cases.desktime import charged
from gulir.cases.looking import Look
from gulir.web.dates import days
from gulir.web.filters import percent


@dataclass(frozen=True)
class Bar:
    """A desk as the component draws it."""

    label: object
    value: int
    note: str
    tone: str = "plain"
    url: None = None


def of(seen: Look, names: Mapping[int, Any], offices: dict[str, str]) -> list[Bar]:
    """The desks on which it lay for a day at least, longest first; where it lies now stands out."""
    lines = [(_day(act.get("date")), (named.ball if (named := names.get(act["seq"])) else None) or []) for act in seen.facts["acts"]]
    found = [desk for desk in charged(lines, seen.today, seen.calendar) if desk.days]
    every = sum(desk.days for desk in found)
    return [
        Bar(story.holder(desk.holder, seen.facts, offices), desk.working, _note(desk.days, desk.days / every, desk.here), "" if desk.here else "plain")
        for desk in found
    ]


def _note(count: int, share: float, here: bool) -> str:
    words = gettext("%(share)s of the time, %(days)s of the calendar", share=percent(round(share, 2)), days=days(count))
    return gettext("%(words)s; it is there now", words=words) if here else words


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
