"""The report of time: days that cases spent at each desk, by city, process and stage; what an obstacle took is charged to whoever could clear it."""

import datetime
from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _

from gulir.reports.queries import desk_rows
from gulir.reports.shape import Column, Report
from gulir.reports.words import party_name, told

COLUMNS = (
    Column("city", _("City")),
    Column("workflow_text", _("Kind")),
    Column("state_text", _("Stage")),
    Column("holder_text", _("Desk")),
    Column("days", _("Days in all"), "number"),
    Column("cases", _("Cases"), "number"),
    Column("mean", _("Days per case"), "number"),
    Column("here", _("There now"), "number"),
)
CHARGED = _("Days of the calendar, from the act that brought a case to a desk to the act that took it away. Several who hold it at once are each charged.")
UNDATED = _("Time whose first day nobody knows is charged to nobody.")


def desks(cities: Sequence[int], as_of: datetime.date) -> Report:
    """Days spent at each desk up to a day, for these cities, the longest first."""
    rows = tuple(_row(row) for row in desk_rows(cities, as_of))
    total = {"days": sum(row["days"] for row in rows), "here": sum(row["here"] for row in rows)}
    return Report("desks", _("Days spent at each desk"), as_of, COLUMNS, rows, total, (CHARGED, UNDATED))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    known = current_app.extensions["gulir.workflows"]
    process, state = known.nearest(row["workflow"], row["wv"]), known.state(row["workflow"], row.pop("wv"), row["state"])
    words = {"workflow_text": told(process.label), "state_text": told(state.label), "holder_text": party_name(row["holder"])}
    return row | words | {"mean": round(row["days"] / row["cases"])}
