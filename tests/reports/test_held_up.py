"""Money held up by cause: an obstacle counts from its day until it is cleared, whatever kind of case it holds up, once a case."""

import datetime

from gulir.acting import as_acting
from gulir.reports import Report, report
from tests.walk import journeys
from tests.walk.advocates import Office
from tests.walk.ground import Stage
from tests.walk.houses import Grants

TODAY = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)


def counted(stage: Stage, as_of: datetime.date = TODAY, who: str = "programme_manager") -> Report:
    with as_acting(stage.who(who)):
        return report("held-up", as_of, [stage.city.id])


def test_an_obstacle_holds_money_up_until_it_is_cleared(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    assert counted(stage).rows == ()
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city", note="Tanah sengketa")
    (row,) = counted(stage).rows
    assert (row["cause"], row["cases"], row["funds"], row["holder"], row["note"]) == ("STATUS_TANAH", 1, 20_000_000, "dinsos_city", "Tanah sengketa")
    assert counted(stage, TODAY - datetime.timedelta(days=30)).rows == ()
    case.take("programme_manager2", "unblock", blocker=case.look().facts["marks"][0]["id"])
    assert counted(stage).rows == ()


def test_a_case_with_two_obstacles_counts_once_under_the_first(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    for code in ("KRITERIA_PENERIMA", "STATUS_TANAH"):
        case.take("programme_manager", "block", code=code, resolver="dinsos_city")
    assert [row["cause"] for row in counted(stage).rows] == ["KRITERIA_PENERIMA"]
    assert counted(stage).total == {"cases": 1, "funds": 20_000_000}
    first = next(mark["id"] for mark in case.look().facts["marks"] if mark["code"] == "KRITERIA_PENERIMA")
    case.take("programme_manager2", "unblock", blocker=first)
    assert [row["cause"] for row in counted(stage).rows] == ["STATUS_TANAH"]


def test_a_case_that_ended_is_not_held_up(stage: Stage) -> None:
    case = journeys.to_proposed(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    case.take("organiser", "withdraw")
    assert counted(stage).rows == ()


def test_another_city_is_counted_by_nobody_who_does_not_see_it(stage: Stage) -> None:
    journeys.to_verified(stage.open()).take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    with as_acting(stage.of(stage.cast.rini)):
        assert report("held-up", TODAY, [stage.city.id]).rows == ()


def test_a_house_whose_grant_is_held_up_too_is_not_counted_again(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    house = grants.house(grant)
    house.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    assert [(row["cause"], row["cases"]) for row in counted(stage).rows] == [("STATUS_TANAH", 1)]
    grant.take("programme_manager", "block", code="KRITERIA_PENERIMA", resolver="dinsos_city")
    assert [(row["cause"], row["cases"], row["funds"]) for row in counted(stage).rows] == [("KRITERIA_PENERIMA", 1, 10_000_000)]


def test_a_case_of_advocacy_is_never_counted_whoever_asks(stage: Stage) -> None:
    case = Office(stage).at("acting")
    case.take("organiser", "block", code="PROOF_MISSING", resolver="network")
    assert case.look("organiser").case["blocked"] == 1
    for who in ("organiser", "programme_manager", "dinsos_officer"):
        assert counted(stage, who=who).rows == ()
