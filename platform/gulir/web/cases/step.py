"""The page of one step: a form made from what the step asks, and what became of the act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.cases import acts, outcomes, story
from gulir.cases.looking import Look
from gulir.cases.queries import names_in_history
from gulir.engine import Option, Verdict, answers_so_far, signed_digest
from gulir.web.asked import asked
from gulir.web.cases import carried, fields, fixes, page, queries, typed, words
from gulir.web.cases.choices import choices_for
from gulir.web.cases.drafts import place_of
from gulir.web.cases.reading import look_at
from gulir.web.words import text

Answer = str | Response | tuple[str, int]


@dataclass
class Trouble:
    """What became of an act that did not happen."""

    status: int = 200
    words: Any = None
    changes: list[story.Line] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    errors: Mapping[str, Any] = field(default_factory=dict)
    fresh: bool = False


def show(number: str, step: str) -> Answer:
    """The form, filled from a draft where there is one, or the sentence why there is none."""
    seen = look_at(number)
    option = option_of(seen, step)
    if isinstance(option, Trouble):
        return closed(seen, step, option)
    kept = queries.draft(seen.case["tenant"], place_of(seen, option.step, option.slot))
    given = {ask.name: request.args[ask.name] for ask in option.asks if ask.name in request.args and ask.kind not in ("letter", "file")}
    return drawn(seen, option, MultiDict(given | (kept.typed if kept else {})), Trouble(), kept)


def option_of(seen: Look, step: str) -> Option | Trouble:
    """The option, or why it is not one: not declared is 404, not from here 409, not this one's 403."""
    if words.label_of(seen, step) is None:
        abort(404)
    option = seen.option(step, request.args.get("slot") or None, recording())
    if option is None or not option.switched_on:
        return Trouble(409, outcomes.NotOpen.words)
    return option if option.mode else Trouble(403, outcomes.NotYours.words)


def act(number: str, step: str) -> Answer:
    """Takes the step, or shows what stopped it with everything that was typed."""
    sent, seen = asked(), look_at(number)
    form, slot, records = sent.form, sent.args.get("slot") or None, recording()
    asks = typed.asks_of(seen.workflow, step) or abort(404)
    files, errors = carried.files_of([ask.name for ask in asks if ask.kind in ("letter", "file")], sent.files, form)
    option = seen.option(step, slot, records)
    if option and "keep" in form:
        return keep(seen, option, files)
    if option and more_rows(form):
        return again(seen, option, files, Trouble())
    if option and errors:
        return again(seen, option, files, Trouble(carried.status_of(errors), outcomes.Invalid.words, errors=errors))
    try:
        done = acts.take(current(), g.city.id, seen.case["id"], typed.request_from(step, slot, records, asks, files), seen)
    except outcomes.Refused as refused:
        return refused_of(refused, number, step, files)
    if form.get("drafted"):
        queries.drop_draft(seen.case["tenant"], place_of(seen, step, slot))
    return redirect(words.onward(done, seen, option), 303)


def recording() -> bool:
    """Whether the address says that somebody else's decision is recorded."""
    return request.args.get("catat") == "1"


def more_rows(form: Mapping[str, str]) -> bool:
    """Whether only more empty rows are asked for."""
    return any(name.startswith(fields.ROWS) for name in form)


def keep(seen: Look, option: Option, files: Mapping[str, carried.Stored]) -> Response:
    """Keeps what was typed, unjudged."""
    queries.keep_draft(seen.case["tenant"], place_of(seen, option.step, option.slot), typed.to_keep(request.form, files))
    flash(gettext("Kept for you. Nothing was sent; go on here whenever you like."), "success")
    return redirect(url_for("cases.step", number=seen.case["number"], step=option.step, slot=option.slot, catat=request.args.get("catat")), 303)


