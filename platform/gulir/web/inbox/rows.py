"""The lines of the work list, as the page shows them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from gulir.acting import Acting
from gulir.cases.asked import asked_of
from gulir.cases.daysoff import calendar_of
from gulir.cases.queries import NEVER
from gulir.engine.text import Text
from gulir.web import dates, filters

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One case that waits for the one who looks."""

    id: str
    url: str
    title: str
    ask: Text | None
    step: str | None
    where: str
    desk: str
    due: dt.date | None
    tag: None = None


@dataclass(frozen=True)
class Section:
    """Lines of one urgency."""

    title: str
    tone: str
    lines: list[Line]


def lines_of(who: Acting, rows: Iterable[Any], today: dt.date, step: str | None) -> list[Line]:
    """A line for each row; `step` keeps only those that ask it (a rulebook may have put another in its place)."""
    cities = {tenant.id: tenant for tenant in who.tenants}
    found = [_line(who, cities[row.tenant_id], row, today) for row in rows]
    return [line for line in found if step in (None, line.step)]


def sections(lines: list[Line], today: dt.date) -> list[Section]:
    """Late, due within a week, and the rest; what is empty is left out."""
    late = [line for line in lines if line.due and line.due < today]
    soon = [line for line in lines if line.due and today <= line.due <= today + WEEK]
    rest = [line for line in lines if line not in late and line not in soon]
    named = [(gettext("Past the deadline"), "stop", late), (gettext("This week"), "warn", soon)]
    named.append((gettext("After that") if late or soon else gettext("To be done"), "", rest))
    return [Section(*one) for one in named if one[2]]


def _line(who: Acting, city: Any, row: Any, today: dt.date) -> Line:
    asked = asked_of(who.role, row.workflow, row.wv, row.state, row.rulebook, row.blocked > 0)
    place = ", ".join(word for word in (city.name, row.kampung) if word)
    return Line(
        id=f"{row.tenant_id}:{row.id}",
        url=url_for("cases.page", city=city.slug, number=row.number),
        title=row.title,
        ask=asked.label if asked else None,
        step=asked.step.name if asked else None,
        where=" · ".join(word for word in (place, filters.rupiah(row.amount) if row.amount is not None else "", row.number) if word),
        desk=desk(city, row.since, today),
        due=None if row.due_on == NEVER else row.due_on,
    )


def desk(city: Any, since: dt.date | None, today: dt.date) -> str:
    """How long it has lain here, in working days."""
    if since is None:
        return gettext("since when is unknown")
    return gettext("%(days)s on your desk", days=dates.workdays(calendar_of(city).between(since, today)))
