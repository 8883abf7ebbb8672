"""An RTLH grant and its houses on the real database: children open within it, move, and are read by it."""

import pytest

from gulir.cases.acts import Seen
from gulir.cases.outcomes import Invalid, PapersChanged, Unmet
from tests.walk.ground import Stage
from tests.walk.houses import Grants, report, to_building
from workflows.documents import RTLH


def test_a_grant_finishes_one_house_gives_one_up_and_ends(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 20_000_000)
    grant.file(*RTLH["form"])
    with pytest.raises(Unmet):
        grant.take("organiser", "form")
    one, two = grants.house(grant, "Rumah Satu"), grants.house(grant, "Rumah Dua")
    for house in (one, two):
        house.take("programme_manager", "find_eligible")
        house.take("organiser", "cost", cost=10_000_000, builder_paid="no")
    with pytest.raises(Unmet):
        one.take("organiser", "buy_materials")
    grant.take("organiser", "form")
    to_building(grant, "rtlh", 20_000_000)
    one.take("group_treasurer", "buy_materials", supplied_on="2014-04-01")
    with pytest.raises(Invalid):
        one.take("organiser", "reach_half", taken_on="2014-03-01")
    one.take("organiser", "reach_half", taken_on="2014-04-10")
    one.take("organiser", "finish", taken_on="2014-04-20", self_help=500_000, self_help_days=12)
    one.take("programme_manager", "confirm_completion")
    one.take("organiser", "move_in")
    with pytest.raises(Unmet):
        grant.take("group_chair", "submit_lpj", "chair", realised=20_000_000, remaining=0)
    two.take("organiser", "give_up")
    assert [child["state"] for child in grant.look().facts["children"]] == ["occupied", "given_up"]
    report(grant, 20_000_000)
    grant.take("programme_manager", "accept_lpj", "upc")
    grant.take("dinsos_officer", "accept_lpj", "dinsos_city")
    assert grant.state == "accepted"


def test_a_house_knows_its_grant_and_its_photo_is_filed(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    facts = grants.house(grant).look("organiser").facts
    assert (facts["parent"]["id"], facts["parent"]["state"]) == (grant.id, "surveying")
    assert [paper["kind"] for paper in facts["documents"]] == ["photo_start"]


def test_what_a_house_does_makes_an_older_screen_of_its_grant_stale(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    before = grant.look("organiser").case
    house = grants.house(grant)
    shown = grant.look("organiser").case
    assert shown["facts"] == before["facts"] + 1 and shown["version"] == before["version"]
    house.take("programme_manager", "find_eligible")
    with pytest.raises(PapersChanged):
        grant.take("organiser", "withdraw", seen=Seen(shown["version"], shown["facts"]))


def test_a_house_without_a_grant_or_of_another_household_is_refused(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    with pytest.raises(Invalid):
        grants.house(grant, household="00000000-0000-4000-8000-00000000000a")
    with pytest.raises(Invalid):
        grants.house(grant, source="kube_fund")
    house = grants.house(grant)
    with pytest.raises(Unmet):
        grants.house(house)


def test_of_another_lane_or_group_neither_sees_the_other(stage: Stage) -> None:
    grants = Grants(stage)
    grant = grants.open("rtlh", 10_000_000)
    house = grants.house(grant)
    with stage.superuser.begin() as connection:
        connection.exec_driver_sql("update cases set group_id = %s, kampung_id = %s where id = %s", (stage.city.groups[1], stage.city.kampungs[1], house.id))
    assert grant.look().facts["children"] == []
    assert house.look().facts["parent"] is None
