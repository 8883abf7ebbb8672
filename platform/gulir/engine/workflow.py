"""A workflow: states, steps, and what is declared of them to the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from gulir.engine.asks import EVER, Ask
from gulir.engine.digest import sha256_of
from gulir.engine.errors import WorkflowError
from gulir.engine.facts import Facts
from gulir.engine.guards import Guard
from gulir.engine.parties import Party
from gulir.engine.standing import standing
from gulir.engine.switches import BallByRule, BallWhile, ByAnswer
from gulir.engine.text import Text
from gulir.engine.universal import sign_step, steps_of_a_team, universal_steps
from gulir.engine.vocabulary import START, Fork, State, Step, defining_file


class Move(NamedTuple):
    """One line of the graph: a step from one state to another, and the answer of its fork that leads there (None: no fork)."""

    step: Step
    source: str
    dest: str
    branch: bool | None


@dataclass(frozen=True)
class Workflow:
    """One process. `facts` names the parts that its guards read; `letters` stand in a case's number; `reasons` and `papers` are (code, label).

    `frees`: says of the facts whether the obstacles that the case works on are gone.
    `lanes`: in which its cases may lie: 0 the programme's, 1 advocacy, 2 for the team of the case alone. Outside lane 0 a case has a team.
    """

    name: str
    version: int
    label: Text
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    letters: str
    facts: tuple[str, ...] = ()
    reasons: tuple[tuple[str, Text], ...] = ()
    papers: tuple[tuple[str, Text], ...] = ()
    frees: Callable[[Facts], bool] | None = None
    lanes: tuple[int, ...] = (0,)
    file: str = field(default_factory=defining_file, compare=False)

    @cached_property
    def by_state(self) -> dict[str, State]:
        """The states by name."""
        return {state.name: state for state in self.states}

    @cached_property
    def every_step(self) -> tuple[Step, ...]:
        """The declared steps and the universal ones, these from every state that is not final."""
        stay = tuple(state.name for state in self.states if state.kind != "final")
        slots = [slot for step in self.steps if step.signatures for slot in step.signatures.slots]
        roles = tuple(dict.fromkeys(role for slot in slots for role in slot.roles))
        recorders = tuple(dict.fromkeys(role for slot in slots for role in slot.records))
        every = universal_steps(self.reasons, self.papers)
        common = (every if 0 in self.lanes else steps_of_a_team(every)) + ((sign_step(roles, recorders),) if slots else ())
        return self.steps + tuple(replace(step, source=stay, file=self.file) for step in common)

    @cached_property
    def named(self) -> dict[str, tuple[Step, ...]]:
        """All steps of a name: one of each that leads on from other states."""
        return {name: tuple(step for step in self.every_step if step.name == name) for name in dict.fromkeys(step.name for step in self.every_step)}

    @cached_property
    def asked(self) -> dict[str, tuple[Ask, ...]]:
        """Every field that a step of a name may ask, wherever it leads on from."""
        asks = {name: [ask for one in steps for ask in (*one.asks, *EVER)] for name, steps in self.named.items()}
        return {name: tuple({ask.name: ask for ask in reversed(found)}.values()) for name, found in asks.items()}

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every line of the graph."""
        return tuple(move for step in self.every_step for source in step.sources for move in moves_of(step, source))

    @cached_property
    def digest(self) -> str:
        """Changes with who may do what from where to where, under which conditions; not with wording."""
        states, steps = [shape_of_state(state) for state in self.states], [shape_of_step(step) for step in self.every_step]
        return sha256_of({"name": self.name, "states": states, "steps": steps} | ({"lanes": list(self.lanes)} if self.lanes != (0,) else {}))

    def refuse(self, place: str, problem: str) -> WorkflowError:
        """The error that names this workflow's file."""
        return WorkflowError(self.file, place, problem)

    def step(self, name: str, state: str) -> Step | None:
        """The step of this name that leads on from a state, if there is one."""
        return self.leading.get(state, {}).get(name)

    def from_state(self, state: str) -> dict[str, Step]:
        """The steps that lead on from a state, by name; empty for a final or unknown state."""
        return self.leading.get(state, {})

    @cached_property
    def leading(self) -> dict[str, dict[str, Step]]:
        """For each state the steps that lead on from it."""
        table: dict[str, dict[str, Step]] = {}
        for move in self.moves:
            table.setdefault(move.source, {})[move.step.name] = move.step
        return table

    @cached_property
    def standing(self) -> tuple[Guard, ...]:
        """The conditions of every step that leads on."""
        return standing(dict(self.reasons))

    @cached_property
    def arrivals(self) -> dict[tuple[str, str], Any]:
        """By state and rulebook's hash the arrivals in which no case's facts had a say."""
        return {}

    def needs_of(self, step: Step) -> tuple[Guard, ...]:
        """A step's own guards, and those that hold for every step leading on."""
        return step.needs + (self.standing if step.stops_when_blocked and START not in step.sources else ())

    def declared(self) -> "Declared":
        """The rows that deployment writes, from which the door reads who may walk where."""
        steps = [row_of(self, move) for move in self.moves]
        states = [{"workflow": self.name, "version": self.version, "state": state.name, "kind": state.kind} for state in self.states]
        version = {"workflow": self.name, "version": self.version, "digest": self.digest, "lanes": list(self.lanes)}
        return Declared(version, states, steps)


