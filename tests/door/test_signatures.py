"""Signatures at the door: whose slot, whose hand, over what; the last one takes the step and brings nothing else with it."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from gulir.cases.outcomes import Refused
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that awaits two signatures."""
    return journeys.to_complete(stage.open())


def answered(door: Straight, case: Case, who: str, message: dict[str, Any], **changed: Any) -> str:
    """The door's word about a signature; whatever is not done changed nothing."""
    before = stored(case)
    outcome = door.outcome("sign", case.stage.who(who), case, message | changed)
    assert (stored(case) == before) is (outcome != "done")
    return outcome


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"slot": "ministry"}, "role"),
        ({"slot": "no_such"}, "undeclared"),
        ({"slot": None}, "undeclared"),
        ({"step": "confirm_complete"}, "undeclared"),
        ({"step": "sign", "dest": "complete"}, "undeclared"),
        ({"seen": 1}, "moved on"),
        ({"facts": None}, "papers changed"),
        ({"effects": {"patch": {"amount": 1}}}, "effects"),
        ({"final": {"ball": [], "turns": [], "body": "{}", "witness": "00", "precision": "day"}}, "crowded"),
    ],
    ids=str,
)
def test_a_signature_that_no_careful_caller_sends(door: Straight, case: Case, changed: dict[str, Any], outcome: str) -> None:
    _function, message = draw_up(case, "dinsos_officer", "verify", "dinsos_city")
    assert answered(door, case, "dinsos_officer", message, **changed) == outcome


def test_the_last_signature_cannot_say_that_it_is_not_the_last(door: Straight, case: Case) -> None:
    case.take("programme_manager", "verify", "upc")
    _function, message = draw_up(case, "dinsos_officer", "verify", "dinsos_city")
    final = message.pop("final")
    assert answered(door, case, "dinsos_officer", message) == "crowded"
    assert answered(door, case, "dinsos_officer", message, final=final) == "done"
    assert case.state == "verified"


def test_the_last_signature_brings_nothing_but_itself(door: Straight, case: Case) -> None:
    case.take("programme_manager", "verify", "upc")
    _function, message = draw_up(case, "dinsos_officer", "verify", "dinsos_city")
    message["final"] |= {"decider": f"p:{case.stage.person('secretariat').id}", "effects": {"patch": {"amount": 1, "title": "Lain"}, "assign": case.id}}
    assert answered(door, case, "dinsos_officer", message) == "done"
    row, last = case.look().case, case.look().facts["acts"][-1]
    assert (row["amount"], row["title"], row["assignee"]) == (20_000_000, "KUBE Uji", None)
    assert last["decider"] == f"p:{case.stage.person('dinsos_officer').id}"


SECOND = [
    ("programme_manager", "p:programme_manager", "programme_manager", "x:Kepala|Dinas", "four eyes"),
    ("programme_manager2", "x:Kepala|Dinas", "programme_manager2", "p:programme_manager2", "four eyes"),
    ("programme_manager", "p:programme_manager", "programme_manager2", "x:Kepala|Dinas", "done"),
]


@pytest.mark.parametrize(("who1", "decider1", "who2", "decider2", "outcome"), SECOND, ids=["signed, then records", "recorded, then signs", "two people"])
def test_one_person_is_never_both_hands(door: Straight, case: Case, who1: str, decider1: str, who2: str, decider2: str, outcome: str) -> None:
    def given(decider: str) -> dict[str, str]:
        return {"decider": decider} if decider.startswith("x:") else {}

    def slot(decider: str) -> str:
        return "dinsos_city" if decider.startswith("x:") else "upc"

    case.take(who1, "verify", slot(decider1), **given(decider1))
    other = {"programme_manager": "programme_manager2", "programme_manager2": "programme_manager"}[who1]
    _function, message = draw_up(case, other, "verify", slot(decider2), **given(decider2))
    own = f"p:{case.stage.person(who2).id}"
    message["decider"] = decider2 if decider2.startswith("x:") else own
    assert answered(door, case, who2, message) == outcome


def test_an_official_is_not_recorded_by_another_spelling_of_one_who_signed(door: Straight, case: Case) -> None:
    case.take("ministry_officer", "verify", "ministry")
    person = case.stage.person("ministry_officer").id
    _function, message = draw_up(case, "programme_manager", "verify", "upc")
    assert answered(door, case, "programme_manager", message, decider=f"p:{person}") == "role"


