"""Reports of cases that live today: known dates give ages, states give holders, obstacles give reasons; each sees their own cities only."""

import datetime

import pytest
from sqlalchemy import text

from gulir.acting import NobodyActing, as_acting
from gulir.reports import Report, report
from tests.walk import journeys
from tests.walk.ground import Stage

TODAY = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)  # the cities are ahead of UTC
YESTERDAY = TODAY - datetime.timedelta(days=3)


def counted(stage: Stage, name: str, as_of: datetime.date = TODAY, who: str = "programme_manager", cities: list[int] | None = None) -> Report:
    with as_acting(stage.who(who)):
        return report(name, as_of, cities or [stage.city.id])


def test_a_proposal_that_waits_has_an_age_and_a_holder(stage: Stage):
    journeys.to_verified(stage.open())
    (row,) = counted(stage, "unrealised").rows
    assert (row["city"], row["groups"], row["funds"]) == (stage.city.name, 1, 20_000_000)
    assert row["age_days"] in (0, 1)
    assert (row["holder"], row["reason"], row["by_subtraction"]) == ("dinsos_city", None, False)
    assert counted(stage, "unrealised", TODAY + datetime.timedelta(days=30)).rows[0]["age_days"] == row["age_days"] + 30


def test_before_it_was_proposed_it_is_nowhere(stage: Stage):
    journeys.to_verified(stage.open())
    assert counted(stage, "unrealised", YESTERDAY).rows == ()


def test_an_amount_that_nobody_gave_is_unknown_and_in_no_total(stage: Stage):
    case = journeys.to_proposed(stage.open())
    forget = text("update cases set amount = null where id = :case")
    with stage.superuser.begin() as connection:
        connection.execute(forget, {"case": case.id})
    found = counted(stage, "unrealised")
    assert (found.rows[0]["groups"], found.rows[0]["funds"], found.total) == (1, None, {"groups": 1, "funds": 0})


def test_a_payment_whose_amount_no_record_tells_is_unknown_and_in_no_total(stage: Stage):
    case = journeys.to_ready(stage.open())
    journeys.pay(case, 20_000_000)
    with stage.superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(text("update event set body = '{}' where case_id = :case and step = 'disburse'"), {"case": case.id})
    found = counted(stage, "tabulation")
    assert (found.rows[0]["groups"], found.rows[0]["funds"], found.total) == (1, None, {"groups": 1, "funds": 0})


def test_an_obstacle_gives_reason_and_holder_until_it_is_cleared(stage: Stage):
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_province", note="Tanah sengketa")
    (row,) = counted(stage, "unrealised").rows
    assert (row["reason"], row["settled"], row["holder"], row["note"]) == ("STATUS_TANAH", False, "dinsos_province", "Tanah sengketa")
    case.take("programme_manager2", "unblock", blocker=case.look().facts["marks"][0]["id"])
    (row,) = counted(stage, "unrealised").rows
    assert (row["reason"], row["settled"], row["holder"]) == ("STATUS_TANAH", True, "dinsos_city")


def test_the_first_tranche_moves_a_group_from_one_report_to_the_other(stage: Stage):
    case = journeys.to_ready(stage.open())
    assert counted(stage, "tabulation").rows == ()
    journeys.pay(case, 12_000_000)
    assert counted(stage, "unrealised").rows == ()
    assert counted(stage, "tabulation").total == {"groups": 1, "funds": 12_000_000}
    journeys.pay(case, 8_000_000)
    (row,) = counted(stage, "tabulation").rows
    assert (row["groups"], row["funds"]) == (1, 20_000_000)
    assert [one["precision"] for one in row["disbursed"]] == ["day"]


def test_invented_members_are_never_counted_and_known_ones_are(stage: Stage):
    case = journeys.to_ready(stage.open())
    journeys.pay(case, 20_000_000)
    assert counted(stage, "tabulation").rows[0]["members"] is None
    with stage.superuser.begin() as connection:
        connection.execute(text("update member set invented = false where group_id = :group"), {"group": stage.city.groups[0]})
    assert counted(stage, "tabulation").rows[0]["members"] == 5


def test_what_was_withdrawn_is_not_waiting(stage: Stage):
    journeys.to_proposed(stage.open()).take("organiser", "withdraw")
    assert counted(stage, "unrealised").rows == ()


def test_another_city_is_counted_by_nobody_who_does_not_see_it(stage: Stage):
    journeys.to_verified(stage.open())
    with as_acting(stage.of(stage.cast.rini)):
        assert report("unrealised", TODAY, [stage.city.id]).rows == ()
        assert report("tabulation", TODAY, [stage.city.id]).rows == ()


def test_with_nobody_acting_nothing_is_counted(context):
    with pytest.raises(NobodyActing):
        report("tabulation", TODAY, [1])
