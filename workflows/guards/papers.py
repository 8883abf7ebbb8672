"""Conditions on papers: filed, seen to be there, found correct."""

from collections.abc import Callable, Iterable

from gulir.engine.facts import Facts, newest_paper
from gulir.engine.guards import Guard, Test
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unknown, unmet
from workflows.documents import LABELS
from workflows.guards.lacking import lacking

CLAUSE = ("papers.complete",)


def one_each(prefix: str, kinds: Iterable[str], who: Party, test_of: Callable[[str, Text], Test]) -> tuple[Guard, ...]:
    """A guard for every kind of paper. What it may find is written once, with the paper's name in it, and not for every case anew."""
    return tuple(Guard(f"{prefix}:{kind}", test_of(kind, LABELS[kind]), CLAUSE, who, always=True) for kind in kinds)


def is_filed(kind: str, label: Text) -> Test:
    """There is such a paper, and nobody has found it absent."""
    not_yet, fix = _("%(paper)s: not filed yet", paper=label), f"document:{kind}"
    absent, there = unmet(_("%(paper)s: found to be missing", paper=label), fix), met(_("%(paper)s: filed", paper=label))

    def test(facts: Facts, _rulebook: Rulebook) -> Finding:
        found = newest_paper(facts, kind)
        if found is None:
            return lacking(facts, not_yet, fix)
        return absent if found.get("present") is False else there

    return test


def is_present(kind: str, label: Text) -> Test:
    """Somebody has seen that it is there."""
    filed, seen = is_filed(kind, label), met(_("%(paper)s: present", paper=label))
    unseen = unknown(_("%(paper)s: nobody has confirmed that it is there", paper=label), f"examine:{kind}")

    def test(facts: Facts, rulebook: Rulebook) -> Finding:
        found = newest_paper(facts, kind)
        if found is None or found.get("present") is False:
            return filed(facts, rulebook)
        return unseen if found.get("present") is None else seen

    return test


def is_correct(kind: str, label: Text) -> Test:
    """Somebody has found it correct."""
    filed, right = is_filed(kind, label), met(_("%(paper)s: correct", paper=label))
    unread = unknown(_("%(paper)s: nobody has checked whether it is correct", paper=label), f"examine:{kind}")
    wrong = unmet(_("%(paper)s: not correct", paper=label), f"document:{kind}")

    def test(facts: Facts, rulebook: Rulebook) -> Finding:
        found = newest_paper(facts, kind)
        if found is None or found.get("present") is False:
            return filed(facts, rulebook)
        return unread if found.get("correct") is None else right if found["correct"] else wrong

    return test


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
