"""What the tables show besides a report's own values: where a row leads, and dates one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from gulir.reports.words import dates_as_text
from gulir.web.cities import is_all
from gulir.web.groups.ground import cities
from gulir.web.reports.queries import slugs_by_name

Row = dict[str, Any]
SHOWN = 3  # days of money shown in a cell; the files have them all


@dataclass(frozen=True)
class Line:
    """A row of the table. `report` is its city's own page, where that is another one; `cases` the list behind the figure."""

    row: Row
    report: str | None
    cases: str | None


@dataclass(frozen=True)
class Came:
    """When money came, and whether the year of it is lost."""

    words: str
    lost: bool


def lines(rows: tuple[Row, ...], endpoint: str, kept: Mapping[str, Any]) -> list[Line]:
    """The rows with their addresses."""
    slugs = slugs_by_name(cities()) if is_all() and rows else {}
    slug_of: Callable[[Row], str | None] = lambda row: slugs.get(row["city"]) if is_all() else g.city.slug  # noqa: E731 - said twice below
    return [_line(row, slug_of(row), endpoint, kept) for row in rows]


def came(row: Row) -> tuple[list[Came], int]:
    """The first dates of a row, and how many more there are."""
    found = {dates_as_text([one]): one["precision"] == "unknown" for one in row["disbursed"]}
    every = [Came(words, lost) for words, lost in found.items()]
    return (every, 0) if len(every) <= SHOWN + 1 else (every[:SHOWN], len(every) - SHOWN)


def _line(row: Row, slug: str | None, endpoint: str, kept: Mapping[str, Any]) -> Line:
    if slug is None:
        return Line(row, None, None)
    # The list filters by obstacles that stand; one that is settled, or that nobody wrote down, is no filter there.
    standing = row.get("reason_code") if not row.get("settled") else None
    kind = None if "cause" in row else "kube"
    found = url_for("cases.index", city=slug, alur=kind, alasan=row.get("cause") or standing)
    return Line(row, url_for(endpoint, city=slug, **kept) if is_all() else None, found)
