"""An outsider is known by a name alone: nobody hides behind one to be a second pair of eyes, and nobody invents a group's officers."""

from typing import Any

import pytest
from sqlalchemy import text

from gulir.cases.outcomes import FourEyes, Invalid
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


def refused(door: Straight, case: Case, who: str, message: dict[str, Any], function: str = "take", **changed: Any) -> str:
    """The door's word; nothing is stored."""
    before = stored(case)
    outcome = door.outcome(function, case.stage.who(who), case, message | changed)
    assert stored(case) == before
    return outcome


@pytest.fixture
def forwarded(stage: Stage) -> Case:
    """A case that awaits the Ministry."""
    return journeys.to_forwarded(stage.open())


def shouted(case: Case, name: str) -> str:
    """The person's name as somebody else might write it."""
    return f"x:{case.stage.person(name).name.upper().replace(' ', '  ')}|Kantor Lain"


@pytest.mark.parametrize("name", ["ministry_officer", "ministry_officer2", "secretariat"], ids=["an official here", "another official here", "the recorder"])
def test_whoever_has_an_account_is_no_outsider(door: Straight, forwarded: Case, name: str) -> None:
    _function, message = draw_up(forwarded, "secretariat", "verify_centrally")
    assert refused(door, forwarded, "secretariat", message, decider=shouted(forwarded, name).lower()) == "decider"
    with pytest.raises(Invalid):
        forwarded.take("secretariat", "verify_centrally", decider=shouted(forwarded, name))


def test_an_outsider_does_not_judge_their_own_act_under_another_office(door: Straight, forwarded: Case) -> None:
    forwarded.take("secretariat", "verify_centrally", decider="x:Direktur Misalan|Kementerian")
    _function, message = draw_up(forwarded, "secretariat2", "decree", decider="x:Menteri Misalan|Kementerian")
    assert refused(door, forwarded, "secretariat2", message, decider="x:direktur misalan|kemensos") == "four eyes"
    with pytest.raises(FourEyes):
        forwarded.take("secretariat2", "decree", decider="x:Direktur  Misalan|Kemensos")
    assert door.outcome("take", forwarded.stage.who("secretariat2"), forwarded, message) == "done"


def test_an_outsider_does_not_sign_beside_a_signer_of_the_same_name(door: Straight, stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    function, message = draw_up(case, "programme_manager", "verify", "dinsos_city", decider="x:Kepala Misalan|Dinas")
    name = case.stage.person("programme_manager2").name
    assert door.outcome(function, stage.who("programme_manager"), case, message | {"decider": f"x:{name.lower()}|dinas"}) == "done"
    function, message = draw_up(case, "programme_manager2", "verify", "upc")
    assert refused(door, case, "programme_manager2", message, function) == "four eyes"


def test_a_groups_officers_are_its_members_and_nobody_else(door: Straight, stage: Stage) -> None:
    case = journeys.to_ready(stage.open())
    journeys.pay(case, 20_000_000)
    case.file("bank_statement", "receipt")
    chair = next(one for one in case.look().facts["group"]["members"] if one["office"] == "chair")
    function, message = draw_up(case, "organiser", "receive", "chair", decider=f"m:{chair['id']}")
    assert refused(door, case, "organiser", message, function, decider="x:ketua entah|kelompok") == "decider"
    with pytest.raises(Invalid):
        case.take("organiser", "receive", "chair", decider="x:Ketua Entah|Kelompok")


def test_a_member_who_got_an_account_is_no_second_signer(door: Straight, stage: Stage) -> None:
    case = journeys.to_ready(stage.open())
    journeys.pay(case, 20_000_000)
    case.file("bank_statement", "receipt")
    chair = next(one for one in case.look().facts["group"]["members"] if one["office"] == "chair")
    function, message = draw_up(case, "organiser", "receive", "chair", decider=f"m:{chair['id']}")
    assert door.outcome(function, stage.who("organiser"), case, message) == "done"
    with stage.superuser.begin() as connection:
        linked = text("update member set person_id = :person where tenant_id = :t and id = :id")
        connection.execute(linked, {"person": stage.person("group_treasurer").id, "t": stage.city.id, "id": chair["id"]})
    function, second = draw_up(case, "group_treasurer", "receive", "treasurer")
    assert refused(door, case, "group_treasurer", second, function, digest=message["digest"], final=message | {"dest": "running"}) == "four eyes"
