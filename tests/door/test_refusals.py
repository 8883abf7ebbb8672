"""What the door refuses, whoever asks and however the message was made; a refusal changes nothing."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from gulir.acting.keys import act_as_system, end_key, key_for_membership
from gulir.cases.acts import Seen
from gulir.cases.outcomes import PapersChanged
from tests.door.straight import Straight, draw_up, stored
from tests.walk import journeys
from tests.walk.ground import Case, Stage


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that awaits UPC."""
    return journeys.to_proposed(stage.open())


def refused(door: Straight, case: Case, who: str, message: dict[str, Any], function: str = "take", **changed: Any) -> str:
    """The door's word; nothing is stored."""
    before = stored(case)
    outcome = door.outcome(function, case.stage.who(who), case, message | changed)
    assert stored(case) == before, outcome
    assert outcome != "done"
    return outcome


def test_an_honest_message_is_done(door: Straight, case: Case) -> None:
    function, message = draw_up(case, "programme_manager", "confirm_complete")
    assert door.outcome(function, case.stage.who("programme_manager"), case, message) == "done"
    assert case.state == "complete"


@pytest.mark.parametrize(
    "who", ["organiser", "treasurer", "dinsos_officer", "ministry_officer", "secretariat", "group_chair", "auditor", "advocate", "reviewer"]
)
def test_a_role_that_may_not(door: Straight, case: Case, who: str) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    assert refused(door, case, who, message, decider=f"p:{case.stage.who(who).person_id}") == "role"


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"step": "recommend", "dest": "recommended"}, "undeclared"),
        ({"step": "confirm_complete", "dest": "decreed"}, "undeclared"),
        ({"step": "no_such", "dest": "complete"}, "undeclared"),
        ({"step": "sign", "dest": "proposed"}, "signatures"),
        ({"seen": 1}, "moved on"),
        ({"seen": None}, "moved on"),
        ({"facts": 0}, "papers changed"),
        ({"facts": None}, "papers changed"),
        ({"seq": None}, "crowded"),
        ({"seq": 1}, "crowded"),
        ({"effects": {"patch": {"amount": 1}}}, "effects"),
        ({"effects": {"batch": "00000000-0000-4000-8000-00000000000a"}}, "effects"),
        ({"effects": {"assign": "00000000-0000-4000-8000-00000000000a"}}, "effects"),
        ({"effects": {"void": True}}, "effects"),
        ({"effects": {"examine": []}}, "effects"),
        ({"effects": {"papers": []}}, "effects"),
        ({"effects": {"cure": []}}, "effects"),
        ({"effects": {"marks": [{"kind": "waiver"}]}}, "effects"),
        ({"effects": {"marks": [{"kind": "invented"}]}}, "effects"),
        ({"effects": {"invented": 1}}, "effects"),
        ({"decider": "x:Somebody Else|UPC"}, "role"),
    ],
    ids=str,
)
def test_a_message_that_no_careful_caller_sends(door: Straight, case: Case, changed: dict[str, Any], outcome: str) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    assert refused(door, case, "programme_manager", message, **changed) == outcome


@pytest.mark.parametrize("missing", ["idem", "hash", "body", "witness", "decider", "precision", "step"])
def test_a_message_that_lacks_something_changes_nothing(door: Straight, case: Case, missing: str) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    del message[missing]
    before = stored(case)
    with suppress(psycopg.IntegrityError):  # the table's own refusal
        assert door.outcome("take", case.stage.who("programme_manager"), case, message) != "done"
    assert stored(case) == before


@pytest.mark.parametrize("body", ["", "no", "[]", "1", "null", '{"a":'])
def test_a_body_that_nobody_can_read_is_not_written(door: Straight, case: Case, body: str) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    before = stored(case)
    with pytest.raises(psycopg.DataError):
        door.outcome("take", case.stage.who("programme_manager"), case, message | {"body": body})
    assert stored(case) == before


def test_a_signed_step_is_not_taken_without_its_signatures(door: Straight, stage: Stage) -> None:
    case = journeys.to_complete(stage.open())
    _function, message = draw_up(case, "programme_manager", "note")
    assert refused(door, case, "programme_manager", message, step="verify", dest="verified") == "signatures"


def test_the_same_person_twice_as_actor(door: Straight, stage: Stage) -> None:
    case = journeys.to_verified(stage.open())
    case.take("dinsos_officer", "refuse", curable="yes")
    case.take("programme_manager", "reopen")
    _function, message = draw_up(case, "programme_manager2", "confirm_complete")
    me = f"p:{stage.who('programme_manager').person_id}"
    assert refused(door, case, "programme_manager", message, decider=me) == "four eyes"


HANDS = ("ministry_officer", "secretariat")


@pytest.mark.parametrize("first", HANDS)
@pytest.mark.parametrize("second", HANDS)
def test_recorder_and_decider_are_both_bound(door: Straight, stage: Stage, first: str, second: str) -> None:
    """All four: they decided and decide, decided and are recorded, are recorded and decide, recorded and record."""
    case = journeys.to_forwarded(stage.open())
    official = f"p:{stage.person('ministry_officer').id}"
    case.take(first, "verify_centrally", **({} if first == "ministry_officer" else {"decider": official}))
    other = {"ministry_officer": "ministry_officer2", "secretariat": "secretariat2"}[second]
    stranger = f"p:{stage.person('ministry_officer2').id}"
    _function, message = draw_up(case, other, "decree", **({} if second == "ministry_officer" else {"decider": stranger}))
    # second decides themselves as the one of the first act; or the recorder names them; or the same recorder records for another
    bound = official if (first, second) != ("secretariat", "secretariat") else stranger
    assert refused(door, case, second, message, decider=bound) == "four eyes"


