"""The fourth report: what is stuck, with whom and why, for how long, and the money that waits with it."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from gulir.cases.looking import processes
from gulir.reports.shape import Column, Report
from gulir.reports.stuck.cases import Stuck, stuck_cases
from gulir.reports.unrealised import UNEXPLAINED
from gulir.reports.words import party_name, reason_name, told, waits

UNKNOWN = _("unknown")
COLUMNS = (
    Column("holder_text", _("With"), unknown=UNKNOWN),
    Column("city", _("City")),
    Column("reason_text", _("Reason"), unknown=UNKNOWN),
    Column("cases", _("Cases"), "number"),
    Column("funds", _("Funds (Rp)"), "money"),
    Column("age_days", _("Age (days)"), "days", UNKNOWN),
    Column("late_days", _("Late (working days)"), "days", "–"),
)
ASKED = _("Funds are what was asked for and has not come; a case without an amount counts as a case only.")
AGE = _("The age is that of the longest waiting case whose day is known.")


def stuck(cities: Sequence[int], as_of: datetime.date) -> Report:
    """What is stuck on a day, by holder, city and reason."""
    rows = gathered(stuck_cases(cities, as_of), as_of)
    total = {"cases": sum(row["cases"] for row in rows), "funds": sum(row["funds"] for row in rows)}
    return Report("stuck", _("What is stuck, and why"), as_of, COLUMNS, rows, total, (_which(), ASKED, AGE))


def _which() -> str:
    return gettext(
        "Stuck is what an obstacle holds up, what is past its day, and what has lain at one desk for %(days)s days without a day that binds it"
        " (a rule of the platform itself).",
        days=current_app.extensions["gulir.stuck"]["days_without_a_term"],
    )


def gathered(cases: Iterable[Stuck], as_of: datetime.date) -> tuple[dict[str, Any], ...]:
    """A row a holder, city and reason; the holder with whom most money lies first."""
    together: dict[tuple[str, str, str], list[Stuck]] = {}
    for one in cases:
        together.setdefault((holder_of(one), one.row["city"], reason_of(one)), []).append(one)
    rows = [_row(found, as_of) for found in together.values()]
    lies: dict[str | None, int] = {}
    for row in rows:
        lies[row["holder"]] = lies.get(row["holder"], 0) + row["funds"]
    return tuple(sorted(rows, key=lambda row: (row["holder"] is None, -lies[row["holder"]], row["holder"] or "", -row["funds"], row["city"], row["by"])))


def holder_of(one: Stuck) -> str:
    """The parties at whose door it lies, as an address has them; empty: unknown."""
    return ",".join(one.hitch.holders)


def reason_of(one: Stuck) -> str:
    """What keeps it, as an address has it."""
    return f"{one.hitch.kind}:{one.hitch.code}"


def reason_words(one: Stuck) -> str | None:
    """What keeps it, in words; None: unknown."""
    return WORDS[one.hitch.kind](one)


def _row(cases: list[Stuck], as_of: datetime.date) -> dict[str, Any]:
    first = cases[0]
    amounts = [one.funds for one in cases]
    since = [one.since for one in cases if one.since]
    return {
        "by": reason_of(first),
        "kind": first.hitch.kind,
        "reason": None if first.hitch.code == UNEXPLAINED else first.hitch.code or None,
        "reason_text": reason_words(first),
        "city": first.row["city"],
        "cases": len(cases),
        "funds": sum(amount or 0 for amount in amounts),
        "unpriced": amounts.count(None),
        "undated": len(cases) - len(since),
        **waits(min(since, default=None), list(first.hitch.holders), as_of),
        "late_days": max((one.late for one in cases if one.late is not None), default=None),
        "numbers": [one.row["number"] for one in cases],
    }


def _obstacle(one: Stuck) -> str | None:
    return None if one.hitch.code == UNEXPLAINED else reason_name(one.row["workflow"], one.hitch.code)


def _signature(one: Stuck) -> str:
    return gettext("Waits for a signature: %(who)s", who=", ".join(map(party_name, one.hitch.holders)))


def _condition(one: Stuck) -> str:
    step = processes().nearest(one.row["workflow"], one.row["wv"]).step(one.hitch.code, one.row["state"])
    return gettext("A condition is not met for: %(step)s", step=told(step.label) if step and step.label else one.hitch.code)


def _overdue(_one: Stuck) -> str:
    return gettext("Past its day, no obstacle recorded")


def _settled(one: Stuck) -> str | None:
    found = _obstacle(one)
    return gettext("%(reason)s (settled)", reason=found) if found else None


def _nothing(_one: Stuck) -> str:
    return gettext("no obstacle recorded")


WORDS = {"blocker": _obstacle, "signature": _signature, "condition": _condition, "overdue": _overdue, "settled": _settled, "nothing": _nothing}
