"""A bad workflow does not load, and the refusal names its file and the step or state at fault."""

from dataclasses import replace
from typing import Any

import pytest

from gulir.engine import RulebookError, WorkflowError, Workflows
from gulir.engine.asks import text
from gulir.engine.guards import Guard
from gulir.engine.loader import validate
from gulir.engine.parties import Party, Role
from gulir.engine.slots import Slot, all_of, any_of
from gulir.engine.switches import by_rule, when
from gulir.engine.text import _
from gulir.engine.verdicts import met
from gulir.engine.vocabulary import START, Check, State, Step, final, resting
from gulir.engine.workflow import Workflow
from tests.engine.small import AGREE, CITY, OPEN, SEE, SMALL, STATES, STEPS, UPC, rulebook, with_steps

PM = (Role.PROGRAMME_MANAGER,)


def step(name: str = "extra", source: Any = "seen", dest: Any = "done", **more: Any) -> Step:
    given: dict[str, Any] = {"label": _("Extra"), "by": PM} | more
    return Step(name, source, dest, **given)


LOST = State("lost", _("Lost"), ball=(Party.UPC,))
GUARD = Guard("fine", lambda facts, rulebook: met(_("Fine")))
BAD: dict[str, tuple[Workflow, str, str]] = {
    "unreachable state": (with_steps(*STEPS, states=(*STATES, LOST)), "state lost", "cannot be reached"),
    "no way out": (with_steps(*STEPS, step(dest="lost"), states=(*STATES, LOST)), "state lost", "has no way out and is not final"),
    "final with a way out": (with_steps(*STEPS, step(source="done", dest="filed")), "state done", "is final, yet leads to filed"),
    "duplicate state": (with_steps(*STEPS, states=(*STATES, STATES[0])), "state filed", "is declared twice"),
    "duplicate step": (with_steps(*STEPS, step("see", "filed")), "step see", "is declared twice from filed"),
    "a universal step again": (with_steps(*STEPS, step("note", "filed")), "step note", "is declared twice from filed"),
    "unknown source": (with_steps(*STEPS, step(source="nowhere")), "step extra", "leads on from 'nowhere'"),
    "unknown destination": (with_steps(*STEPS, step(dest="nowhere")), "step extra", "leads to 'nowhere'"),
    "empty destination": (with_steps(*STEPS, step(dest="")), "step extra", "leads to ''"),
    "no source": (with_steps(*STEPS, step(source=())), "step extra", "has no source"),
    "no label": (with_steps(*STEPS, step(label=None)), "step extra", "has no label"),
    "unknown role": (with_steps(*STEPS, step(by=("king",))), "step extra", "knows no role 'king'"),
    "unknown recorder": (with_steps(*STEPS, step(records=("king",))), "step extra", "knows no role 'king'"),
    "unknown party told": (with_steps(*STEPS, step(tells=("moon",))), "step extra", "knows no party 'moon'"),
    "unknown earlier step": (with_steps(*STEPS, step(not_by=("dream",))), "step extra", "not_by names 'dream'"),
    "field asked twice": (with_steps(*STEPS, step(asks=(text("a", _("A")), text("a", _("A"))))), "step extra", "asks for 'a' twice"),
    "unknown effect": (with_steps(*STEPS, step(effects=("magic",))), "step extra", "unknown effect 'magic'"),
    "unknown guard": (with_steps(*STEPS, step(needs=("saved_enough",))), "step extra", "knows no guard 'saved_enough'"),
    "unknown check": (with_steps(*STEPS, step(checks=("adds_up",))), "step extra", "knows no check 'adds_up'"),
    "guard twice": (with_steps(*STEPS, step(needs=(GUARD, GUARD))), "step extra", "needs fine twice"),
    "check of nothing": (with_steps(*STEPS, step(checks=(Check("c", "sum", lambda *_all: None),))), "step extra", "which is not asked"),
    "slot twice": (with_steps(*STEPS, step(by=(), signatures=all_of(UPC, UPC))), "step extra", "has the slot 'upc' twice"),
    "slot of nobody": (with_steps(*STEPS, step(by=(), signatures=all_of(Slot("x", Party.UPC, ())))), "step extra", "nobody may sign in slot 'x'"),
    "slot of no party": (with_steps(*STEPS, step(by=(), signatures=all_of(Slot("x", "moon", PM)))), "step extra", "knows no party 'moon'"),  # type: ignore[arg-type]
    "signatures not in clauses": (with_steps(*STEPS, step(by=(), signatures=any_of(UPC, CITY))), "step extra", "signatures are written all_of"),
    "open state without ball": (with_steps(*STEPS, step(dest="lost"), step("on", "lost"), states=(*STATES, State("lost", _("L")))),
        "state lost", "needs a ball"),
    "final state with ball": (with_steps(*STEPS, states=(*STATES[:2], replace(STATES[2], ball=(Party.UPC,)))), "state done", "is final and holds a ball"),
    "rest left but by reopening": (
        with_steps(*STEPS, step(dest="rest"), step("slip", "rest"), states=(*STATES, resting("rest", _("Rest")))), "step slip", "only reopen may"),
    "nothing opens": (with_steps(replace(SEE, not_by=()), AGREE), "step open", "no step opens a case"),
    "name with a dash": (with_steps(*STEPS, step("see-again")), "step 'see-again'", "a name has only small letters"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_definition_is_refused_by_file_and_place(what: str) -> None:
    workflow, place, problem = BAD[what]
    with pytest.raises(WorkflowError) as refused:
        validate(workflow)
    assert refused.value.file == "engine/small.py"
    assert refused.value.place == place
    assert problem in refused.value.problem
    assert str(refused.value).startswith(f"engine/small.py: {place}: ")


def test_a_step_without_decider_cannot_even_be_written() -> None:
    with pytest.raises(WorkflowError, match=r"engine/test_loader.py: step alone: nobody may take it"):
        Step("alone", "filed", "done", _("Alone"))


def test_a_step_has_a_decider_or_signatures_but_not_both() -> None:
    with pytest.raises(WorkflowError, match="has both"):
        Step("both", "filed", "done", _("Both"), by=PM, signatures=all_of(UPC))


def test_signatures_are_clauses_of_slots_only() -> None:
    with pytest.raises(WorkflowError, match="takes slots only"):
        any_of(all_of(UPC))  # type: ignore[arg-type]
    with pytest.raises(WorkflowError, match="takes slots and any_of only"):
        all_of("upc")  # type: ignore[arg-type]


def test_a_parameter_that_no_rulebook_sets_is_refused() -> None:
    switched = with_steps(*STEPS, step(switch=when("skip.allowed")))
    with pytest.raises(WorkflowError, match=r"step extra: reads 'skip.allowed', which no rulebook sets"):
        validate(switched, {"small": rulebook()})
    other = replace(rulebook(), workflows=("kube",))
    with pytest.raises(WorkflowError, match=r"step see: reads 'amount.min'"):
        validate(SMALL, {"small": other})


def test_a_rulebook_that_moves_the_ball_to_no_party_is_refused() -> None:
    ball = by_rule("payer", {"ministry": Party.MINISTRY}, otherwise=Party.MINISTRY)
    states = (replace(STATES[0], ball=(ball,)), *STATES[1:])
    book = rulebook(values={"amount.min": 1, "payer": "moon"})
    with pytest.raises(WorkflowError, match="sets payer to 'moon'"):
        validate(with_steps(*STEPS, states=states), {"small": book})


def test_a_parameter_that_no_workflow_reads_is_refused() -> None:
    with pytest.raises(RulebookError, match=r"small.toml: clause 1.1: sets amount.minn"):
        Workflows([SMALL], {"small": rulebook(values={"amount.min": 1, "amount.minn": 2})})


def test_the_same_version_twice_is_refused() -> None:
    with pytest.raises(WorkflowError, match="version 1 is declared twice"):
        Workflows([SMALL, SMALL], {"small": rulebook()})


def test_versions_coexist_and_the_newest_is_current() -> None:
    newer = replace(SMALL, version=2)
    house = Workflows([SMALL, newer], {"small": rulebook()})
    assert house.get("small", 1) is SMALL
    assert house.current("small") is newer
    with pytest.raises(KeyError):
        house.current("unknown")


def test_the_digest_follows_authority_and_not_wording() -> None:
    assert replace(SMALL, label=_("Other words")).digest == SMALL.digest
    assert with_steps(OPEN, replace(SEE, label=_("Look")), AGREE).digest == SMALL.digest
    assert with_steps(OPEN, replace(SEE, by=(Role.SECRETARIAT,)), AGREE).digest != SMALL.digest
    assert with_steps(OPEN, replace(SEE, needs=()), AGREE).digest != SMALL.digest


def test_a_resting_state_that_only_reopens_is_fine() -> None:
    validate(with_steps(*STEPS, step(dest="rest"), step("reopen", "rest", "filed"), states=(*STATES, resting("rest", _("Rest")))))
    validate(with_steps(*STEPS, step("end", "filed", "gone"), states=(*STATES, final("gone", _("Gone")))))
    assert START == "-"


def test_days_are_of_the_calendar_or_working_days_and_nothing_else() -> None:
    counted = {"amount.min": 1, "amount.min_are": "calendar"}
    assert Workflows([SMALL], {"small": rulebook(values=counted)}).rulebooks["small"].counts_every_day("amount.min")
    with pytest.raises(RulebookError, match=r"small.toml: clause 1.1: amount.min_are is 'calendar'"):
        Workflows([SMALL], {"small": rulebook(values=counted | {"amount.min_are": "calender"})})
