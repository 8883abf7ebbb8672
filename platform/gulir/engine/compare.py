"""Comparison: under which rulebook does a case pass, under which not, and on which clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from gulir.engine.facts import Facts
from gulir.engine.guards import Guard
from gulir.engine.rulebook import Rulebook
from gulir.engine.verdicts import Verdict
from gulir.engine.workflow import Workflow


@dataclass(frozen=True)
class Comparison:
    """A rulebook's word on a case: `passes` None where something is unknown that would decide it."""

    rulebook: Rulebook
    passes: bool | None
    unmet: tuple[Verdict, ...]
    unknown: tuple[Verdict, ...]
    warnings: tuple[Verdict, ...]


def compare(workflow: Workflow, facts: Facts, rulebooks: Iterable[Rulebook]) -> list[Comparison]:
    """The case under each rulebook, judged by every guard of the workflow that a rulebook may ask or leave out; waivers are left out."""
    unwaived = {**facts, "marks": [mark for mark in facts.get("marks") or [] if mark["kind"] != "waiver"]}
    guards = list({guard.name: guard for step in workflow.steps for guard in step.needs if guard.keys and not guard.always}.values())
    return [under(guards, unwaived, rulebook) for rulebook in rulebooks]


def under(guards: list[Guard], facts: Facts, rulebook: Rulebook) -> Comparison:
    """The case under one rulebook."""
    verdicts = [guard.judge(facts, rulebook) for guard in guards]
    unmet = tuple(verdict for verdict in verdicts if verdict.status == "unmet")
    unknown = tuple(verdict for verdict in verdicts if verdict.status == "unknown")
    warnings = tuple(verdict for verdict in verdicts if verdict.warning)
    return Comparison(rulebook, False if unmet else None if unknown else True, unmet, unknown, warnings)
