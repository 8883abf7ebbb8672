"""A city at a glance, and under /semua/ every city beside the others."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from gulir.acting import current
from gulir.cases.looking import processes
from gulir.identity.permissions import Permission
from gulir.web.access import may, requires
from gulir.web.cities import is_all
from gulir.web.city import queries
from gulir.web.groups.ground import area, cities
from gulir.web.kampungs.queries import kampung_rows
from gulir.web.words import party

blueprint = area("city", __name__)


@dataclass(frozen=True)
class Bar:
    """A bar with its figure, as the component draws it."""

    label: str
    value: int | None
    tone: str = ""
    note: str | None = None
    url: str | None = None


@blueprint.get("/<city:city>/")
@requires(Permission.CITY_READ, all_cities=True)
def page() -> str:
    """The city's figures, or all cities side by side."""
    rows, waiting = queries.city_rows(cities()), queries.waiting_rows(cities())
    partly = current().kampungs is not None or current().groups is not None
    if is_all():
        return render_template("city/all.html", rows=[row for row in rows if row.slug != "nasional"], waiting=waits(waiting), partly=partly)
    row = rows[0]
    words = {"waiting": waits(waiting), "partly": partly, "may_see_channels": may(Permission.CHANNEL_READ)}
    return render_template("city/page.html", row=row, money=money(row), **words, **kampungs())


def kampungs() -> dict[str, Any]:
    """The city's kampungs, those with most under way first, and the kinds of cases that there are anywhere among them."""
    rows = sorted(kampung_rows(cities()), key=lambda row: (-row.cases, -row.groups, row.name))
    return {"kampungs": rows, "kinds": [(name, processes().current(name).label) for name in processes().names if any(name in row.by_kind for row in rows)]}


def money(row: Any) -> list[Bar]:
    """The city's money by how far it has come."""
    return [
        Bar(_("Received"), row.received, "done", ngettext("%(num)d case", "%(num)d cases", row.received_cases)),
        Bar(_("Asked for, on its way"), None if row.asked is None else row.asked - row.stuck, "", _cases(row.asked_cases - row.stuck_cases)),
        Bar(_("Asked for, stopped"), row.stuck, "stop", _cases(row.stuck_cases)),
    ]


def waits(rows: list[Any]) -> list[Any]:
    """What waits for whom: label, cases, amount, since, stopped."""
    return [{"label": party(row.party), "cases": row.cases, "amount": row.amount, "since": row.since, "stopped": row.stopped} for row in rows]


def _cases(count: int) -> str:
    return ngettext("%(num)d case", "%(num)d cases", count)
