"""A group's whole way through KUBE on the real database, as the people of four organisations, and every declared line of the table at least once."""

from collections import Counter

import pytest
from sqlalchemy import text

from gulir.cases.outcomes import FourEyes, Invalid, NotOpen, NotYours, Unmet
from tests.walk import journeys
from tests.walk.ground import Stage
from workflows.documents import KUBE

WITH_VOICE = "select step, source, dest from wf_step where workflow = 'kube' and version = 1 and step <> all(:universal)"
UNIVERSAL = (
    "note", "assign", "watch", "unwatch", "remind", "escalate", "redate", "file", "examine", "block", "unblock", "waive", "correct", "sign", "bridge",
    "unbridge", "contest", "settle_contest", "enter_batch",
)  # fmt: skip


def chain_is_whole(stage: Stage) -> None:
    """History verifies, and each case stands where its last line left it."""
    auditor = stage.who("programme_manager")
    with stage.superuser.connect() as connection:
        assert connection.execute(text("select * from verify_city(:key, :tenant)"), {"key": auditor.key, "tenant": stage.city.id}).all() == []


def test_a_group_saves_is_returned_corrected_paid_in_two_tranches_reports_revolves_and_is_endowed(stage: Stage) -> None:
    case = stage.open()
    journeys.to_proposed(case).take("programme_manager", "return_for_correction")
    assert case.look().case["ball"] == ["group"]
    case.take("organiser", "resubmit")
    case.take("programme_manager", "confirm_complete")
    assert sorted(case.look().case["ball"]) == ["dinsos_city", "upc"]
    case.take("dinsos_officer", "verify", "dinsos_city")
    assert case.look().case["ball"] == ["upc"]
    case.take("programme_manager", "verify", "upc")
    case.take("dinsos_officer", "recommend")
    case.take("province_officer", "recommend_province")
    case.take("ministry_officer", "verify_centrally")
    case.take("ministry_officer2", "decree", amount=20_000_000)
    case.file(*KUBE["make_ready"])
    case.take("treasurer", "make_ready")
    journeys.pay(case, 12_000_000)
    assert case.state == "disbursing"
    journeys.pay(case, 8_000_000)
    assert case.state == "disbursed"
    for kind in (*KUBE["receive"], *KUBE["submit_lpj"]):
        case.file_by_hand(kind)
    members = {one["office"]: one["id"] for one in case.look().facts["group"]["members"]}
    case.take("organiser", "receive", "chair", decider=f"m:{members['chair']}")
    case.take("organiser", "receive", "treasurer", decider=f"m:{members['treasurer']}")
    case.take("group_chair", "submit_lpj", "chair", realised=19_000_000, remaining=1_000_000)
    case.take("group_treasurer", "submit_lpj", "treasurer")
    case.take("programme_manager", "accept_lpj", "upc")
    case.take("dinsos_officer", "accept_lpj", "dinsos_city")
    case.file(*KUBE["rate"])
    case.take("programme_manager", "rate")
    case.take("organiser", "endow", "network")
    case.take("programme_manager2", "endow", "upc")
    assert case.state == "endowment"
    chain_is_whole(stage)


def test_somebody_else_must_do_what_the_table_keeps_apart(stage: Stage) -> None:
    case = journeys.to_forwarded(stage.open())
    case.take("ministry_officer", "verify_centrally")
    with pytest.raises(Unmet) as refused:
        case.take("ministry_officer", "decree", amount=20_000_000)
    assert [one.guard for one in refused.value.verdicts] == ["four_eyes"]
    with pytest.raises(NotYours):
        case.take("programme_manager", "decree", amount=20_000_000)
    with pytest.raises(Invalid):
        case.take("ministry_officer2", "decree", amount=20_000_001)
    case.take("secretariat", "decree", decider=f"p:{stage.person('ministry_officer2').id}")
    assert case.state == "decreed"


def test_who_is_recorded_cannot_be_who_verified(stage: Stage) -> None:
    case = journeys.to_forwarded(stage.open())
    case.take("ministry_officer", "verify_centrally")
    with pytest.raises(FourEyes):
        case.take("secretariat", "decree", decider=f"p:{stage.person('ministry_officer').id}")
    assert case.state == "ready_for_decree"


