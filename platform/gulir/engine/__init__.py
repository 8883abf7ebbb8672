"""The pure engine: what a case may do next, who may do it, and what stops it. No Flask, no SQL."""

from gulir.engine.answers import Checked
from gulir.engine.arrival import Arrival, arrival
from gulir.engine.compare import Comparison, compare
from gulir.engine.digest import canonical, digest_of, sha256_of
from gulir.engine.errors import GuardsUnmet, RulebookError, StepNotOpen, WorkflowError
from gulir.engine.machine import Moved, RuleMachine, passes
from gulir.engine.migration import Migration, Way
from gulir.engine.options import Actor, Option, option, options
from gulir.engine.registry import Workflows
from gulir.engine.responses import check_answers
from gulir.engine.rulebook import Clause, Rulebook
from gulir.engine.rulebook_file import load_rulebook, load_rulebooks, read_rulebook
from gulir.engine.signing import answers_so_far, signed_digest
from gulir.engine.text import Rupiah, Text
from gulir.engine.verdicts import ClauseRef, Verdict
from gulir.engine.workflow import Declared, Workflow

__all__ = [
    "Actor", "Arrival", "Checked", "Clause", "ClauseRef", "Comparison", "Declared", "GuardsUnmet", "Migration", "Moved", "Option", "RuleMachine",
    "Rulebook", "RulebookError", "Rupiah", "StepNotOpen", "Text", "Verdict", "Way", "Workflow", "WorkflowError", "Workflows", "answers_so_far",
    "arrival", "canonical", "check_answers", "compare", "digest_of", "load_rulebook", "load_rulebooks", "option", "options", "passes",
    "read_rulebook", "sha256_of", "signed_digest",
]  # fmt: skip
