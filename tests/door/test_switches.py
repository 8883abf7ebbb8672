"""What a case's own rulebook switches off is shut at the door too, and whoever checks signs last, whatever a message says."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


def answered(door: Straight, function: str, case: Case, who: str, message: dict[str, Any], **changed: Any) -> str:
    """The door's word; whatever is not done changed nothing. The decider is whoever sends it."""
    before = stored(case)
    outcome = door.outcome(function, case.stage.who(who), case, message | {"decider": f"p:{case.stage.person(who).id}"} | changed)
    assert (stored(case) == before) is (outcome != "done")
    return outcome


@pytest.mark.parametrize(("decides", "outcome"), [(True, "done"), (False, "undeclared")])
def test_a_city_decides_only_under_a_rulebook_that_lets_it(door: Straight, stage: Stage, decides: bool, outcome: str) -> None:
    case = journeys.to_verified(stage.open(book=stage.book(city_decides=decides)))
    function, message = draw_up(case, "dinsos_officer", "decide_city")
    assert answered(door, function, case, "dinsos_officer", message) == outcome


@pytest.mark.parametrize("step", ["refuse", "return_for_correction"])
@pytest.mark.parametrize(("role", "outcome"), [("recommends", "done"), ("decides", "done"), ("takes_note", "undeclared")])
def test_a_province_that_only_takes_note_neither_refuses_nor_returns(door: Straight, stage: Stage, role: str, outcome: str, step: str) -> None:
    case = journeys.to_verified(stage.open(book=stage.book(province_role=role)))
    case.take("dinsos_officer", "recommend")
    function, message = draw_up(case, "province_officer", step)
    assert answered(door, function, case, "province_officer", message) == outcome


def test_what_a_rulebook_does_not_speak_of_is_shut(door: Straight, stage: Stage) -> None:
    case = journeys.to_verified(stage.open(book=stage.book(city_decides=True)))
    function, message = draw_up(case, "dinsos_officer", "decide_city")
    with stage.superuser.begin() as connection:
        other = connection.execute(text("select hash from rulebook where slug = 'rtlh-2014' limit 1")).scalar_one()
        connection.execute(text("update cases set rulebook = :other where id = :case"), {"other": other, "case": case.id})
    assert answered(door, function, case, "dinsos_officer", message) == "undeclared"


@pytest.mark.parametrize(("payer", "outcome"), [("dinsos_city", "done"), ("ministry", "undeclared"), ("dinsos_province", "undeclared")])
def test_only_the_payer_of_the_rulebook_makes_a_payment(door: Straight, stage: Stage, payer: str, outcome: str) -> None:
    case = journeys.to_ready(stage.open(book=stage.book(payer=payer)))
    who, slot = {"dinsos_city": ("dinsos_officer", "maker_city"), "ministry": ("ministry_officer", "maker_ministry")}.get(
        payer, ("province_officer", "maker_province")
    )
    function, message = draw_up(case, who, "disburse", slot, amount=20_000_000)
    assert answered(door, function, case, "dinsos_officer", message, slot="maker_city") == outcome


def test_a_checker_does_not_sign_before_the_maker(door: Straight, stage: Stage) -> None:
    case = journeys.to_ready(stage.open())
    function, message = draw_up(case, "ministry_officer", "disburse", "maker_ministry", amount=20_000_000)
    assert answered(door, function, case, "treasurer", message, slot="checker") == "early"
    assert answered(door, function, case, "ministry_officer", message) == "done"


def test_a_checker_of_other_facts_does_not_sign_over_the_maker(door: Straight, stage: Stage) -> None:
    """Another digest would void the maker's signature, and then the checker would be first."""
    case = journeys.to_ready(stage.open())
    case.take("ministry_officer", "disburse", "maker_ministry", amount=20_000_000)
    function, message = draw_up(case, "treasurer", "disburse", "checker")
    assert answered(door, function, case, "treasurer", message, digest="ab" * 32) == "early"
    assert [one["slot"] for one in case.look().facts["signatures"]] == ["maker_ministry"]
    assert answered(door, function, case, "treasurer", message) == "done"
    assert case.state == "disbursed"
