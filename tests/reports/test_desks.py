"""Days at each desk: charged to whoever holds the ball, by stage; while an obstacle stands, to whoever can clear it."""

import datetime

from sqlalchemy import text

from gulir.acting import as_acting
from gulir.cases.desktime import charged as charged_here
from gulir.cases.queries import names_in_history
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


SCATTER = (  # days that lie apart, one act before the one before it, and some of unknown day
    "update event set act_date = date '2014-03-01' + 3 * seq where tenant_id = :t",
    "update event set act_date = date '2014-03-05' where tenant_id = :t and seq = 6",
    "update event set act_date = null, act_precision = 'unknown' where tenant_id = :t and seq in (1, 4, 7)",
)


def test_the_page_of_a_case_charges_as_the_report_does(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="other_side")
    with stage.superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        for statement in SCATTER:
            connection.execute(text(statement), {"t": stage.city.id})
    seen = case.look()
    assert seen.case["seq"] > 7
    with as_acting(stage.who("programme_manager")):
        names = names_in_history(stage.city.id, case.id)
    lines = [(datetime.date.fromisoformat(act["date"]) if act["date"] else None, names[act["seq"]].ball) for act in seen.facts["acts"]]
    for later in (0, 9, -5000):
        told: dict[str, int] = {}
        for (_state, holder), days in charged(stage, later).items():
            told[holder] = told.get(holder, 0) + days
        here = charged_here(lines, TODAY + datetime.timedelta(days=later), seen.calendar)
        assert {desk.holder: desk.days for desk in here} == told
    assert len(charged_here(lines, TODAY, seen.calendar)) > 3
