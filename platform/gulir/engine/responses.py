"""Checks what was answered to a step: its fields, its conditions on them, and the note that an unknown past calls for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gulir.engine.answers import Checked, check_fields
from gulir.engine.facts import Facts, is_historical_load, open_marks
from gulir.engine.options import Option
from gulir.engine.rulebook import Rulebook
from gulir.engine.signing import answers_so_far
from gulir.engine.text import _
from gulir.engine.vocabulary import Check
from gulir.engine.workflow import Workflow


def check_answers(workflow: Workflow, option: Option, raw: Mapping[str, Any], facts: Facts, rulebook: Rulebook, today: date | None = None) -> Checked:
    """What somebody answered to an option: values in their own types, and errors per field.

    A later signer answers nothing anew: the values then are those that the first signer gave.
    """
    step = workflow.step(option.step, facts["case"]["state"])
    past = is_historical_load(facts)
    checked = check_fields(option.asks, raw, today, past)
    if step is None:
        return checked
    if step.signatures:
        checked.values = {**answers_so_far(step, facts), **checked.values} if not any(ask in step.asks for ask in option.asks) else checked.values
    if not checked.errors:
        for check in step.checks:
            judge(check, checked, facts, rulebook)
    unknown = any(verdict.status == "unknown" for verdict in option.verdicts) or any(ask.required and ask.name not in checked.values for ask in option.asks)
    if past and unknown and not checked.values.get("note"):
        checked.errors["note"] = _("Something about this case is unknown: say in a note what the sources tell")
    return checked


def judge(check: Check, checked: Checked, facts: Facts, rulebook: Rulebook) -> None:
    """One condition on the answers; a clause that only warns, or is waived, does not stop."""
    asked = [key for key in check.keys if rulebook.has(key)]
    if check.keys and not asked:
        return
    problem = check.test(checked.values, facts, rulebook)
    if problem is None or (asked and is_soft(asked[0], facts, rulebook)):
        return
    checked.errors.setdefault(check.field, problem)


def is_soft(key: str, facts: Facts, rulebook: Rulebook) -> bool:
    """Whether the parameter's clause only warns, or is waived for this case."""
    clause = rulebook.clause_of(key)
    return clause.binding == "warns" or any(mark.get("clause") == clause.id for mark in open_marks(facts, "waiver"))
