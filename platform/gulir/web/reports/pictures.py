"""Bars of the money in a report: by city, by reason, by holder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from gulir.web.filters import listed, rupiah_short

Row = dict[str, Any]
NAMED = 3  # so many cities are named beside a bar


@dataclass(frozen=True)
class Bar:
    """A bar with its figure, as the component draws it."""

    label: str
    value: int | None
    tone: str = ""
    note: str | None = None
    url: str | None = None


def by_city(rows: Iterable[Row], address: Callable[[Row], str | None]) -> list[Bar]:
    """What each city received, the largest first."""
    bars = [Bar(row["city"], row["funds"], "done", _received(row), address(row)) for row in rows]
    return sorted(bars, key=lambda bar: -(bar.value or 0))


def by_reason(rows: Iterable[Row], several: bool) -> list[Bar]:
    """What is held up for each reason; `several` names the cities."""
    return _gathered(rows, lambda row: row["reason_text"] or _("Reason unknown"), _tone_of_reason, several)


def by_holder(rows: Iterable[Row], several: bool, what: str = "groups") -> list[Bar]:
    """What lies with whom."""
    return _gathered(rows, lambda row: row["holder_text"] or _("Holder unknown"), lambda row: "" if row["holder_text"] else "plain", several, what)


def by_hitch(rows: Iterable[Row], several: bool) -> list[Bar]:
    """What is stuck for each reason."""
    tones = {"blocker": "stop", "overdue": "warn"}
    return _gathered(
        rows, lambda row: row["reason_text"] or _("Reason unknown"), lambda row: tones.get(row["kind"], "") if row["reason_text"] else "plain", several, "cases"
    )


def by_cause(rows: Iterable[Row], several: bool) -> list[Bar]:
    """What each cause holds up, of any kind of case."""
    return _gathered(rows, lambda row: row["cause_text"], lambda _row: "stop", several, "cases")


def by_desk(rows: Iterable[Row]) -> list[Bar]:
    """Days at each desk, over all stages, the longest first."""
    days: dict[str, int] = {}
    for row in rows:
        days[row["holder_text"]] = days.get(row["holder_text"], 0) + row["days"]
    return [Bar(label, value) for label, value in sorted(days.items(), key=lambda one: -one[1])]


def _gathered(rows: Iterable[Row], name: Callable[[Row], str], tone: Callable[[Row], str], several: bool, what: str = "groups") -> list[Bar]:
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(name(row), []).append(row)
    bars = [Bar(label, _sum(found), tone(found[0]), _who(found, several, what)) for label, found in together.items()]
    return sorted(bars, key=lambda bar: -(bar.value or 0))


def _sum(rows: list[Row]) -> int | None:
    known = [row["funds"] for row in rows if row["funds"] is not None]
    return sum(known) if known else None


def _who(rows: list[Row], several: bool, what: str) -> str:
    number = sum(row[what] for row in rows)
    count = ngettext("%(num)d group", "%(num)d groups", number) if what == "groups" else ngettext("%(num)d case", "%(num)d cases", number)
    cities = list(dict.fromkeys(row["city"] for row in rows))
    if not several:
        return count
    more = len(cities) - NAMED
    named = cities if more <= 0 else [*cities[:NAMED], ngettext("%(num)d more city", "%(num)d more cities", more)]
    return f"{count} · {listed(named)}"


def _tone_of_reason(row: Row) -> str:
    if row["reason_text"] is None:
        return "plain"
    return "" if row["reason"] is None else "warn" if row["settled"] else "stop"


def _received(row: Row) -> str:
    count = ngettext("%(num)d group", "%(num)d groups", row["groups"])
    if row["funds"] is None:
        return count
    return _("%(count)s, on average %(amount)s", count=count, amount=rupiah_short(round(row["funds"] / row["groups"])))
