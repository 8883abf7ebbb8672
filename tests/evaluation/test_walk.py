"""A joint evaluation walked end to end as its people: sealed, opened, differed on, signed, corrected, signed again, published."""

import pytest

from gulir.cases.outcomes import HandedIn, Invalid, NotOpen, NotYours, Unmet
from tests.evaluation.ground import Evaluation, Reviews, evaluate, to_comparing, to_resolved, to_scoring, to_signed


def seen_scores(case: Evaluation, who: str) -> set[str]:
    """Whose scores somebody is shown."""
    return {one["side"] for one in case.look(who).facts["evaluation"]["scores"]}


def test_two_sides_differ_dissent_sign_correct_sign_again_and_publish(stage: Reviews) -> None:
    case = evaluate(stage)
    assert case.state == "hearing_residents"
    case.take("organiser", "record_voice", heard=37, method="survey")
    assert case.look("lukas").case["ball"] == ["upc", "ministry"]
    case.score_all("anton", 5, lasts=(4, ""))
    case.score("lukas", lasts=5)
    case.take("lukas", "hand_in")
    assert (case.state, case.look("lukas").case["ball"]) == ("scoring", ["ministry"])
    case.score_all("maya", 4, lasts=(2, "belum terbukti"), network_strong=(2, "belum"))
    case.take("indah", "hand_in")
    assert case.state == "comparing"
    with pytest.raises(Unmet):
        case.take("lukas", "conclude")
    case.take("lukas", "resolve", "upc", criterion="lasts", agreed=3, reason="Setahun lagi terlihat")
    with pytest.raises(Unmet):
        case.take("lukas", "conclude")
    case.take("indah", "resolve", "ministry")
    assert case.look("siti").facts["acts"][-1]["answers"]["agreed"] == 3
    case.take("indah", "dissent", criterion="network_strong", reason="Jaringan antar kota belum tampak")
    case.take("indah", "conclude")
    case.take("lukas", "sign_result", "upc")
    assert case.look("indah").case["ball"] == ["ministry"]
    case.take("indah", "sign_result", "ministry")
    assert case.state == "signed"
    case.take("indah", "amend", change="Kata-kata perbedaan pendapat")
    assert (case.state, case.look("siti").facts["signatures"]) == ("comparing", [])
    case.take("indah", "dissent", criterion="network_strong", reason="Jaringan antar kota mulai tampak")
    case.take("lukas", "conclude")
    case.take("indah", "sign_result", "ministry")
    case.take("lukas", "sign_result", "upc")
    case.take("siti", "publish")
    assert case.state == "closed"


def test_before_both_hand_in_each_sees_only_its_own_and_whether_the_other_has(stage: Reviews) -> None:
    case = to_scoring(evaluate(stage))
    case.score_all("anton")
    case.score("maya", lasts=2)
    for who, own in (("anton", {"upc"}), ("lukas", {"upc"}), ("maya", {"ministry"}), ("organiser", set()), ("dinsos_officer", set())):
        assert seen_scores(case, who) == own, who
    assert [one.step for one in case.events()] == ["open", "record_voice"]
    case.take("lukas", "hand_in")
    assert [(one["side"], one["handed_in"]) for one in case.look("maya").facts["evaluation"]["sides"]] == [("upc", True), ("ministry", False)]
    assert seen_scores(case, "maya") == {"ministry"}
    case.score_all("maya")
    case.take("indah", "hand_in")
    for who in ("anton", "maya", "organiser", "dinsos_officer"):
        assert seen_scores(case, who) == {"upc", "ministry"}


def test_whose_turn_it_is_is_the_reviewers_own(stage: Reviews) -> None:
    case = to_scoring(evaluate(stage))
    everybody = {
        f"{role}:{stage.person(name).id}"
        for name, role in (("anton", "reviewer"), ("maya", "reviewer"), ("lukas", "lead_reviewer"), ("indah", "lead_reviewer"))
    }
    assert turns(case) == everybody
    case.score_all("anton")
    case.take("lukas", "hand_in")
    assert turns(case) == {f"reviewer:{stage.person('maya').id}", f"lead_reviewer:{stage.person('indah').id}"}


def turns(case: Evaluation) -> set[str]:
    """On whose work lists it stands."""
    with case.stage.superuser.connect() as connection:
        return set(connection.exec_driver_sql("select role from turn where case_id = %s", (case.id,)).scalars())


