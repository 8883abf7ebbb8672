"""Every state of every process is reached on the real database by a test that is made from one of these tables; a new process or state fails here first."""

import pytest

from gulir.engine import Workflow
from tests.evaluation.ground import TO as EVALUATIONS
from tests.evaluation.ground import evaluate
from tests.walk.advocates import WAY as ADVOCACY
from tests.walk.ground import Stage
from tests.walk.test_every_line import LINES, NEVER
from tests.walk.test_every_line_of_houses import LINES as LINES_OF_HOUSES
from tests.walk.test_lapor import WAY as LAPOR
from tests.workflows.table_case import HOUSE

REACHED: dict[str, set[str]] = {"advocacy": set(ADVOCACY), "lapor": set(LAPOR), "evaluation": set(EVALUATIONS)}
REACHED["kube"] = {dest for step, source, dest in LINES if (step, source, dest) not in NEVER}
for kind, *line in LINES_OF_HOUSES:
    if tuple(line) not in NEVER:
        REACHED.setdefault(kind, set()).add(line[2])


@pytest.mark.parametrize("workflow", list(HOUSE), ids=lambda one: f"{one.name} {one.version}")
def test_no_state_is_left_out(workflow: Workflow) -> None:
    assert REACHED.get(workflow.name, set()) == set(workflow.by_state)


@pytest.mark.parametrize("state", EVALUATIONS)
def test_an_evaluation_reaches_it(stage: Stage, state: str) -> None:
    case = EVALUATIONS[state](evaluate(stage))
    assert case.state == state
