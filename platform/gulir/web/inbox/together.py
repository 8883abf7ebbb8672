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

    @property
    def able(self) -> bool:
        """Whether the step may be taken now."""
        return bool(self.option and self.option.mode and self.option.open)

    @property
    def shown(self) -> str:
        """What the form showed of it: version, papers, whose signature, and the one mark that is meant."""
        slot = (self.option.slot if self.option else None) or ""
        asks = self.option.asks if self.option else ()
        marks = [(ask.name, open_marks(self.seen.facts, ask.of)) for ask in asks if ask.of in MARKS]
        meant = next((f"{name}.{found[0]['id']}" for name, found in marks if len(found) == 1), ".")
        return f"{self.seen.case['version']}.{self.seen.case['facts']}.{slot}.{meant}"


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
    if "go" in request.form:
        return act(cases, step)
    first = next((one for one in cases if one.able), None)
    if first is None:
        return done([refused(one, why_not(one)) for one in cases], step)
    if any(ask.of in OWN for ask in asks_of(first)):
        return done([Result(False, one.seen.case["title"], url_of(one), gettext("This step is taken case by case; open it.")) for one in cases], step)
    return drawn(cases, first, request.form, {}, {})


def asks_of(one: Chosen) -> tuple[Ask, ...]:
    """The fields that are the same for all."""
    return tuple(ask for ask in (one.option.asks if one.option else ()) if ask.of not in MARKS)


def why_not(one: Chosen) -> outcomes.Refused:
    """Why the step cannot be taken on a case."""
    if one.option is None or not one.option.switched_on:
        return outcomes.NotOpen()
    return outcomes.Unmet(one.option.stops) if one.option.mode else outcomes.NotYours()


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


def act(cases: list[Chosen], step: str) -> str | tuple[str, int]:
    """Acts on each on its own; an answer that is wrong for all comes back with the form."""
    asks = tuple(ask for ask in typed.asks_of(cases[0].seen.workflow, step) if ask.of not in (*MARKS, *OWN))
    files, errors = carried.files_of([ask.name for ask in asks if ask.kind in ("letter", "file")], request.files, request.form)
    answers = typed.answers_from(asks, request.form, files)
    results = [] if errors else [one_act(one, step, answers, files) for one in cases]
    invalid = [result for result in results if isinstance(result, outcomes.Invalid)]
    first = next((one for one in cases if one.able), None)
    if first and (errors or (invalid and len(invalid) == sum(one.able for one in cases))):
        return drawn(cases, first, MultiDict(typed.to_keep(request.form, files)), files, errors or invalid[0].errors)
    return done([result if isinstance(result, Result) else refused(one, result) for one, result in zip(cases, results, strict=False)], step)


def one_act(one: Chosen, step: str, answers: dict[str, Any], files: dict[str, carried.Stored]) -> Result | outcomes.Refused:
    """One case; the key is made of the form's key and the case, so that a second click does nothing twice."""
    version, facts, slot, name, mark = (request.form.get(f"shown-{one.key}", "").split(".") + [""] * 5)[:5]
    seen = typed.seen_in(version, facts)
    meant = {name: mark} if name and mark else {}
    wanted = acts.Request(step, uuid5(typed.idem_of(request.form), one.key), seen, slot or None, answers | meant, files)
    try:
        finished = acts.take(current(), one.city.id, one.seen.case["id"], wanted, one.seen)
    except outcomes.Refused as problem:
        return problem
    return Result(True, one.seen.case["title"], url_of(one), words.said(finished, one.seen, one.option))


def refused(one: Chosen, problem: outcomes.Refused) -> Result:
    """Why one case was not acted on."""
    reasons = [verdict.why for verdict in getattr(problem, "verdicts", [])] + list(getattr(problem, "errors", {}).values())
    return Result(False, one.seen.case["title"], url_of(one), problem.words, reasons)


def drawn(cases: list[Chosen], first: Chosen, data: Any, files: dict[str, Any], errors: Any) -> str | tuple[str, int]:
    """The one form."""
    option = first.option
    if option is None:
        raise LookupError("the first case has no option")
    form, parts = fields.form_for(asks_of(first), choices_for(first.seen, option), {**data, "idem": request.form.get("idem") or str(uuid4())})
    typed.show_errors(form, errors)
    kept = {part.file: carried.read(data.get(carried.PREFIX + part.file)) for part in parts if part.file}
    shown = {"form": form, "parts": parts, "files": kept, "tokens": data, "heading": words.heading(option), "whose": words.whose(option)}
    page = render_template("inbox/together.html", cases=cases, results=None, step=option.step, records=option.mode in words.RECORDS, **shown)
    return (page, carried.status_of(errors)) if errors else page


def done(results: list[Result], step: str) -> str:
    """A line for each case."""
    return render_template("inbox/together.html", cases=[], results=results, heading=gettext("What was done"), step=step)


def url_of(one: Chosen) -> str:
    """The page of one case."""
    return url_for("cases.page", city=one.city.slug, number=one.seen.case["number"])
