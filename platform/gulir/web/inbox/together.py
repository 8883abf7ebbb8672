"""One act on several cases: one form, one judgement a case, one line of result a case."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import abort, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from gulir.acting import Tenant
from gulir.acting.who import current
from gulir.cases import acts, outcomes
from gulir.cases.looking import Look, look
from gulir.engine import Option
from gulir.engine.asks import Ask
from gulir.engine.facts import open_marks
from gulir.web.cases import carried, fields, typed, words
from gulir.web.cases.choices import choices_for
from gulir.web.cases.reading import uuid_of
from gulir.web.words import text

MOST = 50  # cases in one go
MARKS = ("blocker", "contest", "bridge")  # each case has its own; where there is one only, it is meant
OWN = ("document", "act", "clause")  # of one case only: these steps are taken one by one


@dataclass(frozen=True)
class Chosen:
    """One of the cases."""

    city: Tenant
    seen: Look
    option: Option | None

    @property
    def key(self) -> str:
        """As the form names it."""
        return f"{self.city.id}:{self.seen.case['id']}"


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    ok: bool
    label: str
    url: str
    why: Any = None
    all_why: list[Any] = field(default_factory=list)


def show() -> str | tuple[str, int]:
    """The form for all, or what became of each."""
    step = request.form.get("step", "")
    cases = chosen(step)
    if not cases:
        return render_template("inbox/together.html", cases=[], results=None, heading=gettext("Nothing was chosen"), step=step), 422
    able = [one for one in cases if one.option and one.option.mode and one.option.switched_on]
    first = next((one for one in able if one.option and one.option.open), able[0] if able else None)
    if first is None or first.option is None:
        return done([refused(one, outcomes.NotOpen()) for one in cases], step)
    if any(ask.of in OWN for ask in first.option.asks):
        return done([Result(False, one.seen.case["title"], url_of(one), gettext("This step is taken case by case; open it.")) for one in cases], step)
    asks = tuple(ask for ask in first.option.asks if ask.of not in MARKS)
    return act(cases, first, asks) if "go" in request.form else drawn(cases, first, asks, request.form, {}, {})


def chosen(step: str) -> list[Chosen]:
    """The cases that the form names and this one may see, each looked at afresh."""
    found = []
    for name in list(dict.fromkeys(request.form.getlist("case")))[:MOST]:
        tenant, _colon, case = name.partition(":")
        city = next((one for one in current().tenants if str(one.id) == tenant), None)
        if city is None or uuid_of(case) is None:
            abort(404)
        try:
            seen = look(current(), city.id, UUID(case))
        except outcomes.Absent:
            abort(404)
        found.append(Chosen(city, seen, seen.option(step)))
    return found


def act(cases: list[Chosen], first: Chosen, asks: tuple[Ask, ...]) -> str | tuple[str, int]:
    """Acts on each on its own; an answer that is wrong for all comes back with the form."""
    files, errors = carried.files_of([ask.name for ask in asks if ask.kind in ("letter", "file")], request.files, request.form)
    answers = typed.answers_from(asks, request.form, files)
    results = [] if errors else [one_act(one, first.option.step, answers, files) for one in cases]  # type: ignore[union-attr]
    invalid = [result for result in results if isinstance(result, outcomes.Invalid)]
    if errors or (invalid and len(invalid) == len(results)):
        return drawn(cases, first, asks, MultiDict(typed.to_keep(request.form, files)), files, errors or invalid[0].errors)
    lines = [result if isinstance(result, Result) else refused(one, result) for one, result in zip(cases, results, strict=True)]
    return done(lines, first.option.step)  # type: ignore[union-attr]


def one_act(one: Chosen, step: str, answers: dict[str, Any], files: dict[str, carried.Stored]) -> Result | outcomes.Refused:
    """One case; the key is made of the form's key and the case, so that a second click does nothing twice."""
    own = {mark: open_marks(one.seen.facts, mark) for mark in MARKS}
    meant = {ask.name: own[ask.of][0]["id"] for ask in (one.option.asks if one.option else ()) if ask.of in own and len(own[ask.of]) == 1}
    idem = uuid5(typed.idem_of(request.form), one.key)
    shown = request.form.get(f"seen-{one.key}", "").split(".")
    seen = acts.Seen(int(shown[0]), int(shown[1])) if len(shown) == 2 and all(part.isdecimal() for part in shown) else acts.Seen(-1, -1)
    wanted = acts.Request(step, idem, seen, one.option.slot if one.option else None, answers | meant, files)
    try:
        finished = acts.take(current(), one.city.id, one.seen.case["id"], wanted, one.seen)
    except outcomes.Refused as problem:
        return problem
    return Result(True, one.seen.case["title"], url_of(one), words.said(finished, one.seen, one.option))


def refused(one: Chosen, problem: outcomes.Refused) -> Result:
    """Why one case was not acted on."""
    reasons = [verdict.why for verdict in getattr(problem, "verdicts", [])] + list(getattr(problem, "errors", {}).values())
    return Result(False, one.seen.case["title"], url_of(one), problem.words, reasons)


def drawn(cases: list[Chosen], first: Chosen, asks: tuple[Ask, ...], data: Any, files: dict[str, Any], errors: Any) -> str | tuple[str, int]:
    """The one form."""
    option = first.option
    if option is None:
        raise LookupError("the first case has no option")
    form, parts = fields.form_for(asks, choices_for(first.seen, option), {**data, "idem": data.get("idem") or str(uuid4())})
    typed.show_errors(form, errors)
    kept = {part.file: carried.read(data.get(carried.PREFIX + part.file)) for part in parts if part.file}
    page = render_template(
        "inbox/together.html", cases=cases, results=None, form=form, parts=parts, files=kept, tokens=data, option=option, step=option.step, heading=words.heading(option),
        records=option.mode in words.RECORDS, whose=words.whose(option), able=sum(1 for one in cases if one.option and one.option.mode and one.option.open), text=text,
    )  # fmt: skip
    return (page, 422) if errors else page


def done(results: list[Result], step: str) -> str:
    """A line for each case."""
    return render_template("inbox/together.html", cases=[], results=results, heading=gettext("What was done"), step=step)


def url_of(one: Chosen) -> str:
    """The page of one case."""
    return url_for("cases.page", city=one.city.slug, number=one.seen.case["number"])
