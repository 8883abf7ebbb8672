"""Checks what was answered to a step: its fields, its conditions on them, and the note that an unknown past calls for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gulir.engine.answers import Checked, check_fields
from gulir.engine.asks import Ask
from gulir.engine.facts import Facts, is_historical_load, open_items, open_marks
from gulir.engine.options import Option
from gulir.engine.rulebook import Rulebook
from gulir.engine.signing import answers_so_far
from gulir.engine.text import Text, _
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
    checked.errors |= unlike_the_items(option.asks, checked.values, facts) if not checked.errors else {}
    if not checked.errors:
        for check in step.checks:
            judge(check, checked, facts, rulebook)
    if past and not checked.values.get("note") and is_unknown(option, checked):
        checked.errors["note"] = _("Something about this case is unknown: say in a note what the sources tell")
    return checked


def is_unknown(option: Option, checked: Checked) -> bool:
    """Whether something about the case, or something that the step must ask, is not known."""
    return any(verdict.status == "unknown" for verdict in option.verdicts) or any(ask.required and ask.name not in checked.values for ask in option.asks)


def judge(check: Check, checked: Checked, facts: Facts, rulebook: Rulebook) -> None:
    """One condition on the answers; a clause that only warns, or is waived, does not stop."""
    asked = [key for key in check.keys if rulebook.has(key)]
    if check.keys and not asked:
        return
    problem = check.test(checked.values, facts, rulebook)
    if problem is None or (asked and is_soft(asked[0], facts, rulebook)):
        return
    for place, words in (problem if isinstance(problem, Mapping) else {"": problem}).items():
        checked.errors.setdefault(f"{check.field}.{place}" if place else check.field, words)


def unlike_the_items(asks: Iterable[Ask], values: Mapping[str, Any], facts: Facts) -> dict[str, Text]:
    """Where a row stands for each open item, none is left out and none comes twice; what is named is there."""
    errors: dict[str, Text] = {}
    for ask in asks:
        if ask.kind not in ("rows", "reference"):
            continue
        rows = values.get(ask.name) or [] if ask.kind == "rows" else []
        cells = [(f"{ask.name}.{n}.", row, one) for n, row in enumerate(rows) for one in ask.columns]
        for place, given, one in [("", values, ask), *cells]:
            known = [item["id"] for item in open_items(facts, item_kind(one))] if item_kind(one) and one.kind == "reference" else None
            if known is not None and one.name in given and given[one.name] not in known:
                errors[f"{place}{one.name}"] = _("Choose one of the list")
        if ask.judges and not errors and sorted(row["item"] for row in rows) != sorted(one["id"] for one in open_items(facts, item_kind(ask))):
            errors[ask.name] = _("Every line must be answered; look at the list again")
    return errors


def item_kind(ask: Ask) -> str:
    """The kind of items that a field names; empty where it names something else."""
    of, _sep, kind = (ask.of or "").partition(":")
    return kind if of == "item" else ""


def is_soft(key: str, facts: Facts, rulebook: Rulebook) -> bool:
    """Whether the parameter's clause only warns, or is waived for this case."""
    clause = rulebook.clause_of(key)
    return clause.binding == "warns" or any(mark.get("clause") == clause.id for mark in open_marks(facts, "waiver"))
