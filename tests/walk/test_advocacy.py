"""Advocacy walked as its people, on the real database: from one line of story to promises that are kept, broken and taken up again."""

from typing import Any

import pytest

from gulir.cases.outcomes import Absent, Invalid, NotOnTeam, NotYours, Unmet
from tests.walk.advocates import DEMANDS, LETTER, PROMISE, STORY, WAY, Office, demands, keep_all, outcomes, promises, settlement, take_in
from tests.walk.ground import Stage
from workflows.advocacy import ADVOCACY


@pytest.fixture
def office(stage: Stage) -> Office:
    """The network's desk."""
    return Office(stage)


def wrong(refused: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    """What is said at which field."""
    return {name: str(words) for name, words in refused.value.errors.items()}


@pytest.mark.parametrize("state", [state.name for state in ADVOCACY.states])
def test_every_state_is_reached(office: Office, state: str) -> None:
    office.at(state)


def test_a_case_goes_from_a_line_of_story_to_a_promise_broken_and_taken_up_again(office: Office) -> None:
    case = office.log()
    facts = case.look("organiser").facts
    assert [(one["name"], one["until"]) for one in facts["team"]] == [(office.stage.person("organiser").name, None)]
    assert facts["case"]["lane"] == 1
    for act in WAY["monitoring"]:
        act(case)
    seen = case.look("advocate")
    assert (seen.case["due"], seen.case["ball"]) == ("2014-08-01", ["other_side"])
    assert [(one["state"], one["closed"]) for one in seen.facts["items"] if one["kind"] == "demand"] == [("agreed", False)] * 2
    case.take("advocate", "broken", commitment=promises(case)[0]["id"], reason="Gubernur tidak datang")
    assert [(one["state"], one["answer"], one["closed"]) for one in promises(case)] == [("broken", "Gubernur tidak datang", True)]
    assert case.look("advocate").case["state"] == "acting"
    case.take("advocate", "meet")
    case.take("advocate", "settle", **settlement(case, due_on="2014-09-01"))
    keep_all(case)
    case.take("advocate", "kept")
    case.take("organiser", "confirm_closed", **outcomes(case))
    assert case.look("advocate").case["state"] == "closed"
    case.take("organiser", "reopen", change="Surat baru datang")
    assert case.look("advocate").case["state"] == "triage"


def test_the_day_in_monitoring_is_that_of_the_first_promise(office: Office) -> None:
    case = office.at("negotiating")
    first, second = demands(case)
    rows = [PROMISE | {"of": first, "due_on": "2014-09-01"}, PROMISE | {"of": second, "due_on": "2014-07-01"}]
    case.take("advocate", "settle", answers=settlement(case)["answers"], commitments=rows)
    assert case.look("advocate").case["due"] == "2014-07-01"
    late, early = promises(case)
    case.take("advocate", "follow_up", commitments=[{"item": late["id"], "state": "promised"}, {"item": early["id"], "state": "kept", "answer": "Ada foto"}])
    assert case.look("advocate").case["due"] == "2014-09-01"
    with pytest.raises(Unmet, match="Not everything"):
        case.take("advocate", "kept")


def test_a_commitment_names_who_and_when(office: Office) -> None:
    case = office.at("negotiating")
    lacking = {name: value for name, value in PROMISE.items() if name not in ("who", "due_on")} | {"of": demands(case)[0]}
    with pytest.raises(Invalid) as refused:
        case.take("advocate", "settle", answers=settlement(case)["answers"], commitments=[PROMISE | {"of": demands(case)[0]}, lacking])
    assert wrong(refused) == {"commitments.1.who": "This must be filled in", "commitments.1.due_on": "This must be filled in"}


def test_nothing_is_promised_for_what_was_refused(office: Office) -> None:
    case = office.at("negotiating")
    given = settlement(case)
    given["answers"][0]["state"] = "refused"
    with pytest.raises(Invalid) as refused:
        case.take("advocate", "settle", **given)
    assert list(wrong(refused)) == ["commitments.0.of"]


def test_every_demand_gets_an_answer_and_every_line_is_one_of_the_case(office: Office) -> None:
    case, other = office.at("negotiating"), office.at("negotiating")
    for given, place in (
        ({"answers": settlement(case)["answers"][:1]}, "answers"),
        ({"answers": [*settlement(case)["answers"], settlement(case)["answers"][0]]}, "answers"),
        ({"answers": settlement(other)["answers"]}, "answers.0.item"),
        ({"commitments": [PROMISE | {"of": demands(other)[0]}]}, "commitments.0.of"),
    ):
        with pytest.raises(Invalid) as refused:
            case.take("advocate", "settle", **(settlement(case) | given))
        assert place in wrong(refused)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"demands": [*DEMANDS, {"words": " "}, {"words": "x" * 4001}]}, "demands.3.words"),
        ({"demands": []}, "demands"),
        ({"delegates": [{"words": "Warga Misalan", "present": "no"}]}, "delegates.0.present"),
        ({"delegates": [{"present": "yes"}]}, "delegates.0.words"),
        ({"demands": "semua"}, "demands"),
        ({"demands": [{"words": "satu"}] * 61}, "demands"),
    ],
)
def test_a_mandate_has_demands_in_words_and_delegates_who_were_there(office: Office, given: dict[str, Any], place: str) -> None:
    case = office.at("mandate")
    with pytest.raises(Invalid) as refused:
        case.take("advocate", "authorise", **({"demands": DEMANDS, "delegates": [{"words": "Warga", "present": "yes"}]} | given))
    assert list(wrong(refused)) == [place]
    assert case.look("advocate").facts["items"] == []


