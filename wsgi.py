"""Puts the parts together, and only here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "platform"))  # `platform/` is a folder of sources, not a package: Python has one of that name

import config
import tenants
import workflows
from config import SettingsError, from_environment
from gulir.acting.refusal import UnfitRole
from gulir.assembly import assemble
from gulir.engine import RulebookError, WorkflowError
from tenants.reading import BrokenFile

try:
    app = assemble(from_environment(), parts=[config, tenants, workflows])
except (SettingsError, UnfitRole, WorkflowError, RulebookError, BrokenFile) as problem:
    sys.exit(f"Gulir does not start: {problem}")
