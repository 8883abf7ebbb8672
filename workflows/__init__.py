"""The programme's processes, one file each, handed to the machinery at the start."""

from pathlib import Path
from typing import Protocol

from gulir.engine.migration import Migration
from gulir.engine.registry import Workflows
from gulir.engine.rulebook_file import load_rulebooks
from workflows.advocacy import ADVOCACY
from workflows.evaluation import EVALUATION
from workflows.house import HOUSE
from workflows.kube import KUBE
from workflows.lapor import LAPOR
from workflows.rtlh import RTLH
from workflows.sarling import SARLING

RULEBOOKS = Path(__file__).resolve().parents[1] / "config" / "rulebooks"
CRITERIA = RULEBOOKS.parent / "evaluation"
DEFINITIONS = (KUBE, RTLH, HOUSE, SARLING, ADVOCACY, LAPOR, EVALUATION)
# A changed process keeps its older version above until no case runs under it; here stands how its cases move on.
MIGRATIONS: tuple[Migration, ...] = ()


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def load(rulebooks: Path = RULEBOOKS, criteria: Path = CRITERIA) -> Workflows:
    """Every workflow, checked against the rulebooks and criteria of two folders; raises WorkflowError or RulebookError."""
    return Workflows(DEFINITIONS, load_rulebooks(rulebooks) | load_rulebooks(criteria), MIGRATIONS)


def init_app(app: App) -> None:
    """Hands the workflows and rulebooks to the application."""
    app.extensions["gulir.workflows"] = load()
