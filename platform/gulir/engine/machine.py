"""The rule book of a workflow: one `transitions` machine, built once, asked with a small fresh object each time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from transitions import EventData, Machine, MachineError, Transition

from gulir.engine.errors import GuardsUnmet, StepNotOpen
from gulir.engine.facts import Answers, Facts, is_historical_load
from gulir.engine.guards import Guard
from gulir.engine.rulebook import Rulebook
from gulir.engine.verdicts import Verdict
from gulir.engine.vocabulary import Fork
from gulir.engine.workflow import Move, Workflow


@dataclass
class Token:
    """What the machine moves: a case's state for the length of one question; nothing is shared between two of them."""

    state: str
    facts: Facts
    rulebook: Rulebook
    answers: Answers
    verdicts: dict[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """Where a step leads, and the verdicts that let it."""

    dest: str
    verdicts: tuple[Verdict, ...]


def passes(verdict: Verdict, facts: Facts) -> bool:
    """Whether a verdict lets a step through; what is unknown does so only while the past is being entered."""
    return verdict.status == "met" or (verdict.status == "unknown" and is_historical_load(facts))


Condition = Callable[..., bool | None]


def as_condition(guards: tuple[Guard, ...]) -> Condition:
    """A step's guards as one condition of the machine, until the first that stops it; a verdict that was given already is not asked for again."""

    def condition(event: EventData) -> bool:
        token = token_of(event)
        for guard in guards:
            verdict = token.verdicts.get(guard.name)
            if verdict is None:
                verdict = token.verdicts[guard.name] = guard.judge(token.facts, token.rulebook)
            if verdict.status != "met" and not passes(verdict, token.facts):
                return False
        return True

    return condition


def token_of(event: EventData) -> Token:
    """The small object that this question is about."""
    return cast(Token, event.model)


def conditions_of(workflow: Workflow, move: Move) -> list[str | Condition]:
    """A line's conditions: its switch, its guards, and the way its fork falls."""
    step = move.step
    guards = workflow.needs_of(step)
    found: list[str | Condition] = [as_condition(guards)] if guards else []
    if step.switch:
        switch = step.switch
        found.insert(0, lambda event: switch.is_on(token_of(event).rulebook))
    if isinstance(step.dest, Fork):
        test = step.dest.test
        found.append(lambda event: test(token_of(event).facts, token_of(event).answers) is move.branch)
    return found


class Line(Transition):
    """A line of the graph. Nothing is called back on the way: to take it is to ask its conditions and to move the token."""

    def execute(self, event_data: EventData) -> bool:
        """Whether the conditions let it be taken; the token is at its end then."""
        for condition in self.conditions:
            if not condition.check(event_data):
                return False
        event_data.machine.set_state(self.dest or self.source, event_data.model)
        return True


class Graph(Machine):
    """The library's machine with such lines."""

    transition_cls = Line


class RuleMachine:
    """A workflow's machine. It has no model of its own and is never given one, so that threads share nothing but its table."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        states: list[Any] = [state.name for state in workflow.states] + ["-"]
        self.machine = Graph(model=None, states=states, initial=None, auto_transitions=False, send_event=True)
        for move in workflow.moves:
            self.machine.add_transition(move.step.name, move.source, move.dest, conditions=conditions_of(workflow, move))

    def move(self, step: str, state: str, facts: Facts, rulebook: Rulebook, answers: Answers | None = None, judged: Iterable[Verdict] = ()) -> Moved:
        """Where the step leads; StepNotOpen when there is no such step here, GuardsUnmet with every verdict that stops it.

        `judged`: verdicts of these very facts under this rulebook; their guards are not asked again.
        """
        declared = self.workflow.step(step, state)
        if declared is None or (declared.switch and not declared.switch.is_on(rulebook)):
            raise StepNotOpen(step, state)
        token = Token(state, facts, rulebook, answers or {}, {verdict.guard: verdict for verdict in judged})
        try:
            moved = self.machine.events[step].trigger(token)
        except MachineError as problem:
            raise StepNotOpen(step, state) from problem
        if not moved:
            verdicts = [guard.judge(facts, rulebook) for guard in self.workflow.needs_of(declared)]
            raise GuardsUnmet(step, [verdict for verdict in verdicts if not passes(verdict, facts)])
        return Moved(token.state, tuple(token.verdicts.values()))
