"""Four eyes with people who stand in: neither of two checks what the other did for them, and nobody signs for two."""

import pytest

from tests.door.standing import ALL, FOR, MANAGER, OTHER, Standing
from tests.door.straight import Straight, draw_up
from tests.walk import journeys
from tests.walk.ground import Case, Stage

HANDS = (MANAGER, OTHER, FOR)
EYES = {MANAGER: {MANAGER}, OTHER: {OTHER}, FOR: {MANAGER, OTHER}}


def reopened(stage: Stage, by: str) -> Case:
    """A case that somebody of UPC reopened, which they may not find complete."""
    case = journeys.to_verified(stage.open())
    case.take("dinsos_officer", "refuse", curable="yes")
    case.take(by, "reopen")
    return case


@pytest.mark.parametrize("first", HANDS)
@pytest.mark.parametrize("second", HANDS)
def test_maker_and_checker(standing: Standing, door: Straight, stage: Stage, first: str, second: str) -> None:
    """The two of them, and the one for the other: only two whole people are two."""
    standing.both(MANAGER, OTHER, *ALL)
    case = reopened(stage, first)
    message = draw_up(case, second, "confirm_complete")[1]
    expected = "done" if not EYES[first] & EYES[second] else "four eyes"
    assert door.outcome("take", stage.who(second), case, message) == expected
    if expected == "four eyes":
        option = case.look(second).option("confirm_complete")
        assert option
        assert [one.guard for one in option.stops] == ["four_eyes"]


def test_who_stood_in_does_not_sign_again_for_themselves(standing: Standing, door: Straight, stage: Stage) -> None:
    """One for UPC in the absent one's name, then the Dinsos's recorded by either of them with themselves as decider."""
    standing.both(MANAGER, OTHER, *ALL)
    case = journeys.to_complete(stage.open())
    case.take(FOR, "verify", "upc")
    officer = f"p:{stage.person('dinsos_officer').id}"
    for who in HANDS:
        function, message = draw_up(case, who, "verify", "dinsos_city", decider=officer)
        assert door.outcome(function, stage.who(who), case, message) == "four eyes", who
    case.take("dinsos_officer", "verify", "dinsos_city")
    assert case.state == "verified"


def test_the_absent_one_signed_and_the_deputy_records_for_them(standing: Standing, door: Straight, stage: Stage) -> None:
    standing.both(MANAGER, OTHER, *ALL)
    case = journeys.to_complete(stage.open())
    case.take(MANAGER, "verify", "upc")
    officer = f"p:{stage.person('dinsos_officer').id}"
    function, message = draw_up(case, FOR, "verify", "dinsos_city", decider=officer)
    assert door.outcome(function, stage.who(FOR), case, message) == "four eyes"
    function, message = draw_up(case, OTHER, "verify", "dinsos_city", decider=officer)
    assert door.outcome(function, stage.who(OTHER), case, message) == "done", "in their own name they are somebody else"


def test_nothing_is_recorded_as_decided_by_the_one_who_is_stood_in_for(standing: Standing, door: Straight, stage: Stage) -> None:
    standing.both(MANAGER, OTHER, *ALL)
    case = journeys.to_verified(stage.open())
    _function, message = draw_up(case, FOR, "recommend")
    assert door.outcome("take", stage.who(FOR), case, message | {"decider": f"p:{stage.person(MANAGER).id}"}) == "decider"
