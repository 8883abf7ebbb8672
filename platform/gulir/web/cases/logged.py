"""A case that residents bring: one short form, for a kampung and without a group; its story may come with it or follow."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.acts import Done, Request, take
from gulir.cases.looking import for_new, look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused
from gulir.engine.answers import check_fields
from gulir.engine.asks import Ask
from gulir.engine.workflow import Workflow
from gulir.web.cases import fields, lanes, pleas, queries, typed
from gulir.web.cases.drafts import place_of
from gulir.web.cases.reading import uuid_of
from gulir.web.dates import today
from gulir.web.words import text

Answer = str | Response | tuple[str, int]
Kinds = list[tuple[str, Any, Any, str]]
KINDS = {"advocacy": "submit"}  # and the step whose questions may be answered at once
KNOWN = ("rulebook", "plea")  # the newest, since there is nothing to choose; the obstacle that the address names
ORDER = ("title", "kampung")  # what is asked before the story


def show(kind: str, kinds: Kinds) -> Answer:
    """The form, filled from a draft where there is one; the address may name the kampung."""
    draft = queries.draft(g.city.id, draft_of(kind))
    given = {"lane": "1", "kampung": request.args.get("kampung", "")} | pleas.prefilled()
    return drawn(kind, kinds, MultiDict(given | (draft.typed if draft else {})), {}, draft)


def send(kind: str, kinds: Kinds) -> Answer:
    """Logs it, with its story where that is whole; else shows the form again with everything that was typed."""
    kept = MultiDict(typed.to_keep(request.form, {}))
    if "keep" in request.form or "drop" in request.form:
        return put_away(kind, kept)
    answers, told = (typed.answers_from(asks, request.form, {}) for asks in (asks_of(kind), story_of(kind)))
    errors = wrong_with(kind, answers | told)
    if errors:
        return again(kind, kinds, kept, errors)
    try:
        done = open_case(current(), g.city.id, new_case(kind, answers | from_obstacle()))
    except Absent:
        abort(404)
    except Refused as refused:
        return again(kind, kinds, kept, refused.errors if isinstance(refused, Invalid) else {"": refused.words}, refused.status)
    queries.drop_draft(g.city.id, draft_of(kind))
    flash(said(done, int(answers["lane"]), tell(kind, done, told)), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def from_obstacle() -> dict[str, str]:
    """The obstacle that the form came from, for the case to be tied to it; 404 when it is none of this one's."""
    number, mark = request.args.get("dari"), request.args.get("kendala")
    if not number or not mark:
        return {}
    return {"plea": pleas.plead(number, mark) or abort(404)}


def put_away(kind: str, kept: MultiDict[str, str]) -> Answer:
    """Keeps what was typed, unjudged, or throws it away."""
    if "drop" in request.form:
        queries.drop_draft(g.city.id, draft_of(kind))
    else:
        queries.keep_draft(g.city.id, draft_of(kind), dict(kept))
        flash(gettext("Kept for you. Nothing was sent; go on here whenever you like."), "success")
    return redirect(request.full_path, 303)


def again(kind: str, kinds: Kinds, kept: MultiDict[str, str], errors: Mapping[str, Any], status: int = 422) -> Answer:
    """The form with everything that was typed, which is also kept as a draft."""
    queries.keep_draft(g.city.id, draft_of(kind), dict(kept))
    return drawn(kind, kinds, kept, errors), status


def tell(kind: str, done: Done, told: Mapping[str, Any]) -> list[str]:
    """Submits the story where nothing of it is lacking; else keeps it as a draft of that step, and says what is lacking."""
    lacking = [text(ask.label) for ask in story_of(kind) if ask.name in must_have(kind) and ask.name not in told]
    seen = look(current(), g.city.id, number=done.number)
    if not lacking:
        asked = Request(KINDS[kind], uuid5(typed.idem_of(request.form), KINDS[kind]), answers=dict(told))
        take(current(), g.city.id, seen.case["id"], asked)
    elif told:
        queries.keep_draft(g.city.id, place_of(seen, KINDS[kind], None), dict(told))
    return lacking


def said(done: Done, lane: int, lacking: list[str]) -> str:
    """What was kept, what comes next, and who sees it."""
    if lacking:
        next_ = gettext("The story still lacks: %(what)s. It can follow at any time; what you typed is kept.", what=", ".join(lacking))
    else:
        next_ = gettext("Next the network looks at it and decides who takes it up.")
    logged = gettext("It is logged under the number %(number)s.", number=done.number)
    return " ".join((logged, next_, gettext("Who reads it: %(who)s.", who=text(lanes.READERS[lane]))))


def process(kind: str) -> Workflow:
    """The one that new cases take, asked for once a request."""
    if "logging" not in g:
        g.logging = for_new(kind)
    return g.logging


def asks_of(kind: str) -> list[Ask]:
    """What opening it asks."""
    opening = process(kind).step("open", "-")
    return [ask for ask in opening.asks if ask.name not in KNOWN] if opening else []


def story_of(kind: str) -> list[Ask]:
    """What may be told at once, and need not be."""
    return [replace(ask, required=False) for ask in asked_for(kind)]


def must_have(kind: str) -> set[str]:
    """Without which the story is not whole."""
    return {ask.name for ask in asked_for(kind) if ask.required}


def asked_for(kind: str) -> tuple[Ask, ...]:
    """The questions of the step that tells the story."""
    return next((step.asks for step in process(kind).every_step if step.name == KINDS[kind]), ())


def wrong_with(kind: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is wrong, at once, before anything is opened."""
    errors: dict[str, Any] = dict(check_fields([*asks_of(kind), *story_of(kind)], answers, today()).errors)
    return errors | ({"kampung": fields.CHOOSE} if uuid_of(answers.get("kampung")) is None else {})


def new_case(kind: str, answers: Mapping[str, Any]) -> NewCase:
    """What the form says, once it is checked."""
    book = processes().rulebooks_of(kind)[-1].hash
    place, lane = UUID(answers["kampung"]), int(answers["lane"])
    return NewCase(kind, answers["title"], book, typed.idem_of(request.form), kampung=place, lane=lane, answers=dict(answers))


def draft_of(kind: str) -> str:
    """Where a draft of a new case belongs; one that came from an obstacle has its own."""
    return ":".join(("new", kind, *filter(None, (request.args.get("kendala"),))))[:200]


def drawn(kind: str, kinds: Kinds, data: MultiDict[str, str], errors: Mapping[str, Any], draft: Any = None) -> str:
    """The page: the one line first, then the story, then who may read it."""
    places = [(str(row.id), row.name) for row in queries.kampungs(g.city.id)]
    hidden = {"idem": request.form.get("idem") or str(uuid4())}
    form, parts = fields.form_for([*asks_of(kind), *story_of(kind)], {"kampung": places}, hidden | dict(data))
    typed.show_errors(form, errors)
    told = {ask.name for ask in story_of(kind)}
    groups = {"first": [part for name in ORDER for part in parts if part.ask.name == name], "story": [part for part in parts if part.ask.name in told]}
    rest = [part for part in parts if part.ask.name not in {*told, *ORDER}]
    return render_template("cases/log.html", form=form, **groups, rest=rest, kinds=kinds, here=kind, kind=process(kind).label, kept=draft)
