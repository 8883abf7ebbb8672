"""Which rulebook parameters a workflow reads, and whether the rulebooks that rule it set them."""

from gulir.engine.rulebook import Rulebook
from gulir.engine.switches import BallByRule, ByAnswer
from gulir.engine.workflow import Workflow


def parameters_exist(workflow: Workflow, books: list[Rulebook]) -> None:
    """Each parameter that steps and states read is set by at least one rulebook that rules this workflow, with a value that is known."""
    known = {key for book in books for key in book.by_key}
    for place, key in parameters(workflow):
        if key not in known:
            raise workflow.refuse(place, f"reads {key!r}, which no rulebook sets")
    for state in workflow.states:
        for ball in (one for one in state.ball if isinstance(one, BallByRule)):
            for book in books:
                if book.has(ball.key) and book.value(ball.key) not in ball.parties:
                    raise workflow.refuse(f"state {state.name}", f"rulebook {book.slug} sets {ball.key} to {book.value(ball.key)!r}, which names no party here")


def parameters(workflow: Workflow) -> list[tuple[str, str]]:
    """The rulebook parameters that a workflow reads, with the place that reads them."""
    found: list[tuple[str, str]] = []
    for step in workflow.steps:
        place = f"step {step.name}"
        found += [(place, key) for guard in step.needs for key in guard.keys] + [(place, key) for check in step.checks for key in check.keys]
        switches = [step.switch, *(slot.switch for slot in (step.signatures.slots if step.signatures else ()))]
        found += [(place, switch.key) for switch in switches if switch]
    for state in workflow.states:
        place = f"state {state.name}"
        keys = state.within.keys if isinstance(state.within, ByAnswer) else (state.within,) if state.within else ()
        found += [(place, key) for key in keys]
        found += [(place, one.key) for one in state.ball if isinstance(one, BallByRule)]
    return found
