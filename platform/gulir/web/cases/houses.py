"""A house within a grant: the survey form, opened from the grant's page."""

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
from gulir.engine import Rulebook
from gulir.engine.asks import Ask
from gulir.web.cases import carried, fields, typed
from gulir.web.cases.reading import look_at

Answer = str | Response | tuple[str, int]
PARENTS = ("rtlh", "kube")
KNOWN = ("group", "kampung", "rulebook")  # as its grant has them


def show(number: str) -> Answer:
    """The empty survey form."""
    return drawn(grant(number), MultiDict(), {})


def send(number: str) -> Answer:
    """Opens the house, or shows the form again with everything that was typed."""
    parent = grant(number)
    asks = asks_of()
    files, errors = carried.files_of([ask.name for ask in asks if ask.kind == "file"], request.files, request.form)
    kept = MultiDict(typed.to_keep(request.form, files))
    if errors:
        return drawn(parent, kept, errors), 422
    answers = typed.answers_from(asks, request.form, files)
    try:
        done = open_case(current(), g.city.id, new_house(parent, answers, files))
    except Absent:
        abort(404)
    except Invalid as refused:
        return drawn(parent, kept, refused.errors), refused.status
    except Refused as refused:
        return drawn(parent, kept, {}, [refused.words, *(one.why for one in (refused.verdicts if isinstance(refused, Unmet) else ()))]), refused.status
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def grant(number: str) -> Look:
    """The case that the house will belong to; 404 where no house can."""
    seen = look_at(number)
    return seen if seen.workflow.name in PARENTS and seen.case["group"] else abort(404)


def asks_of() -> list[Ask]:
    """What the survey asks."""
    opening = processes().current("house").step("open", "-")
    return [ask for ask in opening.asks if ask.name not in KNOWN] if opening else []


def new_house(parent: Look, answers: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> NewCase:
    """What the form says, within its grant."""
    case, book = parent.case, rulebook_of(parent).hash
    own = {"group": case["group"], "kampung": case["kampung"], "rulebook": book}
    return NewCase(
        "house", str(answers.get("title") or ""), book, typed.idem_of(request.form), UUID(case["group"]), UUID(case["kampung"]),
        parent=UUID(case["id"]), answers={**answers, **own}, files=files,
    )  # fmt: skip


def rulebook_of(parent: Look) -> Rulebook:
    """The grant's own, or the newest for houses where the grant's does not speak of them."""
    return parent.rulebook if "house" in parent.rulebook.workflows else processes().rulebooks_of("house")[-1]


def households(parent: Look) -> list[tuple[str, str]]:
    """The households of the group, by their member's name."""
    members = (parent.facts["group"] or {"members": []})["members"]
    return [(one["household"], one["name"]) for one in members if one["household"]]


def drawn(parent: Look, data: MultiDict[str, str], errors: Mapping[str, Any], words: list[Any] | None = None) -> str:
    """The page."""
    source = "grant" if parent.workflow.name == "rtlh" else "kube_fund"
    start = {"idem": request.form.get("idem") or str(uuid4()), "source": source}
    form, parts = fields.form_for(asks_of(), {"household": households(parent)}, start | dict(data))
    typed.show_errors(form, errors)
    form.form_errors.extend(words or [])
    files = {part.file: carried.read(data.get(carried.PREFIX + part.file)) for part in parts if part.file}
    return render_template("cases/house.html", seen=parent, case=parent.case, form=form, parts=parts, files=files, tokens=data, book=rulebook_of(parent))
