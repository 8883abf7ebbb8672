"""Conditions on papers: filed, seen to be there, found correct."""

from collections.abc import Callable, Iterable

from gulir.engine.facts import Facts, papers
from gulir.engine.guards import Guard
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from workflows.documents import LABELS
from workflows.guards.lacking import lacking

CLAUSE = ("papers.complete",)


def one_each(prefix: str, kinds: Iterable[str], who: Party, judge: Callable[[Facts, str, Text], Finding]) -> tuple[Guard, ...]:
    """A guard for every kind of paper."""

    def made(kind: str) -> Guard:
        return Guard(f"{prefix}:{kind}", lambda facts, _rulebook: judge(facts, kind, LABELS[kind]), CLAUSE, who, always=True)

    return tuple(made(kind) for kind in kinds)


def is_filed(facts: Facts, kind: str, label: Text) -> Finding:
    """There is such a paper, and nobody has found it absent."""
    found = papers(facts, kind)
    if not found:
        return lacking(facts, _("%(paper)s: not filed yet", paper=label), f"document:{kind}")
    if found[0].get("present") is False:
        return unmet(_("%(paper)s: found to be missing", paper=label), f"document:{kind}")
    return met(_("%(paper)s: filed", paper=label))


def is_present(facts: Facts, kind: str, label: Text) -> Finding:
    """Somebody has seen that it is there."""
    found = papers(facts, kind)
    if not found or found[0].get("present") is False:
        return is_filed(facts, kind, label)
    if found[0].get("present") is None:
        return unknown(_("%(paper)s: nobody has confirmed that it is there", paper=label), f"examine:{kind}")
    return met(_("%(paper)s: present", paper=label))


def is_correct(facts: Facts, kind: str, label: Text) -> Finding:
    """Somebody has found it correct."""
    found = papers(facts, kind)
    if not found or found[0].get("present") is False:
        return is_filed(facts, kind, label)
    if found[0].get("correct") is None:
        return unknown(_("%(paper)s: nobody has checked whether it is correct", paper=label), f"examine:{kind}")
    if not found[0]["correct"]:
        return unmet(_("%(paper)s: not correct", paper=label), f"document:{kind}")
    return met(_("%(paper)s: correct", paper=label))


def filed(*kinds: str) -> tuple[Guard, ...]:
    """These papers are filed."""
    return one_each("filed", kinds, Party.GROUP, is_filed)


def present(*kinds: str) -> tuple[Guard, ...]:
    """These papers were seen to be there."""
    return one_each("present", kinds, Party.UPC, is_present)


def correct(*kinds: str) -> tuple[Guard, ...]:
    """These papers were found correct."""
    return one_each("correct", kinds, Party.UPC, is_correct)


def what_was_asked_is_answered(facts: Facts, rulebook: Rulebook) -> Finding:
    """Of each kind of paper that was found missing or wrong, a newer one is there."""
    newest = {paper["kind"]: paper for paper in reversed(facts.get("documents") or [])}
    faulty = [kind for kind, paper in newest.items() if paper.get("present") is False or paper.get("correct") is False]
    if faulty:
        return unmet(_("Still missing or not correct: %(papers)s", papers=[LABELS.get(kind, kind) for kind in faulty]), f"document:{faulty[0]}")
    return met(_("Every paper that was asked for is there"))


asked_is_answered = Guard("asked_is_answered", what_was_asked_is_answered, CLAUSE, Party.GROUP, always=True)
