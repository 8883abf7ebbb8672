"""The machine is a rule book: it says where a step leads, refuses with every reason, and is asked from many threads at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gulir.engine import GuardsUnmet, RuleMachine, StepNotOpen
from gulir.engine.text import _
from gulir.engine.vocabulary import Fork, Step
from tests.engine.small import AGREE, OPEN, SEE, SKIP, SMALL, rulebook, small_facts, with_steps

BOOK = rulebook()
MACHINE = RuleMachine(SMALL)


def test_a_step_leads_where_it_is_declared_to() -> None:
    moved = MACHINE.move("see", "filed", small_facts(), BOOK)
    assert moved.dest == "seen"
    assert {verdict.guard for verdict in moved.verdicts} == {"amount_large_enough", "no_open_blocker", "no_open_contest"}


def test_a_step_that_does_not_lead_on_from_here_is_not_open() -> None:
    for step, state in (("see", "seen"), ("see", "done"), ("dance", "filed"), ("note", "done")):
        with pytest.raises(StepNotOpen):
            MACHINE.move(step, state, small_facts(), BOOK)


def test_a_refusal_bears_every_reason() -> None:
    facts = small_facts(marks=[{"id": "b", "kind": "blocker", "code": "C", "cured": False}])
    facts["case"]["amount"] = 1
    with pytest.raises(GuardsUnmet, match="Too little; The case is blocked: C") as refused:
        MACHINE.move("see", "filed", facts, BOOK)
    assert [verdict.guard for verdict in refused.value.verdicts] == ["amount_large_enough", "no_open_blocker"]


def test_a_switched_off_step_is_not_open() -> None:
    machine = RuleMachine(with_steps(OPEN, SEE, AGREE, SKIP))
    with pytest.raises(StepNotOpen):
        machine.move("skip", "filed", small_facts(), BOOK)
    assert machine.move("skip", "filed", small_facts(), rulebook(values={"amount.min": 1, "skip.allowed": True})).dest == "done"


def test_facts_and_answers_decide_a_fork() -> None:
    fork = Fork(lambda facts, answers: answers["sum"] >= 10, "done", "seen")
    machine = RuleMachine(with_steps(OPEN, SEE, AGREE, Step("pay", "seen", fork, _("Pay"), by=SEE.by)))
    assert machine.move("pay", "seen", small_facts("seen"), BOOK, {"sum": 10}).dest == "done"
    assert machine.move("pay", "seen", small_facts("seen"), BOOK, {"sum": 9}).dest == "seen"


def test_threads_do_not_disturb_each_other() -> None:
    def ask(number: int) -> str:
        facts = small_facts()
        facts["case"]["amount"] = number % 10
        try:
            return MACHINE.move("see", "filed", facts, BOOK).dest
        except GuardsUnmet:
            return "refused"

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(ask, range(2000)))
    assert found == ["seen" if number % 10 >= 5 else "refused" for number in range(2000)]


def test_the_machine_has_no_model_and_makes_no_steps_of_its_own() -> None:
    assert MACHINE.machine.models == []
    assert not [name for name in MACHINE.machine.events if name.startswith("to_")]
