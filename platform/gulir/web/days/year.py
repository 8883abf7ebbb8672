"""The days off of a city in one year: the nation's, those of province or city by files of deployment, and what its people wrote down."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import current_app, request

from gulir.acting.who import Tenant
from gulir.cases.calendar import national_days
from gulir.cases.daysoff import NATION, listed
from gulir.days import queries
from gulir.web.dates import today
from gulir.web.locale import language

FIRST, LAST = 2000, 2199


@dataclass(frozen=True)
class Line:
    """A day off. `kind`: national, leave (collective), nation, province, city, own; `own`: its row, where it may be taken away."""

    day: dt.date
    name: str
    kind: str
    decree: str = ""
    source: str = ""
    own: Any = None


def asked_year() -> int:
    """The year in the address; this one where none is asked for, or none that can be."""
    typed = request.args.get("tahun", "")
    return int(typed) if typed.isascii() and typed.isdigit() and FIRST <= int(typed) <= LAST else today().year


def joint_decree(year: int) -> str | None:
    """By which decree the nation's days off of a year were set, where it was looked up."""
    decrees: dict[int, str] = current_app.extensions["gulir.joint_decrees"]
    return decrees.get(year)


def lines(city: Tenant, year: int) -> list[Line]:
    """All of them, by day."""
    found = [Line(day, name, "leave" if leave else "national") for day, name, leave in national_days(year, language())]
    found += [Line(one.day, one.name, kind_of(one.place, city), one.decree, one.source) for one in listed(city) if one.day.year == year]
    found += [Line(row.day, row.name, "own", row.decree, own=row) for row in queries.of_year(city.id, year) if row.removed_at is None]
    return sorted(found, key=lambda one: one.day)


def kind_of(place: str, city: Tenant) -> str:
    """Whose day off a file names."""
    return "nation" if place == NATION else "province" if place == city.province else "city"


def taken_away(city: Tenant, year: int) -> list[Any]:
    """The city's own that are none any more."""
    return [row for row in queries.of_year(city.id, year) if row.removed_at is not None]
