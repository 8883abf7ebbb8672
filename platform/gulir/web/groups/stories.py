"""What changed in a group over time, as a story, and the latest record of each kind."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import gettext as _

from gulir.web import dates
from gulir.web.filters import listed, number, percent


@dataclass(frozen=True)
class Line:
    """One line of the story, as the component draws it."""

    date: dt.date | None
    text: str
    detail: str | None = None
    actor: str | None = None
    kind: str = "move"
    precision: str = "day"
    recorded: dt.date | None = None
    url: str | None = None


def latest(records: Iterable[Any]) -> dict[str, Any]:
    """The newest record of each kind; rows come newest first."""
    found: dict[str, Any] = {}
    for row in records:
        found.setdefault(row.kind, row)
    return found


def story(found: dict[str, list[Any]]) -> list[Line]:
    """Newest first."""
    lines = [*_of_people(found["people"]), *_of_records(found["records"]), *_of_visits(found["visited"]), *_of_looks(found["looked"])]
    return sorted(lines, key=lambda line: line.date or dt.date.min, reverse=True)[:30]


def _of_people(people: Iterable[Any]) -> Iterator[Line]:
    joined: dict[dt.date, list[str]] = {}
    for one in people:
        if one.joined_on:
            joined.setdefault(one.joined_on, []).append(one.name)
        if one.left_on:
            yield Line(one.left_on, _("%(name)s left", name=one.name), kind="back")
    for day, names in joined.items():
        yield Line(day, _("%(name)s joined", name=listed(names)))


def _of_records(records: Iterable[Any]) -> Iterator[Line]:
    for row in records:
        yield Line(_day(row.recorded_at), summary(row.kind, row.value), row.note, row.by, "other")


def _of_visits(visits: Iterable[Any]) -> Iterator[Line]:
    for row in visits:
        yield Line(_day(row.at), _("The household of %(head)s was visited and found as written", head=row.head), None, row.by, "sign")


def _of_looks(looks: Iterable[Any]) -> Iterator[Line]:
    for row in looks:
        yield Line(_day(row.at), _("The numbers of %(name)s were looked at", name=row.member), row.reason, row.by, "stop")


def summary(kind: str, value: dict[str, Any]) -> str:
    """A record in words; what a record lacks is said to be unknown."""
    if kind == "savings":
        words = _("Savings: %(months)s months in a row, %(weeks)s weeks", months=number(value.get("months")), weeks=number(value.get("weeks")))
        return f"{words} ({dates.date(value['from'])} – {dates.date(value.get('to'))})" if value.get("from") else words
    if kind == "attendance":
        return _("Attendance: %(share)s in %(meetings)s meetings", share=percent(value.get("share")), meetings=number(value.get("meetings")))
    if kind == "loans":
        return _("Loans: %(open)s not yet paid back", open=number(value.get("open")))
    return _("Evaluation: %(rating)s", rating=rating(value.get("rating")))


def rating(word: str | None) -> str:
    """How far a group has come."""
    words = {"growing": _("Growing"), "developing": _("Developing"), "independent": _("Independent")}
    return words.get(word or "", word or _("unknown"))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(g.city.zone)).date()
