"""Opening an evaluation: of what, over which period, by which criteria, and who reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.looking import processes
from gulir.cases.opening import NewCase, candidates, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused, Unmet
from gulir.engine.asks import Ask
from gulir.web import words
from gulir.web.cases import fields, typed
from gulir.web.cases.reading import look_at
from gulir.web.evaluations import queries

Answer = str | Response | tuple[str, int]
NATIONAL = "nasional"
PLACES = {"upc_lead": ("upc", True), "upc_reviewer": ("upc", False), "ministry_lead": ("ministry", True), "ministry_reviewer": ("ministry", False)}
CRITERIA = {"grant": "joint-grant", "kampung": "joint-place", "city": "joint-place", "mou": "joint-mou"}


@dataclass(frozen=True)
class Subject:
    """What is evaluated: its kind, its name, and where it lies."""

    kind: str
    name: str
    group: UUID | None = None
    kampung: UUID | None = None
    parent: UUID | None = None
    back: str | None = None


def answer() -> Answer:
    """The form, and what became of it."""
    about = subject()
    if request.method == "GET":
        return drawn(about, MultiDict(), {})
    kept = MultiDict(typed.to_keep(request.form, {}))
    given = typed.answers_from(asks(), request.form, {}) | {"subject": about.kind}
    book = str(given.get("rulebook") or "")
    if book not in [one.hash for one in processes().rulebooks_of("evaluation")]:
        return drawn(about, kept, {"rulebook": Invalid.words}), 422
    idem, title = typed.idem_of(request.form), str(given.get("title") or "")
    return opened(about, NewCase("evaluation", title, book, idem, about.group, about.kampung, parent=about.parent, answers=given), kept)


def opened(about: Subject, new: NewCase, kept: MultiDict[str, str]) -> Answer:
    """Opens it, or shows the form again with everything that was typed."""
    try:
        done = open_case(current(), g.city.id, new)
    except Absent:
        abort(404)
    except Invalid as refused:
        return drawn(about, kept, refused.errors), refused.status
    except Refused as refused:
        return drawn(about, kept, {}, [refused.words, *(one.why for one in (refused.verdicts if isinstance(refused, Unmet) else ()))]), refused.status
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def subject() -> Subject:
    """What the address names; 404 for a grant or kampung that is not there for this one."""
    if request.args.get("berkas"):
        seen = look_at(request.args["berkas"])
        case, back = seen.case, url_for("cases.page", number=seen.case["number"])
        return Subject("grant", case["title"], _id(case["group"]), _id(case["kampung"]), UUID(case["id"]), back)
    if request.args.get("kampung"):
        found = queries.kampung(g.city.id, request.args["kampung"]) or abort(404)
        return Subject("kampung", found.name, kampung=found.id, back=f"/{g.city.slug}/kampung/{request.args['kampung']}")
    return Subject("mou" if g.city.slug == NATIONAL else "city", g.city.name, back=url_for("city.page"))


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def asks() -> list[Ask]:
    """What the form asks; the address says what is evaluated."""
    step = processes().current("evaluation").step("open", "-")
    return [ask for ask in step.asks if ask.name != "subject"] if step else []


def drawn(about: Subject, data: MultiDict[str, str], errors: Mapping[str, Any], said: list[Any] | None = None) -> str:
    """The page."""
    people = candidates(current(), g.city.id, about.parent, about.kampung)
    free = {place: [(one["person"], one["name"]) for one in people if not one["interest"] and (one["side"], one["lead"]) == of] for place, of in PLACES.items()}
    books = processes().rulebooks_of("evaluation")
    start = {"idem": request.form.get("idem") or str(uuid4()), "title": gettext("Joint evaluation: %(subject)s", subject=about.name)[:160]}
    start |= {"rulebook": processes().rulebooks[CRITERIA[about.kind]].hash}
    form, parts = fields.form_for(asks(), free | {"rulebook": [(book.hash, words.bilingual(book.title)) for book in books]}, start | dict(data))
    typed.show_errors(form, errors)
    form.form_errors.extend(said or [])
    tied = [one for one in people if one["interest"]]
    return render_template("evaluations/new.html", about=about, form=form, parts=parts, tied=tied)