def test_a_case_closes_with_an_outcome_for_each_demand_by_somebody_else(office: Office) -> None:
    case = office.at("monitoring")
    take_in(case, "organiser2")
    case.take("advocate", "conclude")
    for given, place in (({"outcomes": []}, "outcomes"), ({"outcome": "lost"}, "outcome")):
        with pytest.raises(Invalid) as refused:
            case.take("organiser", "confirm_closed", **(outcomes(case) | given))
        assert list(wrong(refused)) == [place]
    with pytest.raises(Unmet) as unmet:
        case.take("advocate", "confirm_closed", **outcomes(case))
    assert [verdict.guard for verdict in unmet.value.verdicts] == ["four_eyes"]
    case.take("organiser2", "dispute")
    case.take("advocate", "conclude")
    case.take("organiser", "confirm_closed", **(outcomes(case, "partly")))
    assert {one["state"] for one in case.look("advocate").facts["items"] if one["kind"] == "demand"} == {"partly"}


def test_from_documenting_on_only_the_team_decides(office: Office) -> None:
    case = office.log()
    case.take("organiser2", "submit", **STORY)
    with pytest.raises(Unmet) as unmet:
        case.take("organiser2", "document", category="land", lane="1")
    assert [verdict.guard for verdict in unmet.value.verdicts] == ["an_advocate_on_the_team"]
    with pytest.raises(Invalid, match="Some fields"):
        take_in(case, "advocate", by="organiser2", until="2014-01-01")
    take_in(case, "advocate", by="organiser2", until="2099-01-01")
    case.take("organiser2", "document", category="land", lane="1")
    with pytest.raises(Unmet) as unmet:
        case.take("organiser2", "note", note="kata")
    assert [verdict.guard for verdict in unmet.value.verdicts] == ["on_the_team"]
    case.take("advocate", "note", note="kata")
    case.take("organiser", "dismiss", person=str(office.stage.person("advocate").id))
    with pytest.raises(Unmet):
        case.take("advocate", "seek_mandate")
    with pytest.raises(Invalid):
        case.take("organiser", "dismiss", person=str(office.stage.person("organiser").id))


def test_hiding_a_case_takes_everything_along_and_whoever_hides_it_stays_in(office: Office) -> None:
    case = office.at("triage")
    with pytest.raises(Invalid, match="Some fields"):
        case.take("organiser2", "document", category="land", lane="2")
    case.take("organiser", "document", category="land", lane="2")
    assert case.look("advocate").case["lane"] == 2
    with pytest.raises(Absent):
        case.look("organiser2")
    with office.stage.superuser.connect() as connection:
        for table in ("event", "turn", "outbox", "notice"):
            rows = connection.exec_driver_sql(f"select distinct lane from {table} where case_id = '{case.id}'").scalars().all()
            assert set(rows) <= {2}, table


def test_a_case_for_the_team_alone_is_opened_and_nobody_else_sees_it(office: Office) -> None:
    case = office.at("monitoring", lane=2)
    for name in ("organiser2", "programme_manager", "secretariat", "dinsos_officer", "ministry_officer"):
        with pytest.raises(Absent):
            case.look(name)
    with pytest.raises(Absent):
        office.track(case, "organiser2")


def test_officials_and_other_roles_do_not_open_advocacy(office: Office) -> None:
    for name in ("dinsos_officer", "programme_manager", "treasurer", "ministry_officer", "auditor", "group_chair"):
        with pytest.raises((NotYours, Absent)):
            office.log(who=name)


def test_papers_of_a_letter_lie_in_its_lane(office: Office) -> None:
    case = office.at("waiting", lane=2)
    assert next((paper["kind"], paper["number"]) for paper in case.look("advocate").facts["documents"]) == ("sent_letter", "460/1182")
    case.take("advocate", "answered", answer_letter=LETTER)
    assert {one["kind"] for one in case.look("advocate").facts["documents"]} == {"sent_letter", "answer_letter", "meeting_record"}


def test_a_person_of_government_cannot_be_taken_in(office: Office) -> None:
    case = office.at("documenting")
    for name in ("dinsos_officer", "treasurer"):
        with pytest.raises((NotOnTeam, Invalid, Exception)) as refused:
            take_in(case, name)
        assert type(refused.value).__name__ == "Outsider"
