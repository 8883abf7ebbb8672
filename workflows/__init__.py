"""The programme's processes, one file each, handed to the machinery at the start."""

from pathlib import Path
from typing import Protocol

from gulir.engine.registry import Workflows
from gulir.engine.rulebook_file import load_rulebooks
from workflows.advocacy import ADVOCACY
from workflows.house import HOUSE
from workflows.kube import KUBE
from workflows.lapor import LAPOR
from workflows.rtlh import RTLH
from workflows.sarling import SARLING

RULEBOOKS = Path(__file__).resolve().parents[1] / "config" / "rulebooks"
DEFINITIONS = (KUBE, RTLH, HOUSE, SARLING, ADVOCACY, LAPOR)


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def load(rulebooks: Path = RULEBOOKS) -> Workflows:
    """Every workflow, checked against the rulebooks of a folder; raises WorkflowError or RulebookError."""
    return Workflows(DEFINITIONS, load_rulebooks(rulebooks))


def init_app(app: App) -> None:
    """Hands the workflows and rulebooks to the application."""
    app.extensions["gulir.workflows"] = load()
