"""The list of cases, with filters that stay in the address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.daysoff import calendar_of
from gulir.cases.looking import processes, readable
from gulir.cases.story import holder
from gulir.engine.parties import Party
from gulir.engine.workflow import Workflow
from gulir.identity.permissions import Permission
from gulir.web import layout
from gulir.web.access import may
from gulir.web.cases import exporting, queries
from gulir.web.cases.reading import uuid_of
from gulir.web.cities import is_all
from gulir.web.dates import today
from gulir.web.inbox.queries import kampungs
from gulir.web.inbox.waiting import reasons
from gulir.web.tasks.handing import handed_over
from gulir.web.tasks.weighing import is_large
from gulir.web.words import priced

Answer = str | Response
PAGE = 30
WORDS = {"alur": "workflow", "keadaan": "state", "kampung": "kampung", "usulan": "batch", "tertahan": "blocked", "pemegang": "holder", "alasan": "reason"}


@dataclass(frozen=True)
class Line:
    """One case in the list."""

    url: str
    title: str
    number: str
    where: str
    state: Any
    tone: str
    holders: list[Any]
    amount: int | None
    priced: bool
    days: int | None
    late: bool
    blocked: bool


def show() -> Answer:
    """The page; words to search for lead to the search."""
    words = request.args.get("q", "").strip()
    if words:
        return redirect(f"/{g.city.slug}/cari?{urlencode({'q': words})}", 303)
    who, sought = current(), sought_from(request.args)
    found = queries.cases(who, who.tenant_ids if is_all() else [g.city.id], sought, PAGE + 1)
    workflows = readable(who)
    return render_template(
        "cases/index.html", lines=[line(row) for row in found[:PAGE]], sought=sought, next=onward(found, sought), workflows=workflows,
        workflow=chosen(workflows, sought),
        kampungs=[] if is_all() else kampungs(g.city.id), reasons=reasons(), parties=list(Party),
        may_open=may(Permission.CASE_OPEN) and not is_all(), may_export=may(Permission.REPORT_EXPORT), kept=kept(), city_name=layout.city_name(g.city),
    )  # fmt: skip


def export(form: str) -> Response:
    """The file at once, or where it may be asked for as a task."""
    sought, here = sought_from(request.args), current().tenant_ids if is_all() else [g.city.id]
    if is_large(here, sought):
        return redirect(url_for("tasks.new", jenis="berkas", bentuk=form, **kept()), 303)
    asked = {"form": form, "sought": exporting.asked_of(sought), "place": g.city.slug, "day": today().isoformat()}
    return handed_over(exporting.make(asked, here, lambda _done, _total: None))


def sought_from(args: Any) -> queries.Sought:
    """The filters of an address; what cannot be read is left out. A state without a workflow is of the first that has it."""
    given, known = {name: args.get(word) or None for word, name in WORDS.items()}, readable(current())
    if given["workflow"] not in {one.name for one in known}:
        given["workflow"] = None
    if given["state"] and not given["workflow"]:
        given["workflow"] = next((one.name for one in known if given["state"] in one.by_state), None)
    after = uuid_of(args.get("sesudah"))
    moved, due = _moment(args.get("saat")), _date(args.get("tenggat"))
    return queries.Sought(**(given | {"kampung": uuid_of(given["kampung"]), "blocked": bool(given["blocked"])}), moved=moved, due=due, after=after)  # type: ignore[arg-type]


def kept(**changed: str | None) -> dict[str, Any]:
    """The filters of this address with some changed, for links."""
    found = {word: request.args.get(word) for word in WORDS} | changed
    return {word: value for word, value in found.items() if value}


def onward(found: queries.Rows, sought: queries.Sought) -> str | None:
    """The address of the next page."""
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    place = {"tenggat": last.due_on.isoformat() if last.due_on else None} if sought.by_due else {"saat": last.moved_at.isoformat()}
    return url_for("cases.index", **kept(), sesudah=last.id, **place)


def chosen(workflows: list[Workflow], sought: queries.Sought) -> Workflow | None:
    """The workflow whose states are offered."""
    return next((one for one in workflows if sought.workflow in (None, one.name)), None)


def line(row: Any) -> Line:
    """A row as the page shows it."""
    city = next(tenant for tenant in current().tenants if tenant.id == row.tenant_id)
    state = processes().state(row.workflow, row.wv, row.state)
    place = ", ".join(word for word in ((city.name if is_all() else ""), row.kampung) if word)
    late = bool(row.due_on and row.due_on < today())
    tone = (
        "stop"
        if row.blocked
        else "warn"
        if state.side and state.kind == "open"
        else "done"
        if state.kind == "final" and not state.side
        else "plain"
        if not row.ball
        else ""
    )
    days = calendar_of(city).between(row.since, today()) if row.since and row.ball else None
    url = url_for("cases.page", city=city.slug, number=row.number)
    holders, money = [holder(party, {}) for party in row.ball], priced(processes().current(row.workflow))
    return Line(url, row.title, row.number, place, state.label, tone, holders, row.amount, money, days, late, row.blocked > 0)


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return None


def _moment(value: str | None) -> str | None:
    try:
        return dt.datetime.fromisoformat((value or "").replace(" ", "+")).isoformat()
    except ValueError:
        return None
