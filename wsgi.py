"""Puts the parts together, and only here."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "platform"))  # `platform/` is a folder of sources, not a package: Python has one of that name

import config
import tenants
from config import SettingsError, from_environment
from gulir.acting.refusal import UnfitRole
from gulir.assembly import assemble
from gulir.engine import RulebookError, WorkflowError
from gulir.engine.misspelt import MISTAKES, misspelt
from tenants.reading import BrokenFile

try:
    import workflows

    app = assemble(from_environment(), parts=[config, tenants, workflows])
except (SettingsError, UnfitRole, WorkflowError, RulebookError, BrokenFile) as problem:
    sys.exit(f"Gulir does not start: {problem}")
except MISTAKES as problem:
    if (refusal := misspelt(problem, HERE / "workflows")) is None:
        raise
    sys.exit(f"Gulir does not start: {refusal}")