def test_nothing_is_scored_after_handing_in_and_nothing_handed_in_half(stage: Reviews) -> None:
    case = to_scoring(evaluate(stage))
    case.score("anton", lasts=4)
    with pytest.raises(Unmet) as stopped:
        case.take("lukas", "hand_in")
    assert [verdict.guard for verdict in stopped.value.verdicts] == ["all_is_scored"]
    case.score_all("anton", 4, lasts=2)
    with pytest.raises(Unmet):  # a low score asks for a reason
        case.take("lukas", "hand_in")
    case.score("anton", lasts=(2, "belum tampak"))
    case.take("lukas", "hand_in")
    with pytest.raises((HandedIn, Unmet)):
        case.score("anton", lasts=5)
    with pytest.raises(Unmet):
        case.take("lukas", "hand_in")


@pytest.mark.parametrize("given", [{"lasts": 6}, {"lasts": 0}, {"lasts": -1}, {"nothing_such": 3}, {"lasts": (3, "x" * 2001)}])
def test_a_score_outside_the_scale_is_refused_at_its_field(stage: Reviews, given: dict[str, object]) -> None:
    case = to_scoring(evaluate(stage))
    with pytest.raises(Invalid) as refused:
        case.score("anton", **given)
    assert {name.partition(".")[0] for name in refused.value.errors} == set(given)
    assert case.stored() == []


def test_the_other_sides_lead_signs_for_its_own_side_only(stage: Reviews) -> None:
    case = to_resolved(evaluate(stage))
    with pytest.raises(NotYours):
        case.take("lukas", "sign_result", "ministry")
    case.take("lukas", "sign_result", "upc")
    with pytest.raises((NotYours, Unmet)):
        case.take("lukas", "sign_result", "upc")
    assert case.state == "resolved"


def test_a_proposed_score_can_be_refused_and_another_proposed(stage: Reviews) -> None:
    case = to_comparing(evaluate(stage), lasts=2)
    with pytest.raises(Unmet):
        case.take("indah", "withdraw_proposal")
    case.take("lukas", "resolve", "upc", criterion="lasts", agreed=4)
    case.take("indah", "withdraw_proposal", reason="Terlalu tinggi")
    case.take("indah", "resolve", "ministry", criterion="lasts", agreed=3)
    case.take("lukas", "resolve", "upc")
    assert case.look("siti").facts["acts"][-1]["answers"]["agreed"] == 3
    for wrong in ({"agreed": 9}, {"criterion": "takes_part"}, {"criterion": "nothing"}):
        with pytest.raises(Invalid):
            case.take("lukas", "resolve", "upc", **({"criterion": "lasts", "agreed": 3} | wrong))


def test_a_title_corrected_after_signing_asks_for_new_signatures(stage: Reviews) -> None:
    case = to_signed(evaluate(stage))
    case.take("siti", "correct", title="Judul lain", note="Salah ketik")
    with pytest.raises(Unmet) as stopped:
        case.take("siti", "publish")
    assert [verdict.guard for verdict in stopped.value.verdicts] == ["signatures_stand"]
    case.take("lukas", "amend", change="judul")
    case.take("lukas", "conclude")
    case.take("lukas", "sign_result", "upc")
    case.take("indah", "sign_result", "ministry")
    case.take("lukas", "publish")
    assert case.state == "closed"


def test_a_published_evaluation_lets_the_grant_be_rated_and_endowed(stage: Reviews) -> None:
    from tests.walk import journeys

    grant = journeys.to_revolving(stage.open())
    grant.file("evaluation")
    with stage.superuser.begin() as connection:
        connection.exec_driver_sql("delete from group_record where tenant_id = %s and kind = 'evaluation'", (stage.city.id,))
    case = to_signed(evaluate(stage, "grant", grant))
    for step, slot in (("rate", None), ("endow", "upc")):
        with pytest.raises(Unmet):
            grant.take("programme_manager", step, slot)
    case.take("siti", "publish")
    grant.take("programme_manager", "rate", rating="developing")
    grant.take("organiser", "endow", "network")
    grant.take("programme_manager", "endow", "upc")
    assert grant.state == "endowment"


def test_score_is_no_step_of_the_ordinary_door(stage: Reviews) -> None:
    case = to_scoring(evaluate(stage))
    with pytest.raises(NotOpen):
        case.take("anton", "score")
