"""Days at each desk: charged to whoever holds the ball, by stage; while an obstacle stands, to whoever can clear it."""

import datetime

from gulir.acting import as_acting
from gulir.reports import Report, report
from tests.walk import journeys
from tests.walk.advocates import Office
from tests.walk.ground import Stage

TODAY = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)


def counted(stage: Stage, later: int = 0, who: str = "programme_manager") -> Report:
    with as_acting(stage.who(who)):
        return report("desks", TODAY + datetime.timedelta(days=later), [stage.city.id])


def charged(stage: Stage, later: int = 0) -> dict[tuple[str, str], int]:
    return {(row["state"], row["holder"]): row["days"] for row in counted(stage, later).rows}


def test_time_is_charged_to_whoever_holds_the_ball_and_to_nobody_else(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    here = case.look().case
    before, after = charged(stage), charged(stage, 10)
    grown = {desk: after[desk] - before[desk] for desk in after if after[desk] != before[desk]}
    assert grown == {(here["state"], holder): 10 for holder in here["ball"]}
    assert [row["here"] for row in counted(stage).rows if row["state"] == here["state"]] == [1] * len(here["ball"])


def test_an_obstacle_s_time_is_charged_to_whoever_can_clear_it(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="other_side", note="Tanah sengketa")
    state = case.look().case["state"]
    assert charged(stage, 7)[state, "other_side"] - charged(stage)[state, "other_side"] == 7


def test_a_case_that_ended_is_charged_to_nobody_any_more(stage: Stage) -> None:
    case = journeys.to_proposed(stage.open())
    case.take("organiser", "withdraw")
    assert charged(stage, 30) == charged(stage)
    assert all(row["here"] == 0 for row in counted(stage).rows)


def test_advocacy_and_other_cities_are_in_nobody_s_figures(stage: Stage) -> None:
    Office(stage).at("acting")
    for who in ("organiser", "programme_manager", "dinsos_officer"):
        assert counted(stage, 30, who).rows == ()
    journeys.to_verified(stage.open())
    with as_acting(stage.of(stage.cast.rini)):
        assert report("desks", TODAY, [stage.city.id]).rows == ()
