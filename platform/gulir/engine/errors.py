"""What the engine raises: definitions that cannot be used, and steps that cannot be taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gulir.engine.verdicts import Verdict


class WorkflowError(Exception):
    """A workflow that cannot be loaded; names its file and the step or state at fault."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(f"{file}: {place}: {problem}")
        self.file, self.place, self.problem = file, place, problem


class RulebookError(Exception):
    """A rulebook that cannot be loaded; names its file and the clause at fault."""

    def __init__(self, file: str, clause: str, problem: str) -> None:
        super().__init__(f"{file}: {clause}: {problem}")
        self.file, self.clause, self.problem = file, clause, problem


class StepNotOpen(Exception):
    """The step does not lead on from the state where the case stands, or its rulebook has switched it off."""

    def __init__(self, step: str, state: str) -> None:
        super().__init__(f"step {step} is not open in state {state}")
        self.step, self.state = step, state


class GuardsUnmet(Exception):
    """The step is there, but conditions are not fulfilled; bears each of them."""

    def __init__(self, step: str, verdicts: Sequence["Verdict"]) -> None:
        super().__init__(f"{step}: " + "; ".join(str(verdict.why) for verdict in verdicts))
        self.step, self.verdicts = step, tuple(verdicts)
