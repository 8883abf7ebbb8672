"""Whole ways without a database: a grant with its houses, a house from survey to moving in, a facility from suggestion to its checks."""

import pytest

from gulir.engine import arrival
from tests.workflows.houses_case import BOOKS, RTLH, child, through_the_chain, walker
from tests.workflows.table_case import Declined


def test_a_grant_is_paid_repairs_its_houses_reports_and_ends() -> None:
    player = walker("rtlh")
    player.take("form", "organiser")
    through_the_chain(player, 20_000_000)
    assert not next(one for one in player.look("group_chair") if one.step == "submit_lpj").open
    player.facts["children"] = [child(1, "occupied"), child(2, "given_up")]
    player.take("submit_lpj", "group_chair", slot="chair", realised=20_000_000, remaining=0)
    player.take("submit_lpj", "group_treasurer", slot="treasurer")
    assert player.take("return_lpj", "dinsos_officer") == "building"
    player.take("submit_lpj", "group_chair", slot="chair", realised=20_000_000, remaining=0)
    player.take("submit_lpj", "group_treasurer", slot="treasurer")
    player.take("accept_lpj", "dinsos_officer", slot="dinsos_city")
    assert player.take("accept_lpj", "programme_manager", slot="upc") == "accepted"


def test_a_house_is_surveyed_costed_built_confirmed_and_lived_in() -> None:
    player = walker("house")
    player.take("find_eligible", "programme_manager")
    player.take("cost", "organiser", cost=10_000_000, builder_paid="no")
    player.take("buy_materials", "group_treasurer", spent=9_500_000, supplied_on="2014-04-01")
    player.take("reach_half", "organiser", taken_on="2014-04-10")
    player.take("finish", "organiser", taken_on="2014-04-20", self_help=500_000, self_help_days=12)
    player.take("confirm_completion", "programme_manager")
    assert player.take("move_in", "organiser") == "occupied"


def test_bad_answers_about_a_house_are_refused_at_the_field() -> None:
    player = walker("house", "eligible")
    with pytest.raises(Declined, match="The ceiling for a house is Rp 10,000,000"):
        player.take("cost", "organiser", cost=10_000_001, builder_paid="no")
    with pytest.raises(Declined, match="the residents do the work"):
        player.take("cost", "organiser", cost=1, builder_paid="yes")
    player.facts["case"]["state"] = "costed"
    player.take("buy_materials", "organiser", supplied_on="2014-04-01")
    with pytest.raises(Declined, match="The photo is from before 2014-04-01"):
        player.take("reach_half", "organiser", taken_on="2014-03-31")
    player.take("reach_half", "organiser", taken_on="2014-04-10")
    with pytest.raises(Declined, match="The photo is from before 2014-04-10"):
        player.take("finish", "organiser", taken_on="2014-04-09", self_help=0, self_help_days=0)


@pytest.mark.parametrize(("book", "ceiling"), [("rtlh-2014", 10_000_000), ("permensos-20-2017", 15_000_000), ("rst-2023", 20_000_000)])
def test_each_rulebook_has_its_ceiling_for_a_house(book: str, ceiling: int) -> None:
    assert walker("house", "eligible", book).take("cost", "organiser", cost=ceiling, builder_paid="no") == "costed"
    with pytest.raises(Declined):
        walker("house", "eligible", book).take("cost", "organiser", cost=ceiling + 1, builder_paid="no")
    player = walker("rtlh", "ready_for_decree", book)
    with pytest.raises(Declined, match="above the ceiling"):
        player.take("decree", "ministry_officer", amount=2 * ceiling + 1)


def test_who_surveyed_does_not_judge() -> None:
    player = walker("house")
    player.facts["acts"][0] |= {"actor": "programme_manager-1", "decider": "p:programme_manager-1"}
    mine = next(one for one in player.look("programme_manager") if one.step == "find_eligible")
    assert [verdict.guard for verdict in mine.stops] == ["four_eyes"]


def test_a_facility_is_sited_built_reported_handed_over_and_checked() -> None:
    player = walker("sarling")
    with pytest.raises(Declined, match="Settle the objection first"):
        player.take("site", "organiser", objection="yes")
    player.take("site", "organiser", objection="no")
    player.take("secure_land", "programme_manager")
    player.take("form", "organiser")
    through_the_chain(player, 50_000_000)
    player.take("complete", "organiser")
    assert not next(one for one in player.look("dinsos_officer") if one.step == "hand_over").open
    player.take("submit_lpj", "group_chair", slot="chair", realised=50_000_000, remaining=0)
    player.take("submit_lpj", "group_treasurer", slot="treasurer")
    player.take("accept_lpj", "programme_manager", slot="upc")
    player.take("accept_lpj", "dinsos_officer", slot="dinsos_city")
    player.take("hand_over", "programme_manager", slot="upc")
    assert player.take("hand_over", "dinsos_officer", slot="dinsos_city") == "maintained"
    assert player.take("check", "organiser") == "maintained"
    assert player.take("retire", "organiser") == "retired"


def test_a_blocked_grant_lies_with_its_resolver() -> None:
    player = walker("rtlh", "verified")
    player.facts["marks"] = [{"id": "b", "kind": "blocker", "code": "PAGU_HABIS", "resolver": "ministry", "cured": False}]
    assert arrival(RTLH, "verified", BOOKS["rtlh-2014"], player.facts).ball == ["ministry"]
