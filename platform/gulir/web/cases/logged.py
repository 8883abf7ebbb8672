"""A case that residents bring: one short form, for a kampung and without a group."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.looking import for_new, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused
from gulir.engine.asks import Ask
from gulir.web.cases import fields, pleas, queries, typed
from gulir.web.cases.reading import uuid_of

Answer = str | Response | tuple[str, int]
Kinds = list[tuple[str, Any, Any, str]]
KINDS = ("advocacy",)
KNOWN = ("rulebook", "plea")  # the newest, since there is nothing to choose; the obstacle that the address names


def show(kind: str, kinds: Kinds) -> Answer:
    """The empty form; the address may name the kampung."""
    return drawn(kind, kinds, MultiDict({"lane": "1", "kampung": request.args.get("kampung", "")} | pleas.prefilled()), {})


def send(kind: str, kinds: Kinds) -> Answer:
    """Opens it, or shows the form again with everything that was typed."""
    kept = MultiDict(typed.to_keep(request.form, {}))
    answers = typed.answers_from(asks_of(kind), request.form, {})
    if uuid_of(answers.get("kampung")) is None:
        return drawn(kind, kinds, kept, {"kampung": fields.CHOOSE}), 422
    try:
        done = open_case(current(), g.city.id, new_case(kind, answers | from_obstacle()))
    except Absent:
        abort(404)
    except Invalid as refused:
        return drawn(kind, kinds, kept, refused.errors), refused.status
    except Refused as refused:
        return drawn(kind, kinds, kept, {"": refused.words}), refused.status
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def from_obstacle() -> dict[str, str]:
    """The obstacle that the form came from, for the case to be tied to it; 404 when it is none of this one's."""
    number, mark = request.args.get("dari"), request.args.get("kendala")
    if not number or not mark:
        return {}
    return {"plea": pleas.plead(number, mark) or abort(404)}


def asks_of(kind: str) -> list[Ask]:
    """What opening it asks."""
    opening = for_new(kind).step("open", "-")
    return [ask for ask in opening.asks if ask.name not in KNOWN] if opening else []


def new_case(kind: str, answers: Mapping[str, Any]) -> NewCase:
    """What the form says. A lane that is none is the engine's to refuse."""
    lane = {"1": 1, "2": 2}.get(str(answers.get("lane")), 1)
    book = processes().rulebooks_of(kind)[-1].hash
    return NewCase(kind, str(answers.get("title") or ""), book, typed.idem_of(request.form), kampung=UUID(answers["kampung"]), lane=lane, answers=dict(answers))


def drawn(kind: str, kinds: Kinds, data: MultiDict[str, str], errors: Mapping[str, Any]) -> str:
    """The page."""
    places = [(str(row.id), row.name) for row in queries.kampungs(g.city.id)]
    form, parts = fields.form_for(asks_of(kind), {"kampung": places}, {"idem": request.form.get("idem") or str(uuid4())} | dict(data))
    typed.show_errors(form, errors)
    return render_template("cases/log.html", form=form, parts=parts, kinds=kinds, here=kind, kind=for_new(kind).label)