@dataclass(frozen=True)
class Declared:
    """Rows for wf_version, wf_state and wf_step."""

    version: dict[str, Any]
    states: list[dict[str, Any]]
    steps: list[dict[str, Any]]


def moves_of(step: Step, source: str) -> Iterator[Move]:
    """The lines that a step draws from one state."""
    if isinstance(step.dest, Fork):
        yield Move(step, source, step.dest.then, True)
        yield Move(step, source, step.dest.otherwise, False)
    else:
        yield Move(step, source, step.dest or source, None)


def row_of(workflow: Workflow, move: Move) -> dict[str, Any]:
    """One line as the database keeps it."""
    step = move.step
    return {
        "workflow": workflow.name, "version": workflow.version, "step": step.name, "source": move.source, "dest": move.dest,
        "by": [str(role) for role in step.by], "records": [str(role) for role in step.records], "not_by": list(step.not_by),
        "signatures": step.signatures.declared() if step.signatures else None, "quiet": step.quiet, "effects": list(step.carries()), "team": step.team,
        "switch": step.switch.declared() if step.switch else None,
    }  # fmt: skip


def shape_of_state(state: State) -> list[Any]:
    """What of a state a definition's digest covers."""
    chosen = state.within if isinstance(state.within, ByAnswer) else None
    within = [chosen.step, chosen.field, dict(chosen.parameters), chosen.otherwise] if chosen else state.within
    more = [*([state.until.__name__] if state.until else ()), *([["binds", *map(str, state.binds)]] if state.binds else ())]
    return [state.name, state.kind, [shape_of_ball(one) for one in state.ball], within, *more, *(["pauses"] if state.pauses else ())]


def shape_of_ball(one: Party | BallByRule | BallWhile) -> Any:
    """What of a holder of the ball a definition's digest covers."""
    if isinstance(one, BallByRule):
        return [one.key, dict(one.parties), one.otherwise]
    return [str(one.party), one.holds.__name__] if isinstance(one, BallWhile) else str(one)


def shape_of_step(step: Step) -> list[Any]:
    """What of a step a definition's digest covers."""
    dest = [step.dest.test.__name__, step.dest.then, step.dest.otherwise] if isinstance(step.dest, Fork) else step.dest
    switch = step.switch.declared() if step.switch else None
    return [
        step.name, list(step.sources), dest, [str(role) for role in step.by], [str(role) for role in step.records], list(step.not_by),
        step.signatures.declared() if step.signatures else None, [guard.name for guard in step.needs],
        [shape_of_ask(ask) for ask in step.asks], [one.name for one in step.checks], switch,
        step.stops_when_blocked, step.quiet, list(step.carries()), *(["renews"] if step.renews else ()), *(["team"] if step.team else ()),
    ]  # fmt: skip


def shape_of_ask(ask: Ask) -> list[Any]:
    """What of a field a definition's digest covers."""
    rows = [[shape_of_ask(one) for one in ask.columns], ask.makes, ask.begins, list(ask.ends)] if ask.columns else []
    return [ask.kind, ask.name, ask.required, *rows, *([ask.becomes] if ask.becomes else ())]
