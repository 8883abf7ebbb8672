"""A track of an advocacy case: a complaint or a suit that its team opens from the page of the case, in the same lane."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.looking import Look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused, Unmet
from gulir.engine.asks import Ask
from gulir.web.cases import fields, typed
from gulir.web.cases.reading import look_at

Answer = str | Response | tuple[str, int]
TRACKS = {"advocacy": ("lapor",)}  # which processes are tracks of which
KNOWN = ("kampung", "rulebook")  # as its case has them, or the newest


def show(number: str, kind: str) -> Answer:
    """The empty form."""
    return drawn(case_of(number, kind), kind, MultiDict(), {})


def send(number: str, kind: str) -> Answer:
    """Opens the track, or shows the form again with everything that was typed."""
    parent = case_of(number, kind)
    kept = MultiDict(typed.to_keep(request.form, {}))
    try:
        done = open_case(current(), g.city.id, new_track(parent, kind, typed.answers_from(asks_of(kind), request.form, {})))
    except Absent:
        abort(404)
    except Invalid as refused:
        return drawn(parent, kind, kept, refused.errors), refused.status
    except Refused as refused:
        return drawn(parent, kind, kept, {}, [refused.words, *(one.why for one in (refused.verdicts if isinstance(refused, Unmet) else ()))]), refused.status
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def case_of(number: str, kind: str) -> Look:
    """The case that the track will belong to; 404 where there is no such track."""
    seen = look_at(number)
    return seen if kind in TRACKS.get(seen.workflow.name, ()) else abort(404)


def asks_of(kind: str) -> list[Ask]:
    """What opening it asks."""
    opening = processes().current(kind).step("open", "-")
    return [ask for ask in opening.asks if ask.name not in KNOWN] if opening else []


def new_track(parent: Look, kind: str, answers: Mapping[str, Any]) -> NewCase:
    """What the form says, within its case and its lane."""
    case, book = parent.case, processes().rulebooks_of(kind)[-1].hash
    return NewCase(
        kind, str(answers.get("title") or ""), book, typed.idem_of(request.form), kampung=UUID(case["kampung"]) if case["kampung"] else None,
        parent=UUID(case["id"]), lane=case["lane"], answers=dict(answers),
    )  # fmt: skip


def drawn(parent: Look, kind: str, data: MultiDict[str, str], errors: Mapping[str, Any], words: list[Any] | None = None) -> str:
    """The page."""
    form, parts = fields.form_for(asks_of(kind), {}, {"idem": request.form.get("idem") or str(uuid4())} | dict(data))
    typed.show_errors(form, errors)
    form.form_errors.extend(words or [])
    return render_template("cases/track.html", case=parent.case, form=form, parts=parts, kind=processes().current(kind).label)
