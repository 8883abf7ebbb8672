"""Every condition of every process is seen both met and unmet: a new one fails here until its row stands in one of the tables."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gulir.cases import migrating
from gulir.engine import distinct
from gulir.engine.guards import Guard
from gulir.engine.parties import Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.vocabulary import Step
from tests.workflows import test_advocacy_guards as advocacy
from tests.workflows import test_evaluation_guards as evaluation
from tests.workflows import test_houses_guards as houses
from tests.workflows import test_kube_guards as kube
from tests.workflows.houses_case import good
from tests.workflows.table_case import BOOKS, HOUSE, good_case

Example = tuple[Any, Rulebook]  # facts, and the rulebook that they are judged under
EVERY: dict[tuple[str, str], Guard] = {
    (f"{one.name} {one.version}", guard.name): guard for one in HOUSE for step in one.every_step for guard in one.needs_of(step)
}


def changed(facts: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Facts, with one thing otherwise."""
    change(facts)
    return facts


def tables() -> Iterator[tuple[str, list[Example]]]:
    """The rows of every table: a guard's name, and cases in which it should be met and unmet."""
    for name, book, *changes in kube.CASES:
        yield name, [(changed(good_case(), change), BOOKS[book]) for change in changes if change]
    for name, *changes in houses.CASES:
        kind = houses.GUARDS[name][0]
        yield name, [(changed(good(kind), change), houses.BOOKS["rtlh-2014"]) for change in changes if change]
    for table in (advocacy, evaluation):
        for name, met, unmet in table.ROWS:
            yield name, [(table.facts(**one), table.BOOK) for one in (met, *unmet)]


EXAMPLES: dict[str, list[Example]] = dict(tables())


def examples_of(name: str) -> list[Example]:
    """A paper is there and found good, or is not there; anything else has its row."""
    if ":" in name:
        kind = name.partition(":")[2]
        paper = {"id": "d", "kind": kind, "present": True, "correct": True, "file": True}
        return [({"documents": papers}, BOOKS["kube-upc-model"]) for papers in ([paper], [])]
    return EXAMPLES.get(name, [])


@pytest.mark.parametrize("place", EVERY, ids=" ".join)
def test_it_is_seen_met_and_unmet(place: tuple[str, str]) -> None:
    seen = {EVERY[place].test(facts, book).status for facts, book in examples_of(place[1])}
    assert {"met", "unmet"} <= seen, f"{place[1]} of {place[0]} is seen only {sorted(seen)}: enter it in a table of tests/workflows/test_*_guards.py"


def test_no_table_tells_of_a_guard_that_there_is_not() -> None:
    assert not set(EXAMPLES) - {name for _workflow, name in EVERY}


STEP = Step("judge", "here", by=(Role.ORGANISER,), not_by=("open",), team=True)
WAIVED = SimpleNamespace(waived=True, clause=SimpleNamespace(id="7"))
WAIVER = {"marks": [], "acts": [{"step": "waive", "actor": "me", "answers": {"clause": "7"}}]}
OPENED = {"acts": [{"step": "open", "actor": "you", "decider": "p:me"}]}
PERSONAL: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {  # met, unmet
    "four_eyes": (lambda: distinct.acted_before(STEP, OPENED, {"they"}), lambda: distinct.acted_before(STEP, OPENED, {"me"})),
    "on_the_team": (
        lambda: distinct.not_on_team(STEP, {"team": [advocacy.mate("me")]}, {"me"}),
        lambda: distinct.not_on_team(STEP, {"team": [advocacy.mate("me", current=False)]}, {"me"}),
    ),
    "distinct_signers": (
        lambda: distinct.signed_already([{"decider": "p:you", "actor": "me"}], {"me"}, True),
        lambda: distinct.signed_already([{"decider": "p:you", "actor": "me"}], {"me"}, False),
    ),
    "waiver_by_another": (lambda: distinct.waived_by_taker(WAIVER, {"you"}, (WAIVED,)), lambda: distinct.waived_by_taker(WAIVER, {"me"}, (WAIVED,))),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", sorted(set(re.findall(r'Verdict\("(\w+)"', Path(distinct.__file__).read_text("utf-8")))))
def test_what_stops_a_person_is_seen_to_stop_and_to_let_pass(name: str) -> None:
    met, unmet = PERSONAL[name]
    assert met() is None
    assert unmet().guard == name


PROBLEMS = {migrating.NOWHERE.format(version=2): (None, True, False), migrating.SIGNED: ("there", False, False), migrating.COVERED: ("there", True, True)}
FREE = ({"case": {"id": "c", "number": "N", "state": "here"}}, SimpleNamespace(version=2))


@pytest.mark.parametrize("problem", [None, *PROBLEMS])
def test_what_keeps_a_case_from_another_version_is_seen_to_keep_it_and_to_let_it_go(problem: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    dest, keeps, covered = PROBLEMS.get(problem, ("there", True, False))  # type: ignore[arg-type]
    monkeypatch.setattr(migrating, "message", lambda *_of: {"dest": dest})
    way = SimpleNamespace(places={"here": dest}, dest=FREE[1], keeps_signatures=lambda _facts, _dest: keeps)
    found = migrating.planned(SimpleNamespace(), way, FREE[0], covered)  # type: ignore[arg-type]
    assert (found.problem, bool(found.message)) == (problem, problem is None)
