"""What is stuck and why: with whom, for which reason, once a case; past days as they were; nothing of anybody else's."""

import datetime
import json
from zoneinfo import ZoneInfo

import time_machine
from flask import Flask
from sqlalchemy import Engine, text

from gulir.acting import as_acting
from gulir.commands.report import report_
from gulir.reports import Report, report
from gulir.reports.stuck import Stuck, stuck_cases
from tests.walk import journeys
from tests.walk.advocates import Office
from tests.walk.ground import Stage
from tests.walk.houses import Grants

TODAY = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)  # the cities are ahead of UTC
LONG = TODAY + datetime.timedelta(days=60)  # past every term of a case that moved today


def counted(stage: Stage, as_of: datetime.date = LONG, who: str = "programme_manager", name: str = "stuck") -> Report:
    with as_acting(stage.who(who)):
        return report(name, as_of, [stage.city.id])


def listed(stage: Stage, as_of: datetime.date = LONG) -> list[Stuck]:
    with as_acting(stage.who("programme_manager")):
        return stuck_cases([stage.city.id], as_of)


def test_a_case_within_its_time_is_not_stuck_and_past_it_lies_with_who_holds_it(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    due = case.look().case["due"]
    assert due
    assert counted(stage, TODAY).rows == ()
    (row,) = counted(stage).rows
    assert (row["holder"], row["kind"], row["cases"], row["funds"], row["numbers"]) == ("dinsos_city", "overdue", 1, 20_000_000, [case.number])
    assert row["age_days"] in (59, 60, 61)
    assert 0 < row["late_days"] < (LONG - datetime.date.fromisoformat(due)).days


def test_a_terminal_says_it_as_json_on_the_city_s_own_day(context: Flask, stage: Stage, superuser: Engine) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_province")
    with superuser.begin() as connection:
        moment = connection.execute(text("update tenant set zone = 'Asia/Jayapura' where id = :id returning now()"), {"id": stage.city.id}).scalar_one()
    with time_machine.travel(moment - datetime.timedelta(days=3)):
        said = context.test_cli_runner().invoke(report_, ["stuck", "--city", stage.city.slug, "--format", "json"])
    found = json.loads(said.output)
    assert found["as_of"] == moment.astimezone(ZoneInfo("Asia/Jayapura")).date().isoformat()
    (row,) = found["rows"]
    assert (row["holder"], row["reason"], row["funds"], row["numbers"]) == ("dinsos_province", "STATUS_TANAH", 20_000_000, [case.number])
    assert row["age_days"] in (0, 1)


def test_an_obstacle_is_the_reason_and_who_can_resolve_it_the_holder(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_province")
    (row,) = counted(stage, TODAY).rows
    assert (row["holder"], row["kind"], row["reason"], row["late_days"]) == ("dinsos_province", "blocker", "STATUS_TANAH", None)


def test_a_step_that_one_side_signed_waits_for_the_other(stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    case.take("programme_manager", "verify", "upc")
    (row,) = counted(stage).rows
    assert (row["kind"], row["reason"], row["holder"]) == ("signature", "verify", "dinsos_city")


def test_a_condition_that_is_not_met_is_named_with_its_door(stage: Stage) -> None:
    case = journeys.to_proposed(stage.open())
    with stage.superuser.begin() as connection:
        connection.execute(text("update document set present = false where case_id = :case and kind <> 'proposal'"), {"case": case.id})
        connection.execute(text("update cases set facts = facts + 1 where id = :case"), {"case": case.id})
    (one,) = listed(stage)
    assert one.hitch.kind == "condition"
    assert one.hitch.code == "confirm_complete"
    assert one.hitch.why is not None
    assert one.hitch.holders


def test_a_case_without_a_day_is_stuck_after_the_platforms_own_days(stage: Stage) -> None:
    stage.open()
    assert counted(stage, TODAY + datetime.timedelta(days=27)).rows == ()
    assert counted(stage, TODAY + datetime.timedelta(days=31)).total["cases"] == 1


def test_the_past_is_told_as_it_was(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    assert counted(stage, TODAY - datetime.timedelta(days=40)).rows == ()
    case.take("dinsos_officer", "recommend")
    (row,) = counted(stage).rows
    assert row["holder"] == "dinsos_province"


def test_what_holds_money_up_is_the_same_in_both_reports(stage: Stage) -> None:
    first, second = journeys.to_verified(stage.open()), journeys.to_proposed(stage.open(1, amount=7_000_000))
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    for one in (first, grant, grants.house(grant)):
        one.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    second.take("programme_manager", "block", code="KRITERIA_PENERIMA", resolver="dinsos_city")
    rows = [row for row in counted(stage).rows if row["kind"] == "blocker"]
    held = counted(stage, name="held-up")
    assert {row["reason"]: (row["cases"], row["funds"]) for row in rows} == {row["cause"]: (row["cases"], row["funds"]) for row in held.rows}
    assert sum(row["funds"] for row in rows) == held.total["funds"] == 37_000_000


def test_what_was_proposed_long_ago_and_has_no_money_is_the_same_in_both_reports(stage: Stage) -> None:
    for case in (journeys.to_verified(stage.open()), journeys.to_forwarded(stage.open(1, amount=7_000_000))):
        assert case.look().case["blocked"] == 0
    assert counted(stage).total["funds"] == counted(stage, name="unrealised").total["funds"] == 27_000_000


def test_a_house_of_a_stuck_grant_counts_with_it(stage: Stage) -> None:
    grants = Grants(stage)
    house = grants.house(grants.open("rtlh", 10_000_000))
    assert counted(stage).total == {"cases": 1, "funds": 10_000_000}
    house.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    assert [row["kind"] for row in counted(stage, TODAY).rows] == ["blocker"]


def test_money_that_came_does_not_wait_and_a_fund_that_lives_is_not_stuck(stage: Stage) -> None:
    case = journeys.to_reported(stage.open())
    assert counted(stage).total == {"cases": 1, "funds": 0}
    case.take("dinsos_officer", "accept_lpj", "dinsos_city")
    case.take("programme_manager", "accept_lpj", "upc")
    assert case.state == "revolving"
    assert counted(stage, TODAY + datetime.timedelta(days=400)).rows == ()


def test_an_obstacle_that_is_settled_is_told_of_until_something_moves(stage: Stage) -> None:
    case = stage.open()
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    case.take("programme_manager2", "unblock", blocker=case.look().facts["marks"][0]["id"])
    assert counted(stage, TODAY).rows == ()
    (row,) = counted(stage).rows
    assert row["kind"] in ("settled", "condition")


def test_what_ended_is_not_stuck(stage: Stage) -> None:
    case = journeys.to_proposed(stage.open())
    case.take("organiser", "withdraw")
    assert counted(stage).rows == ()


def test_nobody_finds_a_trace_of_advocacy_nor_of_another_city(stage: Stage) -> None:
    Office(stage).at("acting").take("organiser", "block", code="PROOF_MISSING", resolver="network")
    for who in ("dinsos_officer", "programme_manager", "organiser"):
        assert counted(stage, who=who).rows == ()
    journeys.to_verified(stage.open())
    with as_acting(stage.of(stage.cast.rini)):
        assert report("stuck", LONG, [stage.city.id]).rows == ()