def test_an_official_who_never_signs_in_is_recorded_by_name_with_a_letter(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "recommend", decider="x:Bapak Misalan|Dinas Sosial Contoh", act_date="2014-05-12")
    last = case.look().facts["acts"][-1]
    assert last["decider"] == "x:bapak misalan|dinas sosial contoh"
    assert last["date"] == "2014-05-12"


def test_a_corrected_amount_voids_the_signature_over_the_old_one(stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    case.take("programme_manager", "verify", "upc")
    case.take("organiser", "correct", amount=18_000_000)
    assert case.look().facts["signatures"] == []
    case.take("dinsos_officer", "verify", "dinsos_city")
    assert case.state == "complete"
    case.take("programme_manager", "verify", "upc")
    assert case.state == "verified"


def test_a_signature_of_an_earlier_round_does_not_count_in_the_next(stage: Stage) -> None:
    case = journeys.to_reported(stage.open())
    case.take("programme_manager", "accept_lpj", "upc")
    case.take("dinsos_officer", "return_lpj")
    case.take("group_chair", "submit_lpj", "chair", realised=20_000_000, remaining=0)
    case.take("group_treasurer", "submit_lpj", "treasurer")
    case.take("dinsos_officer", "accept_lpj", "dinsos_city")
    assert case.state == "reported"


def test_a_blocked_case_stays_and_lies_with_its_resolver_until_it_is_cleared(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    assert case.look().case["ball"] == ["dinsos_city"]
    with pytest.raises(Unmet):
        case.take("dinsos_officer", "recommend")
    case.take("dinsos_officer", "decline")
    blocker = case.look().facts["marks"][0]["id"]
    with pytest.raises(Invalid):
        case.take("organiser", "unbridge", bridge=blocker)
    with pytest.raises(Invalid):
        case.take("dinsos_officer", "unblock", blocker=str(stage.city.groups[0]))
    case.take("dinsos_officer", "unblock", blocker=blocker)
    case.take("dinsos_officer", "recommend")
    assert case.state == "recommended"


def test_a_waived_clause_lets_through_but_not_by_its_waiver(stage: Stage) -> None:
    case = stage.open(amount=25_000_000)
    journeys.to_formed(case).take("organiser", "enter_batch", batch=stage.letter())
    with pytest.raises(Unmet):
        case.take("organiser", "propose")
    with pytest.raises(Invalid):
        case.take("programme_manager", "waive", clause="4.1", party="ministry")
    case.take("ministry_officer", "waive", clause="4.1", party="ministry")
    case.take("organiser", "propose")
    assert case.state == "proposed"


def test_a_contested_act_stops_the_way_until_somebody_else_settles_it(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "recommend", decider=f"p:{stage.person('dinsos_officer').id}")
    act = case.look().facts["acts"][-1]["seq"]
    case.take("dinsos_officer", "contest", act=str(act))
    with pytest.raises(Unmet):
        case.take("province_officer", "recommend_province")
    contest = case.look().facts["marks"][0]["id"]
    with pytest.raises(Invalid):
        case.take("programme_manager", "settle_contest", contest=contest, stands="yes")
    case.take("programme_manager2", "settle_contest", contest=contest, stands="yes")
    case.take("province_officer", "recommend_province")
    assert case.state == "forwarded"


def test_only_an_act_recorded_in_ones_own_name_can_be_contested(stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    for own in case.look().facts["acts"]:
        with pytest.raises(Invalid):
            case.take("dinsos_officer", "contest", act=str(own["seq"]))
    case.take("programme_manager", "recommend", decider="x:Gito Lain|Dinas Sosial Kota")
    act = str(case.look().facts["acts"][-1]["seq"])
    for stranger in ("group_chair", "province_officer", "ministry_officer"):
        with pytest.raises(Invalid):
            case.take(stranger, "contest", act=act)
    case.take("dinsos_officer", "contest", act=act)


def test_a_signature_is_given_to_a_step_and_never_by_itself(stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    with pytest.raises(NotOpen):
        case.take("programme_manager", "sign")
    assert "sign" not in Counter(one.step for one in case.events())
    with pytest.raises(NotYours):
        case.take("treasurer", "verify", "upc")
