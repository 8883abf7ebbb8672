"""Giliran Anda: the work list of one city, or of all that one may see."""

import datetime as dt
from collections import Counter
from typing import Any

from flask import Blueprint, Flask, g, render_template, request, url_for

from gulir.acting.who import current, somebody
from gulir.cases import queries
from gulir.cases.asked import CLEARING, states_asking, steps_asked
from gulir.identity.permissions import Permission
from gulir.web import layout
from gulir.web.access import may, requires
from gulir.web.cases.reading import uuid_of
from gulir.web.cities import is_all
from gulir.web.dates import today
from gulir.web.inbox import rows, waiting
from gulir.web.inbox import together as acts_on_several
from gulir.web.inbox.queries import kampungs
from gulir.web.inbox.queries import waiting as waiting_for

blueprint = Blueprint("inbox", __name__)
PAGE = 25


@blueprint.record_once
def _count_in_navigation(state: Any) -> None:
    app: Flask = state.app
    layout.count_with(app, "giliran", lambda: counts().every if somebody() else 0)


@blueprint.get("/<city:city>/giliran")
@requires(Permission.INBOX_READ, all_cities=True)
def turn() -> str:
    """What waits for the one who looks, the most urgent first; below, what waits for others."""
    who, day, wanted, step = current(), today(), wanted_from(request.args), request.args.get("langkah") or None
    found = queries.turns(who, city_ids(), wanted, day, PAGE + 1)
    lines = rows.lines_of(who, found[:PAGE], day, step)
    others = waiting_for(who, city_ids(), waiting.idle_states()) if not wanted.due else []
    return render_template(
        "inbox/turn.html", together=several(lines), may_act=may(Permission.CASE_ACT), all_cities=is_all(), city_name=layout.city_name(g.city),
        sections=rows.sections(lines, day), counts=counts(), shown=len(lines), next=_next(found), wanted=wanted, step=step,
        steps=steps_asked(who.role), holders=waiting.holders(who, others, day), causes=waiting.causes(others), held=waiting.held(others),
        note=waiting.note_on(others), kampungs=[] if is_all() else kampungs(g.city.id), filtered=bool(step or wanted.late or wanted.kampung),
    )  # fmt: skip


@blueprint.post("/<city:city>/giliran/bersama")
@requires(Permission.CASE_ACT, all_cities=True)
def together() -> str | tuple[str, int]:
    """One act on the chosen cases."""
    return acts_on_several.show()


def several(lines: list[rows.Line]) -> list[tuple[str, Any, int]]:
    """The steps that more than one of the lines shown asks."""
    counted = Counter(line.step for line in lines if line.step)
    words = {line.step: line.ask for line in lines}
    return [(step, words[step], n) for step, n in counted.most_common(4) if n > 1]


@blueprint.app_template_filter("capped")
def capped(number: int) -> str:
    """99+ where counting stopped."""
    return f"{queries.CAP - 1}+" if number >= queries.CAP else str(number)


def city_ids() -> list[int]:
    """The city at hand, or all."""
    city = layout.shell().city
    return current().tenant_ids if city is None or is_all() or city.id == 0 else [city.id]


def counts() -> Any:
    """How much waits here; asked once a request, for the page and its navigation."""
    if "turns_counted" not in g:
        g.turns_counted = queries.count_turns(current(), city_ids(), today())
    return g.turns_counted


def wanted_from(args: Any) -> queries.Wanted:
    """The part of the list that an address asks for; what cannot be read is left out."""
    step = args.get("langkah") or None
    after, due = uuid_of(args.get("sesudah")), _date(args.get("tenggat"))
    states = None if step is None else tuple(states_asking(current().role, step))
    return queries.Wanted(due if after else None, after or queries.FIRST, args.get("lewat") == "1", uuid_of(args.get("kampung")), states, step == CLEARING)


def _next(found: queries.Rows) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in ("langkah", "lewat", "kampung") and value}
    return url_for("inbox.turn", **kept, tenggat=last.due_on.isoformat(), sesudah=last.id)


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return None
