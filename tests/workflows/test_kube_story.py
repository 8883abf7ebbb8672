"""A group's whole way, from saving to endowment, played without a database."""

import pytest

from gulir.engine import arrival
from tests.workflows.table_case import BOOKS, KUBE, Declined, Player, good_case


def through_the_chain(player: Player) -> None:
    """From saving to ready, as the people of four organisations would take it."""
    assert player.take("form", "organiser") == "formed"
    assert player.take("propose", "organiser") == "proposed"
    assert player.take("return_for_correction", "programme_manager") == "returned"
    assert player.take("resubmit", "organiser") == "proposed"
    assert player.take("confirm_complete", "programme_manager") == "complete"
    assert player.take("verify", "programme_manager", slot="upc") == "complete"
    assert player.take("verify", "dinsos_officer", slot="dinsos_city") == "verified"
    assert player.take("recommend", "dinsos_officer") == "recommended"
    assert player.take("recommend_province", "province_officer") == "forwarded"
    assert player.take("verify_centrally", "ministry_officer") == "ready_for_decree"
    assert player.take("decree", "ministry_officer", "ministry_officer-2", amount=20_000_000) == "decreed"
    assert player.take("make_ready", "treasurer") == "ready"


def test_a_group_saves_is_paid_in_two_tranches_reports_revolves_and_is_endowed() -> None:
    player = Player()
    through_the_chain(player)
    player.take("disburse", "ministry_officer", slot="maker_ministry", amount=12_000_000)
    assert player.take("disburse", "treasurer", slot="checker") == "disbursing"
    player.take("disburse", "ministry_officer", slot="maker_ministry", amount=8_000_000)
    assert player.take("disburse", "secretariat", slot="checker") == "disbursed"
    player.take("receive", "group_chair", slot="chair")
    assert player.take("receive", "group_treasurer", slot="treasurer") == "running"
    player.take("submit_lpj", "organiser", slot="chair", realised=19_000_000, remaining=1_000_000, decider="m:m0")
    assert player.take("submit_lpj", "organiser", slot="treasurer", decider="m:m2") == "reported"
    player.take("accept_lpj", "dinsos_officer", slot="dinsos_city")
    assert player.take("accept_lpj", "programme_manager", slot="upc") == "revolving"
    assert player.take("rate", "programme_manager") == "revolving"
    player.take("endow", "organiser", slot="network")
    assert player.take("endow", "programme_manager", slot="upc") == "endowment"


def test_the_second_signer_signs_the_amount_that_the_first_one_entered() -> None:
    player = Player()
    through_the_chain(player)
    player.take("disburse", "ministry_officer", slot="maker_ministry", amount=12_000_000)
    checker = next(one for one in player.look("treasurer") if one.slot == "checker")
    assert [ask.name for ask in checker.asks] == ["act_date", "note"]
    player.take("disburse", "treasurer", slot="checker")
    assert player.facts["acts"][-1]["answers"]["amount"] == 12_000_000


def test_the_checker_signs_after_the_maker() -> None:
    player = Player(good_case("ready"))
    assert "treasurer" in arrival(KUBE, "ready", BOOKS["kube-upc-model"], player.facts).turns  # who records the maker's act
    assert not [one for one in player.look("secretariat") if one.step == "disburse" and one.mode]
    player.take("disburse", "ministry_officer", slot="maker_ministry", amount=1)
    here = arrival(KUBE, "ready", BOOKS["kube-upc-model"], player.facts)
    assert (here.ball, here.turns) == (["upc"], ["treasurer", "secretariat"])


def test_a_tranche_never_exceeds_what_the_decree_leaves() -> None:
    player = Player(good_case("ready_for_decree"))
    player.take("decree", "ministry_officer", amount=20_000_000)
    player.take("make_ready", "treasurer")
    with pytest.raises(Declined, match="only Rp 20,000,000 remain"):
        player.take("disburse", "ministry_officer", slot="maker_ministry", amount=20_000_001)


def test_a_report_accounts_for_every_rupiah_received() -> None:
    player = Player(good_case("running"))
    player.act("disburse", "running", "t", "p:t", {"amount": 20_000_000})
    with pytest.raises(Declined, match="Rp 19,999,999 together; Rp 20,000,000 was received"):
        player.take("submit_lpj", "group_chair", slot="chair", realised=19_000_000, remaining=999_999)


def test_money_that_lapses_closes_the_grant_short() -> None:
    player = Player()
    through_the_chain(player)
    player.take("disburse", "treasurer", "treasurer-1", slot="maker_ministry", amount=12_000_000)
    player.take("disburse", "treasurer", "treasurer-2", slot="checker")
    player.take("close_short", "ministry_officer", slot="maker_ministry")
    assert player.take("close_short", "secretariat", slot="checker") == "disbursed"


def test_a_refusal_that_can_be_cured_is_proposed_again_and_confirmed_by_somebody_else() -> None:
    player = Player()
    player.facts["case"]["state"] = "verified"
    assert player.take("refuse", "programme_manager", curable="yes") == "refused"
    assert player.take("reopen", "programme_manager") == "proposed"
    mine = next(one for one in player.look("programme_manager") if one.step == "confirm_complete")
    other = next(one for one in player.look("programme_manager", "programme_manager-2") if one.step == "confirm_complete")
    assert not mine.open
    assert mine.stops[-1].guard == "four_eyes"
    assert other.open
