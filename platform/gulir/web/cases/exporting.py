"""The list of cases as a file: what the page lists under the same filters, all of it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from gulir.acting.who import Acting, current
from gulir.cases.looking import processes
from gulir.cases.story import holder
from gulir.reports.shape import Column, Report
from gulir.tasks.kinds import Asked, Kind, Made, Step, TooLarge, kind
from gulir.web.cases import queries
from gulir.web.cases.queries import Sought
from gulir.web.reports.exporting import as_file
from gulir.web.words import text

AT_A_TIME = 500  # rows between two words on how far it is
COLUMNS = (
    Column("number", lazy_gettext("Number")), Column("title", lazy_gettext("Case")), Column("city", lazy_gettext("City")),
    Column("kampung", lazy_gettext("Kampung"), unknown=lazy_gettext("unknown")), Column("process", lazy_gettext("Programme")),
    Column("state", lazy_gettext("State")), Column("holders", lazy_gettext("Whose turn")), Column("since", lazy_gettext("Since"), "date"),
    Column("due", lazy_gettext("Deadline"), "date"), Column("blocked", lazy_gettext("Obstacle")), Column("amount", lazy_gettext("Amount"), "money"),
)  # fmt: skip


def title(_asked: Asked) -> str:
    """What the file is called."""
    return _("List of cases")


def make(asked: Asked, cities: Sequence[int], step: Step) -> Made:
    """Every case that the filters let through, as far as its asker may read it. Raises TooLarge."""
    who, sought = current(), sought_of(asked["sought"])
    largest = int(current_app.extensions["gulir.exports"]["largest"])
    total = queries.count(who, cities, sought, largest + 1)
    if total > largest:
        raise TooLarge(total)
    rows: list[dict[str, Any]] = []
    for some in pages(who, cities, sought):
        rows += [row_of(who, one) for one in some]
        step(min(len(rows), total), total)
    made = Report("cases", title(asked), datetime.date.fromisoformat(asked["day"]), COLUMNS, tuple(rows), {"amount": sum(row["amount"] or 0 for row in rows)})
    return as_file(made, asked["form"], f"gulir-berkas-{asked['place']}-{asked['day']}")


def pages(who: Acting, cities: Sequence[int], sought: Sought) -> Iterator[queries.Rows]:
    """City after city, some cases at a time."""
    for city in sorted(cities):
        after: UUID | None = None
        while some := queries.by_id(who, city, replace(sought, after=after), AT_A_TIME):
            yield some
            after = some[-1].id


def row_of(who: Acting, row: Any) -> dict[str, Any]:
    """A case in words."""
    city = next(tenant for tenant in who.tenants if tenant.id == row.tenant_id)
    known = processes()
    place = {"city": city.name, "kampung": row.kampung, "process": text(known.current(row.workflow).label)}
    place["state"] = text(known.state(row.workflow, row.wv, row.state).label)
    when = {"since": row.since, "due": row.due_on, "amount": row.amount}
    held = {"holders": ", ".join(text(holder(party, {})) for party in row.ball), "blocked": _("blocked") if row.blocked else ""}
    return {"number": row.number, "title": row.title} | place | held | when


def asked_of(sought: Sought) -> dict[str, Any]:
    """The filters as JSON, without the place in the list."""
    return {name: str(value) if isinstance(value, UUID) else value for name in queries.FILTERS if (value := getattr(sought, name))}


def sought_of(asked: dict[str, Any]) -> Sought:
    """And back."""
    given = {name: value for name, value in asked.items() if name in queries.FILTERS}
    return Sought(**given | ({"kampung": UUID(given["kampung"])} if given.get("kampung") else {}))


kind(Kind("cases", title, make))
