"""The second report, slide 9 of the deck: proposals that have no money yet, why, since when, and with whom they lie."""

import datetime
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from gulir.reports.holders import holders_in
from gulir.reports.queries import unrealised_rows
from gulir.reports.shape import Column, Report
from gulir.reports.words import reason_name, waits

UNEXPLAINED = "BELUM_DIJELASKAN"  # the code for a reason that nobody has told
BY_SUBTRACTION = "[by subtraction] "  # begins the note of a batch whose figures are what is left of a total
UNKNOWN = _("unknown")
COLUMNS = (
    Column("city", _("City")),
    Column("groups", _("Groups"), "number"),
    Column("funds", _("Funds (Rp)"), "money", UNKNOWN),
    Column("reason_text", _("Reason"), unknown=UNKNOWN),
    Column("age_days", _("Age (days)"), "days", UNKNOWN),
    Column("holder_text", _("With"), unknown=UNKNOWN),
    Column("note", _("Note")),
)
LOST = _("Unknown is what no record tells: an age needs a date, a holder needs a dated move or an obstacle that names who can clear it.")
YEAR_LOST = _("What has no known year counts as before the day asked for, but never as before a dated act that came before it.")


def unrealised(cities: Sequence[int], as_of: datetime.date) -> Report:
    """Slide 9 as of a day, for these cities."""
    rows = tuple(_row(row, as_of) for row in unrealised_rows(cities, as_of))
    total = {"groups": sum(row["groups"] for row in rows), "funds": sum(row["funds"] or 0 for row in rows)}
    return Report("unrealised", _("Proposals not yet realised"), as_of, COLUMNS, rows, total, (LOST, YEAR_LOST))


def _row(row: dict[str, Any], as_of: datetime.date) -> dict[str, Any]:
    reason = row["reason"] if row["reason"] != UNEXPLAINED else None
    holders = _holders(row) if row["reason"] != UNEXPLAINED else []
    remarks = [remark for remark in row["remarks"] or [] if remark.startswith(BY_SUBTRACTION)]
    return {
        "city": row["city"],
        "groups": row["groups"],
        "funds": row["funds"],
        "reason": reason,
        "reason_code": row["reason"],
        "reason_text": _reason(row["reason"], row["settled"]),
        "settled": row["settled"],
        **waits(row["since"], holders, as_of),
        "by_subtraction": bool(remarks),
        "note": " ".join([*(row["causes"] or []), *(row["bridges"] or []), *map(_by_subtraction, remarks)]),
    }


def _reason(code: str | None, settled: bool | None) -> str | None:
    if code is None:
        return gettext("no obstacle recorded")
    if code == UNEXPLAINED:
        return None
    name = reason_name("kube", code)
    return gettext("%(reason)s (settled)", reason=name) if settled else name


def _by_subtraction(remark: str) -> str:
    return gettext("By subtraction: %(note)s", note=f"“{remark.removeprefix(BY_SUBTRACTION)}”")


def _holders(row: dict[str, Any]) -> list[str]:
    """Whom open obstacles wait for; of unblocked cases, who holds the state they came to on a known day."""
    found = dict.fromkeys(row["resolvers"] or [])
    for workflow, version, state, rulebook in (row["places"] or []) if row["since"] else []:
        found |= dict.fromkeys(holders_in(workflow, version, state, rulebook))
    return list(found)
