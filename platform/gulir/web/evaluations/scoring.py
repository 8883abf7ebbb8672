"""One side's scores: a row a criterion, saved at any time, handed in by the lead when all is there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from gulir.acting.who import current
from gulir.cases.acts import Request, take
from gulir.cases.looking import Look
from gulir.cases.outcomes import Invalid, NotOpen, NotYours, Refused, Unmet
from gulir.cases.scoring import Score, lacks, save_scores
from gulir.engine import Option
from gulir.web.cases.reading import look_at
from gulir.web.cases.step import Trouble, closed
from gulir.web.forms import Form
from gulir.web.words import bilingual

Answer = str | Response | tuple[str, int]
NUMBER = re.compile(r"-?\d{1,4}", re.ASCII)


def show(number: str) -> Answer:
    """The scores as they stand, to be gone on with."""
    seen = scored(number)
    option = mine(seen)
    if isinstance(option, Trouble):
        return closed(seen, "score", option)
    return drawn(seen, form_of(seen, own(seen)))


def send(number: str) -> Answer:
    """Saves; and hands in where that was the button. What cannot be saved comes back as it was typed."""
    seen = scored(number)
    option = mine(seen)
    if isinstance(option, Trouble):
        return closed(seen, "score", option)
    form = form_of(seen, dict(request.form))
    scores, errors = typed(seen), unreadable(seen)
    try:
        if errors:
            raise Invalid(errors)
        save_scores(current(), g.city.id, seen.case["id"], scores, seen)
    except Invalid as refused:
        show_errors(form, refused.errors)
        return drawn(seen, form), refused.status
    except Refused as refused:
        return closed(seen, "score", Trouble(refused.status, refused.words))
    if request.form.get("go") != "hand_in":
        flash(gettext("Saved. The other side sees none of it until both have handed in."), "success")
        return redirect(url_for("evaluations.score", number=number), 303)
    return handed_in(look_at(number), form)


def handed_in(seen: Look, form: Form) -> Answer:
    """Hands in what is complete; otherwise says at each field what is missing."""
    missing = lacks(seen)
    if missing:
        show_errors(form, missing)
        return drawn(seen, form), 422
    try:
        done = take(current(), g.city.id, seen.case["id"], Request("hand_in", uuid4()))
    except Refused as refused:
        words = refused.verdicts[0].why if isinstance(refused, Unmet) else refused.words
        return closed(seen, "hand_in", Trouble(refused.status, words))
    opened = done.state != seen.case["state"]
    last, first = gettext("Both have handed in: the scores are open."), gettext("Handed in. The scores open when the other side has handed in too.")
    flash(last if opened else first, "success")
    return redirect(url_for("cases.page", number=seen.case["number"]), 303)


def scored(number: str) -> Look:
    """The evaluation of this number; 404 for a case of another kind."""
    seen = look_at(number)
    return seen if seen.workflow.name == "evaluation" else abort(404)


def mine(seen: Look) -> Option | Trouble:
    """Whether this one scores here, or why not."""
    option = seen.option("score")
    if option is None:
        return Trouble(409, NotOpen.words)
    if option.mode is None:
        return Trouble(403, NotYours.words)
    return option if option.open else Trouble(409, option.stops[0].why)


def own(seen: Look) -> dict[str, str]:
    """What one's own side has written so far, by field."""
    side = seen.facts["session"]["kind"]
    rows = [one for one in seen.facts["evaluation"]["scores"] if one["side"] == side]
    values = {f"score-{one['criterion']}": str(one["value"]) for one in rows if one["value"] is not None}
    return values | {f"reason-{one['criterion']}": one["reason"] for one in rows if one["reason"]}


def form_of(seen: Look, data: Mapping[str, Any]) -> Form:
    """Two fields a criterion: its score, and the words."""
    levels = [(str(level.value), bilingual(level.text)) for level in seen.rulebook.scale]
    members: dict[str, Any] = {}
    for one in seen.rulebook.criteria:
        members[f"score-{one.id}"] = RadioField(bilingual(one.name), choices=levels, validate_choice=False, description=bilingual(one.text))
        members[f"reason-{one.id}"] = TextAreaField(gettext("Why"), render_kw={"rows": 2, "maxlength": 2000})
    return type("ScoresForm", (Form,), members)(formdata=None, data=dict(data))


def typed(seen: Look) -> list[Score]:
    """What was sent, of every criterion that something was written for, or stands already."""
    return list(_typed(seen, own(seen)))


def _typed(seen: Look, before: Mapping[str, str]) -> Iterator[Score]:
    for one in seen.rulebook.criteria:
        value, reason = request.form.get(f"score-{one.id}", "").strip(), request.form.get(f"reason-{one.id}", "").strip()
        if value or reason or f"score-{one.id}" in before or f"reason-{one.id}" in before:
            yield Score(one.id, int(value) if NUMBER.fullmatch(value) else None, reason)


def unreadable(seen: Look) -> dict[str, Any]:
    """Scores that are no numbers."""
    values = [level.value for level in seen.rulebook.scale]
    words = gettext("A score is a whole number from %(least)s to %(most)s", least=values[0], most=values[-1])
    given = {one.id: request.form.get(f"score-{one.id}", "").strip() for one in seen.rulebook.criteria}
    return {name: words for name, value in given.items() if value and not NUMBER.fullmatch(value)}


def show_errors(form: Form, errors: Mapping[str, Any]) -> None:
    """At the score, or at its words."""
    for name, words in errors.items():
        criterion, _dot, part = name.partition(".")
        place = f"reason-{criterion}" if part else f"score-{criterion}"
        if place in form:
            form[place].errors = [*form[place].errors, words]
        else:
            form.form_errors.append(words)


def drawn(seen: Look, form: Form) -> str:
    """The page."""
    lead, done = seen.option("hand_in"), sum(bool(form[f"score-{one.id}"].data) for one in seen.rulebook.criteria)
    return render_template("evaluations/score.html", seen=seen, case=seen.case, form=form, hands_in=lead is not None and lead.mode is not None, done=done)
