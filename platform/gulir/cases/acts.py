"""The one gate: every change of a case, from whatever screen, command, job or import, goes through `take` (and a new case through `open_case`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gulir.acting.doorway import call
from gulir.acting.who import Acting
from gulir.cases import draught
from gulir.cases.body import request_hash
from gulir.cases.looking import Look, look, processes
from gulir.cases.outcomes import Busy, Invalid, MovedOn, NotOpen, NotYours, PapersChanged, Refused, Unmet, refusal
from gulir.cases.references import missing
from gulir.engine import Option, StepNotOpen, check_answers
from gulir.engine.migration import STEP as MIGRATES

TRIES = 6


@dataclass(frozen=True)
class Seen:
    """What the screen showed when somebody decided: the case's version and its count of facts."""

    version: int
    facts: int


@dataclass(frozen=True)
class Done:
    """An act that happened (or had happened already, when the same request comes `again`)."""

    seq: int
    version: int
    state: str
    number: str
    again: bool = False


@dataclass(frozen=True)
class Request:
    """What somebody asks to do. `answers` are raw, as typed; `files` are stored files by field; `idem` makes a double click one act.

    `recording`: for somebody else, where one's role could also decide itself.
    `precision` of the act's day: day, month, year or unknown (only the past may be unknown).
    """

    step: str
    idem: UUID
    seen: Seen | None = None
    slot: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    precision: str = "day"
    recording: bool = False

    def hash(self, case: str) -> str:
        """The same for a repeated request, another for another content."""
        files = {name: stored.get("file_digest") for name, stored in self.files.items()}
        given = {"answers": dict(self.answers), "files": files}
        return request_hash({"case": case, "step": self.step, "slot": self.slot, "recording": self.recording, "day": self.precision} | given)


def take(who: Acting, tenant_id: int, case_id: UUID | str, request: Request, first: Look | None = None) -> Done:
    """Takes one step, or gives one signature towards it. Raises a Refused that says why, having changed nothing.

    `first`: a look that the caller took a moment ago; the door compares it with the case as it is, so an old one refuses and never harms.
    """
    for _attempt in range(TRIES):
        seen, first = first or look(who, tenant_id, case_id), None
        try:
            function, message = prepare(seen, request)
        except Refused as refused:
            return earlier_or(refused, who, seen, request)
        answer = call(function, who.key, tenant_id, str(case_id), message)
        if answer["outcome"] == "done":
            return Done(answer["seq"], answer["version"], answer["state"], answer["number"], answer.get("again", False))
        if answer["outcome"] == "crowded" or (request.seen is None and answer["outcome"] in ("moved on", "papers changed")):
            continue
        raise explained(refusal(answer), who, tenant_id, case_id, request)
    raise Busy


def prepare(seen: Look, request: Request) -> tuple[str, dict[str, Any]]:
    """The door's function and its message. Raises Refused."""
    refuse_stale(seen, request)
    option = usable(seen, request)
    checked = check_answers(seen.workflow, option, request.answers, seen.facts, seen.rulebook, seen.today)
    errors = checked.errors or missing(seen, option.asks, checked.values)
    if errors:
        raise Invalid(errors)
    try:
        moved = processes().machine(seen.workflow).move(option.step, seen.case["state"], seen.facts, seen.rulebook, checked.values, option.verdicts)
    except StepNotOpen as problem:
        raise NotOpen from problem
    return draught.message(seen, request, option, checked.values, moved.dest)


def refuse_stale(seen: Look, request: Request) -> None:
    """Raises MovedOn or PapersChanged when the screen was older than the case."""
    if request.seen is None:
        return
    if seen.case["version"] != request.seen.version:
        raise MovedOn(changes_since(seen, request.seen))
    if seen.case["facts"] != request.seen.facts:
        raise PapersChanged


def usable(seen: Look, request: Request) -> Option:
    """The option, if it is this actor's and nothing stops it. Raises NotOpen, NotYours or Unmet."""
    found = seen.option(request.step) if request.step != "sign" else None  # one signs a step, in one of its slots
    if found is None or not found.switched_on:
        raise NotOpen
    option = seen.option(request.step, request.slot, request.recording)
    if option is None or option.mode is None:
        raise NotYours
    if not option.open:
        raise Unmet(option.stops)
    return option


def changes_since(seen: Look, shown: Seen) -> list[dict[str, Any]]:
    """The acts that came after what the screen showed (an act that changes nothing others must see is left out)."""
    loud = [act for act in seen.facts["acts"] if not is_quiet(seen, act["step"])]
    return loud[shown.version :]


def is_quiet(seen: Look, step: str) -> bool:
    """Whether a step leaves the version as it was."""
    return step == MIGRATES or any(one.quiet for one in seen.workflow.named.get(step, ()))


def earlier_or(refused: Refused, who: Acting, seen: Look, request: Request) -> Done:
    """A repeated request is answered as the first time, although its step is long past; anything else is refused."""
    case = seen.case
    answer = call("earlier", who.key, case["tenant"], case["id"], {"idem": str(request.idem), "hash": request.hash(case["id"])})
    if answer is None:
        raise refused
    if answer["outcome"] != "done":
        raise refusal(answer)
    return Done(answer["seq"], answer["version"], answer["state"], answer["number"], again=True)


def explained(refused: Refused, who: Acting, tenant_id: int, case_id: UUID | str, request: Request) -> Refused:
    """The same refusal, with what changed in between."""
    if isinstance(refused, MovedOn) and request.seen is not None:
        return MovedOn(changes_since(look(who, tenant_id, case_id), request.seen))
    return refused
