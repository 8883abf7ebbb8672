"""Where a case arrives: who holds the ball, whose work list shows it, and for how long."""

from dataclasses import replace
from typing import Any

from gulir.engine import arrival
from tests.engine.small import SMALL, STEPS, rulebook, small_facts, with_steps

BOOK = rulebook(values={"amount.min": 5, "look.days": 7})


def blocked_by(resolver: str) -> dict[str, Any]:
    return small_facts(marks=[{"id": "b", "kind": "blocker", "code": "C", "resolver": resolver, "cured": False}])


def test_deciders_and_recorders_find_it_on_their_list() -> None:
    assert arrival(SMALL, "filed", BOOK, small_facts()).turns == ["programme_manager", "secretariat"]


def test_a_deadline_is_a_parameter_of_the_rulebook() -> None:
    states = (replace(SMALL.states[0], within="look.days"), *SMALL.states[1:])
    workflow = with_steps(*STEPS, states=states)
    assert arrival(workflow, "filed", BOOK, small_facts()).within == 7
    assert arrival(workflow, "filed", rulebook(), small_facts()).within is None


def test_a_blocked_case_lies_with_its_resolver() -> None:
    here = arrival(SMALL, "filed", BOOK, blocked_by("dinsos_city"))
    assert (here.ball, here.turns, here.within) == (["dinsos_city"], ["dinsos_officer", "programme_manager", "secretariat"], None)


def test_a_resolver_who_never_signs_in_leaves_it_to_those_who_record() -> None:
    assert arrival(SMALL, "filed", BOOK, blocked_by("other_side")).turns == ["programme_manager", "secretariat"]
    assert "organiser" in arrival(SMALL, "filed", BOOK, blocked_by("residents")).turns


def test_nobody_holds_what_is_final() -> None:
    here = arrival(SMALL, "done", BOOK, blocked_by("upc"))
    assert (here.ball, here.turns, here.within) == ([], [], None)
