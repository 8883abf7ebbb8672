"""The board: a column a state, in the order of the way."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from flask_babel import gettext

from gulir.acting.who import current
from gulir.cases.daysoff import calendar_of
from gulir.cases.looking import processes, readable
from gulir.engine.vocabulary import State
from gulir.engine.workflow import Workflow
from gulir.identity.permissions import Permission
from gulir.web import dates, filters, layout
from gulir.web.access import requires
from gulir.web.board import queries
from gulir.web.cities import is_all
from gulir.web.words import priced, text

blueprint = Blueprint("board", __name__)
SLOW = 40  # working days on one desk


@dataclass(frozen=True)
class Card:
    """One case."""

    url: str
    title: str
    note: str
    slow: bool
    stop: bool


@dataclass(frozen=True)
class Column:
    """One state. `share` is its part of all cases, for the bar; `built` how much stands, in percent; `stopped` counts blockers."""

    label: Any
    url: str
    count: int
    shown: str
    amount: int | None
    in_part: bool
    age: int | None
    slow: bool
    side: bool
    cards: list[Card]
    share: float
    built: int | None
    stopped: int


@blueprint.get("/<city:city>/papan")
@requires(Permission.BOARD_READ, all_cities=True)
def show() -> str:
    """Every state of one workflow."""
    who = current()
    workflow = workflow_of(request.args.get("alur"), readable(who))
    states = processes().states(workflow.name)
    found = queries.columns(who, who.tenant_ids if is_all() else [g.city.id], workflow.name, [one.name for one in states])
    largest = max((row.n for row in found.values()), default=0)
    every = [column(workflow, state, found[state.name], largest) for state in states]
    way, aside = [one for one in every if not one.side], [one for one in every if one.side and one.count]
    boards = [(text(one.label), url_for("board.show", alur=one.name), one is workflow, None) for one in readable(who)]
    return render_template("board/show.html", boards=boards, city_name=layout.city_name(g.city), way=way, aside=aside, workflow=workflow, workflows=boards,
                           stages=stages(way), priced=priced(workflow),
                           total=sum(one.count for one in every), amount=sum(one.amount or 0 for one in every))  # fmt: skip


def stages(way: list[Column]) -> list[tuple[int, list[Column]]]:
    """What is built is shown by how much of it stands: 0, 50, 100 %, each with its states; nothing where states do not say it."""
    shares = dict.fromkeys(one.built for one in way if one.built is not None)
    return [(share, [one for one in way if one.built == share]) for share in shares]


def workflow_of(name: str | None, known: list[Workflow]) -> Workflow:
    """The one that is named, else the first; 404 for one that nobody declared, or that is not told of here."""
    return next((one for one in known if name in (None, "", one.name)), None) or abort(404)


def column(workflow: Workflow, state: State, row: Any, largest: int) -> Column:
    """A state's figures and cards."""
    today = dates.today()
    age = calendar_of(None if is_all() else g.city).between(row.median, today) if row.median else None
    waits = state.kind == "open" and any(not step.aside for step in workflow.from_state(state.name).values())
    cards = [card(one, today, waits, priced(workflow)) for one in row.cards or ()]
    url = url_for("cases.index", alur=workflow.name, keadaan=state.name)
    shown = f"{queries.MOST - 1}+" if row.n >= queries.MOST else str(row.n)
    return Column(state.label, url, row.n, shown, int(row.amount) if row.amount is not None else None, bool(row.in_part), age if waits else None,
                  bool(waits and age and age > SLOW), state.side, cards, row.n / largest if largest else 0, state.built, row.stopped)  # fmt: skip


def card(one: dict[str, Any], today: dt.date, waits: bool, money: bool) -> Card:
    """One case in few words."""
    city = next(tenant for tenant in current().tenants if tenant.id == one["tenant"])
    days = calendar_of(city).between(dt.date.fromisoformat(one["since"]), today) if one["since"] else None
    late = bool(one["due"]) and dt.date.fromisoformat(one["due"]) < today
    amount = filters.rupiah_short(one["amount"]) if money else ""
    parts = [city.name if is_all() else "", amount, dates.workdays(days) if days is not None else gettext("age unknown")]
    url = url_for("cases.page", city=city.slug, number=one["number"])
    return Card(url, one["title"], " · ".join(part for part in parts if part), waits and (late or (days or 0) > SLOW), one["blocked"] > 0)
