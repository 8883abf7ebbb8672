"""A group has one application of a kind at a time: another one stops the founding, also when it is opened between look and act."""

import pytest

from gulir.cases.outcomes import Unmet
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Stage


def test_neither_of_two_open_applications_goes_on_until_one_is_withdrawn(stage: Stage) -> None:
    first, second = stage.open(), stage.open()
    for case in (first, second):
        with pytest.raises(Unmet) as refused:
            journeys.to_formed(case)
        assert [verdict.guard for verdict in refused.value.verdicts] == ["nobody_twice"]
    second.take("organiser", "withdraw")
    first.take("organiser", "form")
    assert first.state == "formed"


def test_an_application_opened_between_look_and_act_refuses_the_act(door: Straight, stage: Stage) -> None:
    case = stage.open()
    case.file(*journeys.PAPERS)
    _function, message = draw_up(case, "organiser", "form")
    stage.open()
    before = stored(case)
    assert door.outcome("take", case.stage.who("organiser"), case, message) == "papers changed"
    assert stored(case) == before


def test_an_application_of_the_same_group_voids_no_signature(stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    case.take("programme_manager", "verify", "upc")
    stage.open()
    case.take("dinsos_officer", "verify", "dinsos_city")
    assert case.state == "verified"
