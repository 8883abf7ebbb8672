"""A house within a grant: the survey form, opened from the grant's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases.looking import Look, for_new, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused, Unmet
from gulir.engine import Rulebook
from gulir.engine.asks import Ask
from gulir.web.cases import carried, fields, queries, typed
from gulir.web.cases.reading import look_at

Answer = str | Response | tuple[str, int]
PARENTS = ("rtlh", "kube")
KNOWN = ("group", "kampung", "rulebook")  # as its grant has them


def show(number: str) -> Answer:
    """The survey form, filled from a draft where there is one."""
    parent = grant(number)
    kept = queries.draft(parent.case["tenant"], place_of(parent))
    return drawn(parent, MultiDict(kept.typed if kept else {}), {}, kept=kept)


def send(number: str) -> Answer:
    """Opens the house, or shows the form again with everything that was typed."""
    parent = grant(number)
    asks = asks_of()
    files, errors = carried.files_of([ask.name for ask in asks if ask.kind == "file"], request.files, request.form)
    if "keep" in request.form:
        return keep(parent, files)
    if errors:
        return again(parent, files, errors), carried.status_of(errors)
    try:
        done = open_case(current(), g.city.id, new_house(parent, typed.answers_from(asks, request.form, files), files))
    except Absent:
        abort(404)
    except Invalid as refused:
        return again(parent, files, refused.errors), refused.status
    except Refused as refused:
        return again(parent, files, {}, [refused.words, *(one.why for one in (refused.verdicts if isinstance(refused, Unmet) else ()))]), refused.status
    if request.form.get("drafted"):
        queries.drop_draft(parent.case["tenant"], place_of(parent))
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def keep(parent: Look, files: Mapping[str, carried.Stored]) -> Response:
    """Keeps what was typed, unjudged: a survey is often begun at the door and finished at a table."""
    queries.keep_draft(parent.case["tenant"], place_of(parent), typed.to_keep(request.form, files))
    flash(gettext("Kept for you. Nothing was sent; go on here whenever you like."), "success")
    return redirect(url_for("cases.house", number=parent.case["number"]), 303)


def again(parent: Look, files: Mapping[str, carried.Stored], errors: Mapping[str, Any], words: list[Any] | None = None) -> str:
    """The form with everything that was typed, which is also kept as a draft."""
    kept = typed.to_keep(request.form, files)
    queries.keep_draft(parent.case["tenant"], place_of(parent), kept)
    return drawn(parent, MultiDict(kept), errors, words)


def place_of(parent: Look) -> str:
    """Where the draft of a survey belongs: one at a time for each grant."""
    return f"case:{parent.case['id']}:house"


def grant(number: str) -> Look:
    """The case that the house will belong to; 404 where no house can."""
    seen = look_at(number)
    return seen if seen.workflow.name in PARENTS and seen.case["group"] else abort(404)


def asks_of() -> list[Ask]:
    """What the survey asks."""
    opening = for_new("house").step("open", "-")
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


def drawn(parent: Look, data: MultiDict[str, str], errors: Mapping[str, Any], words: list[Any] | None = None, kept: Any = None) -> str:
    """The page; `kept`: the draft that it was filled from."""
    source = "grant" if parent.workflow.name == "rtlh" else "kube_fund"
    start = {"idem": request.form.get("idem") or str(uuid4()), "source": source, "drafted": "1" if kept or errors or words else ""}
    form, parts = fields.form_for(asks_of(), {"household": households(parent)}, start | dict(data))
    typed.show_errors(form, errors)
    form.form_errors.extend(words or [])
    files = {part.file: carried.read(data.get(carried.PREFIX + part.file)) for part in parts if part.file}
    shown = {"seen": parent, "case": parent.case, "book": rulebook_of(parent), "kept": kept}
    return render_template("cases/house.html", form=form, parts=parts, files=files, tokens=data, **shown)