def refused_of(refused: outcomes.Refused, number: str, step: str, files: Mapping[str, carried.Stored]) -> Answer:
    """The form again on a fresh look, with what was refused and why."""
    seen = look_at(number)
    trouble = Trouble(refused.status, refused.words, fresh=isinstance(refused, outcomes.MovedOn | outcomes.PapersChanged))
    if isinstance(refused, outcomes.NobodySignedIn):
        abort(401)
    if isinstance(refused, outcomes.Invalid):
        trouble.errors = refused.errors
    if isinstance(refused, outcomes.Unmet):
        trouble.verdicts = refused.verdicts
    if trouble.fresh:
        trouble.changes = since_shown(seen, getattr(refused, "changes", []))
    option = option_of(seen, step)
    if isinstance(option, Trouble):
        return closed(seen, step, Trouble(409, refused.words, trouble.changes))
    return again(seen, option, files, trouble)


def since_shown(seen: Look, changes: list[dict[str, Any]]) -> list[story.Line]:
    """The acts that the form had not shown, as sentences; of papers that changed, the last ones."""
    names = names_in_history(seen.case["tenant"], seen.case["id"])
    told = story.tell(seen.workflow, seen.facts, names, page.day_of)
    new = {act["seq"] for act in changes} or {one.seq for one in told[:2]}
    return [one for one in told if one.seq in new]


def again(seen: Look, option: Option, files: Mapping[str, carried.Stored], trouble: Trouble) -> Answer:
    """The form with everything that was typed, which is also kept as a draft."""
    keep_ = typed.to_keep(request.form, files)
    queries.keep_draft(seen.case["tenant"], place_of(seen, option.step, option.slot), keep_)
    return drawn(seen, option, MultiDict(keep_), trouble, None)


def drawn(seen: Look, option: Option, data: MultiDict[str, str], trouble: Trouble, kept: Any) -> Answer:
    """The page of the form."""
    hidden = {
        "idem": (request.form.get("idem") or str(uuid4())),
        "seen_version": str(seen.case["version"]),
        "seen_facts": str(seen.case["facts"]),
        "drafted": "1" if kept or request.method == "POST" else "",
    }
    form, parts = fields.form_for(option.asks, choices_for(seen, option), {**data, **hidden})
    typed.show_errors(form, trouble.errors)
    files = {part.file: carried.read(data.get(carried.PREFIX + part.file)) for part in parts if part.file}
    stops = list(trouble.verdicts) or ([] if option.open else list(option.stops))
    shown = {"seen": seen, "case": seen.case, "option": option, "form": form, "parts": parts, "files": files, "tokens": data, "kept": kept, "stops": stops}
    said = {
        "heading": words.heading(option),
        "whose": words.whose(option),
        "records": option.mode in words.RECORDS,
        "danger": option.aside and not option.universal and option.dest != seen.case["state"],
    }
    dest = seen.workflow.by_state[option.dest].label if option.dest and option.dest != seen.case["state"] else None
    ways = fixes.ways(seen, seen.options()) if stops else {}
    action = url_for("cases.step", number=seen.case["number"], step=option.step, slot=option.slot, catat=request.args.get("catat"))
    page_ = render_template("cases/step.html", trouble=trouble, signs=signs(seen, option), dest=dest, ways=ways, action=action, **shown, **said)
    return (page_, trouble.status) if trouble.status != 200 else page_


def signs(seen: Look, option: Option) -> dict[str, Any] | None:
    """What a later signer signs: the first one's answers, and the digest over them and the facts shown."""
    step = seen.workflow.step(option.step, seen.case["state"])
    if not option.slot or step is None:
        return None
    answers = answers_so_far(step, seen.facts)
    labels = {ask.name: ask for ask in step.asks}
    rows = [
        (text(labels[name].label), story.in_words(labels[name], value)) for name, value in answers.items() if name in labels and not isinstance(value, dict)
    ]
    return {
        "rows": rows,
        "digest": signed_digest(step, seen.facts, None),
        "gathering": bool(answers) or any(one["step"] == step.name for one in seen.facts["signatures"]),
    }


def closed(seen: Look, step: str, trouble: Trouble) -> Answer:
    """The sentence why the step cannot be taken; what was typed stands below it, to be copied."""
    left = [value for name, value in request.form.items() if name not in typed.HIDDEN and not name.startswith(carried.PREFIX) and len(value) > 12]
    return render_template("cases/closed.html", seen=seen, case=seen.case, trouble=trouble, heading=text(words.label_of(seen, step)), left=left), trouble.status
