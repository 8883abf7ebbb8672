"""The first report, slide 8 of the deck: how many groups of each city have their money, how much, and since when."""

import datetime
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from gulir.reports.queries import tabulation_rows
from gulir.reports.shape import Column, Report
from gulir.reports.words import dates_as_text

UNKNOWN = _("unknown")
COLUMNS = (
    Column("city", _("City")),
    Column("groups", _("KUBE groups"), "number"),
    Column("funds", _("Funds (Rp)"), "money", UNKNOWN),
    Column("members", _("Members"), "number", UNKNOWN),
    Column("community_leaders", _("Community leaders"), "number", UNKNOWN),
    Column("disbursed_text", _("When disbursed")),
)
LOST = _("Unknown is what no record tells. It is not zero, and it is in no total.")
YEAR_LOST = _("What has no known year counts as before the day asked for, but never as before a dated act that came before it.")


def tabulation(cities: Sequence[int], as_of: datetime.date) -> Report:
    """Slide 8 as of a day, for these cities."""
    rows = tuple(_row(row) for row in tabulation_rows(cities, as_of))
    total = {"groups": sum(row["groups"] for row in rows), "funds": sum(row["funds"] or 0 for row in rows)}
    return Report("tabulation", _("Growth of the KUBE groups"), as_of, COLUMNS, rows, total, (LOST, YEAR_LOST))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    disbursed = sorted(row["disbursed"], key=lambda one: one["date"] or "9999")
    return {
        "city": row["city"],
        "groups": row["groups"],
        "funds": row["funds"],
        "members": row["members"],
        "community_leaders": None,  # nothing in Gulir counts them yet, and the deck lost its own count
        "disbursed": disbursed,
        "disbursed_text": dates_as_text(disbursed),
    }
