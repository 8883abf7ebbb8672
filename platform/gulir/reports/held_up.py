"""The third report: money held up, by cause, whatever kind of case it was asked for."""

import datetime
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from gulir.reports.queries import held_up_rows
from gulir.reports.shape import Column, Report
from gulir.reports.words import reason_name, waits

UNKNOWN = _("unknown")
COLUMNS = (
    Column("cause_text", _("Cause"), unknown=UNKNOWN),
    Column("city", _("City")),
    Column("cases", _("Cases"), "number"),
    Column("funds", _("Funds (Rp)"), "money"),
    Column("age_days", _("Age (days)"), "days", UNKNOWN),
    Column("holder_text", _("Can be resolved by"), unknown=UNKNOWN),
    Column("note", _("Note")),
)
FIRST_CAUSE = _("A case that several obstacles hold up stands under the first of them that is not cleared.")
ASKED = _("Funds are what was asked for; a case without an amount counts as a case only.")


def held_up(cities: Sequence[int], as_of: datetime.date) -> Report:
    """Cases that an obstacle holds up on a day, by its cause, for these cities."""
    rows = tuple(_row(row, as_of) for row in held_up_rows(cities, as_of))
    total = {"cases": sum(row["cases"] for row in rows), "funds": sum(row["funds"] for row in rows)}
    return Report("held-up", _("Money held up, by cause"), as_of, COLUMNS, rows, total, (FIRST_CAUSE, ASKED))


def _row(row: dict[str, Any], as_of: datetime.date) -> dict[str, Any]:
    return {
        "cause": row["cause"],
        "cause_text": reason_name(row["workflows"][0], row["cause"]),
        "city": row["city"],
        "cases": row["cases"],
        "funds": row["funds"],
        "unpriced": row["unpriced"],
        **waits(row["since"], row["resolvers"] or [], as_of),
        "note": " ".join(row["notes"] or []),
    }