def test_another_digest_voids_the_first_signature(door: Straight, case: Case) -> None:
    case.take("programme_manager", "verify", "upc")
    _function, message = draw_up(case, "dinsos_officer", "verify", "dinsos_city")
    assert answered(door, case, "dinsos_officer", message, digest="ab" * 32) == "crowded"
    final = message.pop("final")
    assert final
    assert answered(door, case, "dinsos_officer", message, digest="ab" * 32) == "done"
    assert case.state == "complete"
    assert [one["slot"] for one in case.look().facts["signatures"]] == ["dinsos_city"]


def test_an_old_signature_with_its_old_digest_does_not_count_after_the_case_moved(door: Straight, case: Case) -> None:
    case.take("programme_manager", "verify", "upc")
    stale = case.look().facts["signatures"][0]["digest"]
    case.take("dinsos_officer", "return_for_correction")
    case.take("organiser", "resubmit")
    case.take("programme_manager2", "confirm_complete")
    assert case.look().facts["signatures"] == []
    _function, message = draw_up(case, "dinsos_officer", "verify", "dinsos_city")
    assert answered(door, case, "dinsos_officer", message, digest=stale) == "done"
    assert case.state == "complete"


def test_a_correction_without_voiding_still_voids(door: Straight, case: Case) -> None:
    case.take("programme_manager", "verify", "upc")
    function, message = draw_up(case, "organiser", "correct", amount=1_000)
    message["effects"].pop("void")
    assert door.outcome(function, case.stage.who("organiser"), case, message) == "done"
    assert case.look().facts["signatures"] == []


@pytest.mark.parametrize(("step", "allowed"), [("unbridge", "bridge"), ("settle_contest", "contest"), ("unblock", "blocker")])
def test_a_cure_cures_its_own_kind_of_mark_only(door: Straight, stage: Stage, case: Case, step: str, allowed: str) -> None:
    case.take("programme_manager2", "verify", "dinsos_city", decider=f"p:{stage.person('dinsos_officer').id}")
    recorded = str(case.look().facts["acts"][-1]["seq"])
    case.take("organiser", "block", code="STATUS_TANAH", resolver="dinsos_city")
    case.take("organiser", "bridge")
    case.take("dinsos_officer", "contest", act=recorded)
    marks = {one["kind"]: one["id"] for one in case.look().facts["marks"]}
    who = {"unbridge": "organiser", "settle_contest": "programme_manager", "unblock": "programme_manager"}[step]
    answers = {"bridge": marks["bridge"], "contest": marks["contest"], "blocker": marks["blocker"]}[allowed]
    function, message = draw_up(case, who, step, **{allowed: answers})
    message["effects"] = {"cure": [{"id": one} for one in marks.values()]}
    assert door.outcome(function, stage.who(who), case, message) == "done"
    assert [one["kind"] for one in case.look().facts["marks"] if one["cured"]] == [allowed]


def test_a_paper_is_examined_in_ones_own_name(door: Straight, case: Case) -> None:
    document = case.look().facts["documents"][0]["id"]
    function, message = draw_up(case, "programme_manager", "examine", document=document, present="no", correct="no")
    assert door.outcome(function, case.stage.who("programme_manager"), case, message | {"decider_name": "Menteri"}) == "done"
    paper = next(one for one in case.look().facts["documents"] if one["id"] == document)
    assert paper["present_by"] == case.stage.person("programme_manager").name


def test_a_paper_of_another_case_is_not_examined(door: Straight, stage: Stage, case: Case) -> None:
    other = stage.open(group=1)
    other.file("proposal")
    document = other.look().facts["documents"][0]["id"]
    with pytest.raises(Refused):
        case.take("programme_manager", "examine", document=document, present="no", correct="no")
    function, message = draw_up(case, "programme_manager", "examine", document=document, present="no", correct="no")
    assert door.outcome(function, stage.who("programme_manager"), case, message) == "done"
    assert other.look().facts["documents"][0]["present"] is True
    with stage.superuser.connect() as connection:
        found = connection.execute(text("select count(*) from document where case_id = :case and present is false"), {"case": other.id}).scalar_one()
    assert found == 0, json.dumps(message["effects"])