@pytest.mark.parametrize("spelling", ["p:{upper}", "P:{id}", "p: {id}", "m:{id}", "{id}", "", "x:", "p:00000000-0000-0000-0000-00000000dead"])
def test_a_decider_has_one_spelling(door: Straight, stage: Stage, spelling: str) -> None:
    case = journeys.to_forwarded(stage.open())
    who = stage.person("ministry_officer").id
    _function, message = draw_up(case, "secretariat", "verify_centrally")
    assert refused(door, case, "secretariat", message, decider=spelling.format(id=who, upper=str(who).upper())) == "decider"


def test_a_member_who_has_an_account_is_not_hidden_behind_their_membership(door: Straight, stage: Stage) -> None:
    case = journeys.to_ready(stage.open())
    journeys.pay(case, 20_000_000)
    case.file("bank_statement", "receipt")
    chair = next(one for one in case.look().facts["group"]["members"] if one["office"] == "chair")
    with stage.superuser.begin() as connection:
        connection.execute(text("update member set person_id = :person where id = :id"), {"person": stage.person("group_chair").id, "id": chair["id"]})
    function, message = draw_up(case, "organiser", "receive", "chair", decider=f"m:{chair['id']}")
    assert message["decider"] == f"p:{stage.person('group_chair').id}"
    assert refused(door, case, "organiser", message, function, decider=f"m:{chair['id']}") == "decider"
    assert door.outcome(function, stage.who("organiser"), case, message) == "done"


def test_a_recorded_act_needs_its_paper_but_the_past_may_have_lost_it(door: Straight, stage: Stage, acting_as: Callable[..., Any]) -> None:
    case = journeys.to_verified(stage.open())
    _function, message = draw_up(case, "programme_manager", "recommend")
    assert refused(door, case, "programme_manager", message, effects={}) == "paper"
    loader = acting_as(stage.person("programme_manager"), purpose="historical")
    assert door.outcome("take", loader, case, message | {"effects": {}}) == "done"


FACTS = {
    "member": "update member set married = false where group_id = (select group_id from cases where id = :case) and office = 'chair'",
    "new member": "insert into member (tenant_id, group_id, name) select tenant_id, group_id, 'Baru' from cases where id = :case",
    "household": "update household set in_poverty_data = false where id = (select id from member where office = 'chair'"
    " and group_id = (select group_id from cases where id = :case))",
    "group": "update groups set specimens = 1 where id = (select group_id from cases where id = :case)",
    "record": "insert into group_record (tenant_id, group_id, kind, value, recorded_by) select tenant_id, group_id, 'loans', '{\"open\": 3}', id"
    " from cases where id = :case",
    "batch": "update batch set letter_number = 'B-2' where id = (select batch_id from cases where id = :case)",
    "kampung": "update kampung set formal = false where id = (select kampung_id from cases where id = :case)",
}


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_that_changes_between_look_and_take_refuses(door: Straight, case: Case, fact: str) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    with case.stage.superuser.begin() as connection:
        assert connection.execute(text(FACTS[fact]), {"case": case.id}).rowcount == 1
    assert refused(door, case, "programme_manager", message) == "papers changed"


@pytest.mark.parametrize("act", ["file", "block", "examine", "correct"])
def test_an_act_that_changes_facts_between_look_and_take_refuses(door: Straight, case: Case, act: str) -> None:
    seen = draw_up(case, "programme_manager", "confirm_complete")[1]
    document = case.look().facts["documents"][0]["id"]
    case.take("programme_manager2", act, **({"kind": "other"} if act == "file" else {"document": document} if act == "examine" else {}))
    assert refused(door, case, "programme_manager", seen, seen=case.look().case["version"], seq=case.look().case["seq"]) == "papers changed"
    with pytest.raises(PapersChanged):
        case.take("programme_manager", "note", seen=Seen(case.look().case["version"], seen["facts"]))


def test_nobody(door: Straight, case: Case) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    person = case.stage.person("programme_manager")
    ended = key_for_membership(str(person.membership()), purpose="web")
    end_key(ended)
    assert door.outcome("take", ended, case, message) == "nobody"
    expired = key_for_membership(str(person.membership()), purpose="web", hours=0)
    assert door.outcome("take", expired, case, message) == "nobody"
    choosing = key_for_membership(str(person.membership()), purpose="choosing")
    assert door.outcome("take", choosing, case, message) == "nobody"
    assert door.outcome("take", "ab" * 32, case, message) == "nobody"
    assert door.outcome("take", "", case, message) == "nobody"


def test_the_console_reads_and_does_nothing(door: Straight, case: Case) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    console = act_as_system("00000000-0000-7000-8000-000000000002", role="programme_manager")
    before = stored(case)
    assert door.outcome("take", console, case, message | {"decider": f"p:{console.person_id}"}) == "role"
    assert stored(case) == before


def test_another_city_is_absent_and_so_is_what_does_not_exist(door: Straight, case: Case) -> None:
    _function, message = draw_up(case, "programme_manager", "confirm_complete")
    stranger = case.stage.of(case.stage.cast.surabaya.one("programme_manager"))
    before = stored(case)
    for tenant in (case.stage.city.id, case.stage.cast.surabaya.id):
        assert door.call("take", stranger, tenant, case.id, message)["outcome"] == "absent"
    assert door.call("take", case.stage.who("programme_manager"), case.stage.city.id, str(uuid4()), message)["outcome"] == "absent"
    assert stored(case) == before
