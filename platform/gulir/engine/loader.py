"""Refuses workflows that cannot work, naming file and step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from re import fullmatch

from gulir.engine.guards import Guard
from gulir.engine.parameters import parameters_exist
from gulir.engine.parties import Party, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.slots import AllOf, Slot
from gulir.engine.switches import BallByRule, BallWhile
from gulir.engine.vocabulary import EFFECTS, START, Check, State, Step
from gulir.engine.workflow import Workflow

NAME = r"[a-z_]+"


def validate(workflow: Workflow, rulebooks: Mapping[str, Rulebook] | None = None) -> Workflow:
    """The workflow itself, or WorkflowError. With rulebooks, every parameter that it reads must stand in one that rules it."""
    names_are_good(workflow)
    for step in workflow.steps:
        step_is_good(workflow, step)
    graph_is_whole(workflow)
    if rulebooks is not None:
        parameters_exist(workflow, [book for book in rulebooks.values() if workflow.name in book.workflows])
    return workflow


def names_are_good(workflow: Workflow) -> None:
    """Names are ASCII words; a state stands once, and a step once in each state."""
    for kind, names in (("state", [state.name for state in workflow.states]), ("step", [step.name for step in workflow.steps]), ("workflow", [workflow.name])):
        for name in names:
            if not fullmatch(NAME, name):
                raise workflow.refuse(f"{kind} {name!r}", "a name has only small letters a-z and _")
    for name, times in Counter(state.name for state in workflow.states).items():
        if times > 1:
            raise workflow.refuse(f"state {name}", "is declared twice")
    for (name, source), times in Counter((step.name, source) for step in workflow.every_step for source in step.sources).items():
        if times > 1:
            raise workflow.refuse(f"step {name}", f"is declared twice from {source}")


def step_is_good(workflow: Workflow, step: Step) -> None:
    """Its states exist, its people exist, its earlier steps exist, its fields have different names."""
    place = f"step {step.name}"
    if not step.label:
        raise workflow.refuse(place, "has no label")
    ends_exist(workflow, step)
    people_exist(workflow, step)
    steps = {one.name for one in workflow.every_step}
    for name in step.not_by:
        if name not in steps:
            raise workflow.refuse(place, f"not_by names {name!r}, which is no step")
    for name in repeated(ask.name for ask in step.asks):
        raise workflow.refuse(place, f"asks for {name!r} twice")
    for effect in step.effects:
        if effect not in EFFECTS:
            raise workflow.refuse(place, f"has the unknown effect {effect!r}")
    guards_are_good(workflow, step)


def ends_exist(workflow: Workflow, step: Step) -> None:
    """Where it leads on from and where it leads are states; an empty name is none."""
    place = f"step {step.name}"
    if not step.sources:
        raise workflow.refuse(place, "has no source")
    for source in step.sources:
        if source != START and source not in workflow.by_state:
            raise workflow.refuse(place, f"leads on from {source!r}, which is no state")
        for dest in (source,) if step.dest is None else step.dests(source) if step.dest else ("",):
            if dest not in workflow.by_state:
                raise workflow.refuse(place, f"leads to {dest!r}, which is no state")


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def guards_are_good(workflow: Workflow, step: Step) -> None:
    """Guards and checks are such; a guard stands once in a step; a check speaks of a field that is asked."""
    for kind, given in ((Guard, step.needs), (Check, step.checks)):
        for one in given:
            if not isinstance(one, kind):
                raise workflow.refuse(f"step {step.name}", f"knows no {kind.__name__.lower()} {one!r}")
    for name in repeated(guard.name for guard in step.needs):
        raise workflow.refuse(f"step {step.name}", f"needs {name} twice")
    for check in step.checks:
        if check.field not in {ask.name for ask in step.asks}:
            raise workflow.refuse(f"step {step.name}", f"check {check.name} speaks of {check.field!r}, which is not asked")


def people_exist(workflow: Workflow, step: Step) -> None:
    """Roles and parties are known; signatures are clauses of slots with names of their own."""
    place = f"step {step.name}"
    if step.signatures is not None:
        slots_are_good(workflow, step, step.signatures)
    slots = step.signatures.slots if step.signatures else ()
    for role in (*step.by, *step.records, *(role for slot in slots for role in (*slot.roles, *slot.records))):
        if role not in set(Role):
            raise workflow.refuse(place, f"knows no role {role!r}")
    for party in (*step.tells, *(slot.party for slot in slots)):
        if party not in set(Party):
            raise workflow.refuse(place, f"knows no party {party!r}")


def slots_are_good(workflow: Workflow, step: Step, signatures: object) -> None:
    """Signatures are clauses of alternatives, and every slot has somebody who may sign in it."""
    place = f"step {step.name}"
    if not isinstance(signatures, AllOf) or not signatures.clauses or not all(isinstance(slot, Slot) for slot in signatures.slots):
        raise workflow.refuse(place, "signatures are written all_of(slot, any_of(slot, slot))")
    for name in repeated(slot.name for slot in signatures.slots):
        raise workflow.refuse(place, f"has the slot {name!r} twice")
    for slot in signatures.slots:
        if not slot.roles:
            raise workflow.refuse(place, f"nobody may sign in slot {slot.name!r}")


def graph_is_whole(workflow: Workflow) -> None:
    """It opens, every state is reached, and only final states have no way out; resting ones have no ball."""
    forward: dict[str, set[str]] = {}
    for move in workflow.moves:
        if move.dest != move.source:
            forward.setdefault(move.source, set()).add(move.dest)
    if not any(step.name == "open" and START in step.sources for step in workflow.steps):
        raise workflow.refuse("step open", "no step opens a case: declare open from '-'")
    reached = reached_from(START, forward)
    for state in workflow.states:
        place, ways = f"state {state.name}", forward.get(state.name, set())
        if state.name not in reached:
            raise workflow.refuse(place, "cannot be reached")
        if state.kind == "final" and ways:
            raise workflow.refuse(place, f"is final, yet leads to {', '.join(sorted(ways))}")
        if state.kind != "final" and not ways:
            raise workflow.refuse(place, "has no way out and is not final")
        ball_is_good(workflow, state)


def reached_from(start: str, forward: Mapping[str, set[str]]) -> set[str]:
    """Every state that steps lead to, one after another."""
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        new = forward.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def ball_is_good(workflow: Workflow, state: State) -> None:
    """An open state has a ball; one at rest or final has none, and only reopening leads out of rest."""
    place = f"state {state.name}"
    if (state.kind == "open") != bool(state.ball):
        raise workflow.refuse(place, "an open state needs a ball" if state.kind == "open" else f"is {state.kind} and holds a ball")
    parties = [party for one in state.ball for party in holders(one)]
    for party in parties:
        if party not in set(Party):
            raise workflow.refuse(place, f"knows no party {party!r}")
    if state.kind == "resting":
        for step in workflow.from_state(state.name).values():
            if not step.universal and step.name != "reopen" and step.dest is not None:
                raise workflow.refuse(f"step {step.name}", f"leads on from {state.name}, which rests: only reopen may")


def holders(one: Party | BallByRule | BallWhile) -> tuple[Party, ...]:
    """The parties that a ball may come to."""
    if isinstance(one, BallByRule):
        return (*one.parties.values(), one.otherwise)
    return (one.party,) if isinstance(one, BallWhile) else (one,)
