"""Who else is waited for, and the money that is held up, by cause."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from gulir.acting import Acting
from gulir.cases.daysoff import calendar_of
from gulir.cases.looking import processes
from gulir.web import filters, words
from gulir.web.inbox.queries import SAMPLE, Waiting
from gulir.web.words import party

MOST = 10
SLOW, VERY_SLOW = 20, 60  # working days: a month, and a quarter


@dataclass(frozen=True)
class Holder:
    """Somebody who is waited for."""

    url: str
    title: str
    where: str
    days: int | None
    tone: str


@dataclass(frozen=True)
class Cause:
    """A bar: a reason, and the money that stands still for it."""

    label: object
    value: int | None
    tone: str
    note: str | None
    url: str | None = None


def idle_states() -> list[str]:
    """Where nothing leads on but what is aside: nobody keeps anybody waiting there."""
    found = [(workflow, state.name) for workflow in processes() for state in workflow.states]
    return [f"{workflow.name}.{state}" for workflow, state in found if all(step.aside for step in workflow.from_state(state).values())]


def reasons() -> dict[str, Any]:
    """The words of every reason code."""
    return {code: label for workflow in processes() for code, label in workflow.reasons}


def holders(who: Acting, rows: list[Waiting], today: dt.date) -> list[Holder]:
    """Those who hold what is not this one's, the longest wait first."""
    others = sorted((row for row in rows if not row.mine), key=lambda row: (row.since is None, row.since or today, -row.cases))
    return [_holder(who, row, today) for row in others[:MOST]]


def _holder(who: Acting, row: Waiting, today: dt.date) -> Holder:
    city = next(tenant for tenant in who.tenants if tenant.id == row.tenant)
    days = None if row.since is None else calendar_of(city).between(row.since, today)
    name = row.office or filters.listed([party(one) for one in row.ball])
    parts = [ngettext("%(num)d case", "%(num)d cases", row.cases) if row.cases > 1 else row.title, filters.rupiah_short(row.amount) if row.amount else ""]
    parts += [words.text(reasons().get(row.code, row.code)) if row.code else "", city.name if len(who.tenants) > 1 and city.name not in name else ""]
    tone = "plain" if days is None else "stop" if days > VERY_SLOW else "warn" if days > SLOW else ""
    url = (
        url_for("cases.page", city=city.slug, number=row.number)
        if row.cases == 1
        else url_for("cases.index", city=city.slug, pemegang=row.ball[0], alasan=row.code)
    )
    return Holder(url, name, " · ".join(part for part in parts if part), days, tone)


def causes(rows: list[Waiting]) -> list[Cause]:
    """The money of blocked cases by reason, the largest first."""
    sums: dict[str, int] = defaultdict(int)
    cases: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.code:
            sums[row.code] += row.amount or 0
            cases[row.code] += row.cases
    known = reasons()
    found = [Cause(known.get(code, code), sums[code], "stop", ngettext("%(num)d case", "%(num)d cases", cases[code])) for code in sums]
    return sorted(found, key=lambda cause: -(cause.value or 0))


def held(rows: list[Waiting]) -> int:
    """All the money that blockers hold up."""
    return sum(row.amount or 0 for row in rows if row.code)


def unknown_amounts(rows: list[Waiting]) -> bool:
    """Whether some blocked case has no amount, so that the sums are less than what is held up."""
    return any(row.in_part for row in rows if row.code)


def note_on(rows: list[Waiting]) -> str | None:
    """What the lists and the picture do not say."""
    notes = [gettext("Cases whose amount is unknown are not in the sums.")] if unknown_amounts(rows) else []
    if any(row.sampled for row in rows):
        notes.append(gettext("Counted from the %(most)s cases of each city that moved last.", most=SAMPLE))
    return " ".join(notes) or None
