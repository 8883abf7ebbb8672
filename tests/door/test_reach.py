"""Who reaches what at the door: lanes, the team of a case, an organiser's kampungs, a group's own officers, the registry's claims."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text

from gulir.acting import Acting, as_acting
from gulir.acting.databases import Databases
from gulir.acting.keys import act_as_system, acting_of, key_for_membership
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent
from tests.door.straight import Straight, draw_up, stored
from tests.people import Person, add_person
from tests.walk.ground import Case, Stage


def sees(case: Case, who: Acting) -> bool:
    """Whether a look finds the case."""
    try:
        with as_acting(who):
            look(who, case.stage.city.id, case.id)
    except Absent:
        return False
    return True


def into_lane(stage: Stage, case: Case, lane: int, *team: Person) -> None:
    """Moves a case and what hangs on it into a lane, with its team."""
    with stage.superuser.begin() as connection:
        connection.execute(text("update cases set lane = :lane where id = :case"), {"lane": lane, "case": case.id})
        for person in team:
            values = {"tenant": stage.city.id, "case": case.id, "person": person.id}
            connection.execute(text("insert into access (tenant_id, case_id, person_id) values (:tenant, :case, :person)"), values)


def test_the_second_lane_is_for_those_who_read_it(door: Straight, stage: Stage) -> None:
    case = stage.open()
    _function, message = draw_up(case, "programme_manager", "note")
    into_lane(stage, case, 1)
    assert [name for name in ("organiser", "advocate", "programme_manager", "secretariat") if not sees(case, stage.who(name))] == []
    hidden = ("treasurer", "city_admin", "dinsos_officer", "province_officer", "ministry_officer", "auditor")
    assert [name for name in hidden if sees(case, stage.who(name))] == []
    before = stored(case)
    for name in hidden:
        assert door.outcome("take", stage.who(name), case, message | {"decider": f"p:{stage.who(name).person_id}"}) == "absent"
    assert stored(case) == before


def test_the_third_lane_is_for_its_team_and_for_nobody_of_the_government(door: Straight, stage: Stage) -> None:
    case = stage.open()
    both = stage.cast.tono
    into_lane(stage, case, 2, stage.person("advocate"), stage.person("dinsos_officer"), both)
    assert sees(case, stage.who("advocate"))
    assert not sees(case, stage.who("organiser"))
    assert not sees(case, stage.who("dinsos_officer"))
    with stage.superuser.begin() as connection:
        connection.execute(text("update access set until = now() - interval '1 s' where person_id = :one"), {"one": stage.person("advocate").id})
    assert not sees(case, stage.who("advocate"))


def test_who_also_works_for_a_dinsos_reads_no_lane_but_the_first(stage: Stage, databases: Databases) -> None:
    network, dinsos = (stage.city.organisations[kind] for kind in ("network", "dinsos_city"))
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        both = add_person(connection, "Ganda", [("organiser", network, [stage.city.id]), ("dinsos_officer", dinsos, [stage.city.id])])
    case = stage.open()
    assert sees(case, stage.of(both, "organiser"))
    for lane in (1, 2):
        into_lane(stage, case, lane, *([both] if lane == 2 else []))
        assert not sees(case, stage.of(both, "organiser"))
        assert not sees(case, stage.of(both, "dinsos_officer"))


def of_kampung(stage: Stage, databases: Databases, kampung: UUID) -> Acting:
    """An organiser who works in one kampung only."""
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        person = add_person(connection, "Kampung", [("organiser", stage.city.organisations["network"], [stage.city.id])])
    with stage.superuser.begin() as connection:
        connection.execute(
            text("update membership set kampungs = array[cast(:kampung as uuid)] where id = :id"), {"kampung": kampung, "id": person.membership()}
        )
    return acting_of(key_for_membership(str(person.membership()), purpose="web"))


def test_an_organiser_reaches_the_kampungs_that_are_theirs(door: Straight, stage: Stage, databases: Databases) -> None:
    first, second = stage.open(0), stage.open(1)
    who = of_kampung(stage, databases, stage.city.kampungs[0])
    assert sees(first, who)
    assert not sees(second, who)
    _function, message = draw_up(second, "organiser", "note")
    assert door.outcome("take", who, second, message | {"decider": f"p:{who.person_id}"}) == "absent"


def test_a_case_is_not_opened_for_a_group_out_of_reach_by_naming_ones_own_kampung(stage: Stage, databases: Databases) -> None:
    who = of_kampung(stage, databases, stage.city.kampungs[0])
    stage.open(1)
    book = processes().rulebooks["kube-upc-model"].hash
    with as_acting(who), pytest.raises(Absent):
        open_case(who, stage.city.id, NewCase("kube", "Lain", book, uuid4(), group=stage.city.groups[1], kampung=stage.city.kampungs[0]))
    with as_acting(who):
        assert open_case(who, stage.city.id, NewCase("kube", "Sendiri", book, uuid4(), group=stage.city.groups[0])).state == "saving"


def test_officers_see_their_own_group_only(stage: Stage) -> None:
    own, other = stage.open(0), stage.open(1)
    for name in ("group_chair", "group_secretary", "group_treasurer"):
        assert sees(own, stage.who(name))
        assert not sees(other, stage.who(name))


OPEN: dict[str, Any] = {
    "workflow": "kube",
    "wv": 1,
    "dest": "saving",
    "title": "Uji",
    "series": "KUBE-2014",
    "act_date": "2014-05-12",
    "precision": "day",
    "body": "{}",
}
OPEN |= {"witness": "00", "hash": "ab" * 32, "ball": [], "turns": []}


@pytest.mark.parametrize(
    ("who", "changed", "outcome"),
    [
        ("organiser", {"dest": "disbursed"}, "undeclared"),
        ("organiser", {"workflow": "invented"}, "undeclared"),
        ("organiser", {"wv": 2}, "newer"),
        ("organiser", {"wv": None}, "newer"),
        ("organiser", {"lane": 1}, "undeclared"),
        ("organiser", {"lane": 2}, "undeclared"),
        ("organiser", {"parent": "00000000-0000-4000-8000-00000000000a"}, "absent"),
        ("organiser", {"effects": {"patch": {}}}, "effects"),
        ("dinsos_officer", {}, "role"),
        ("dinsos_officer", {"lane": 1}, "absent"),
        ("programme_manager", {}, "role"),
        ("auditor", {}, "role"),
        ("group_chair", {}, "absent"),
    ],
    ids=str,
)
def test_a_case_begins_where_the_workflow_begins(door: Straight, stage: Stage, who: str, changed: dict[str, Any], outcome: str) -> None:
    acting = stage.who(who)
    message = OPEN | {"id": str(uuid4()), "idem": str(uuid4()), "decider": f"p:{acting.person_id}", "kampung": str(stage.city.kampungs[1])} | changed
    with stage.superuser.connect() as connection:
        count = text("select (select count(*) from cases where tenant_id = :t), (select count(*) from event where tenant_id = :t)")
        before = connection.execute(count, {"t": stage.city.id}).one()
        assert door.call("open_case", acting, stage.city.id, None, message)["outcome"] == outcome
        after = connection.execute(count, {"t": stage.city.id}).one()
    assert (before == after) is (outcome != "done")


def test_a_nik_is_claimed_once_also_within_one_list(door: Straight, stage: Stage) -> None:
    tag, claims = b"t" * 32 + uuid4().bytes, [uuid4(), uuid4()]
    row = door.connection.execute("select array(select claim(%s, %s, %s, %s))", [stage.who("organiser").key, stage.city.id, [tag, tag], claims]).fetchone()
    assert row == ([tag],)


def test_a_claim_that_the_registry_does_not_hold_registers_nobody(stage: Stage) -> None:
    case = stage.open()
    with stage.superuser.begin() as connection:
        connection.execute(
            text("update member set claim = :claim where group_id = :group and office = 'chair'"), {"claim": uuid4(), "group": stage.city.groups[0]}
        )
    registered = {one["office"]: one["registered"] for one in case.look().facts["group"]["members"]}
    assert registered["chair"] is False
    assert registered["treasurer"] is True


def test_search_tells_nobody_else_of_the_third_lane(door: Straight, stage: Stage, acting_as: Callable[..., Acting]) -> None:
    case = stage.open()
    with stage.superuser.begin() as connection:
        connection.execute(text("update cases set title = 'Rahasiaquux' where id = :case"), {"case": case.id})
    into_lane(stage, case, 2, stage.person("advocate"))
    found = {name: door.connection.execute("select ref from find(%s, 'Rahasiaquux', 10)", [stage.who(name).key]).fetchall() for name in stage.city.people}
    assert [name for name, rows in found.items() if rows] == ["advocate"]


def test_an_audit_names_no_case_of_a_lane_that_one_does_not_read(door: Straight, stage: Stage) -> None:
    case = stage.open()
    into_lane(stage, case, 1)
    with stage.superuser.begin() as connection:
        connection.execute(text("update cases set seq = seq + 7 where id = :case"), {"case": case.id})
    asked = {name: verdicts(door, stage, stage.who(name)) for name in ("auditor", "dinsos_officer", "advocate")}
    assert {name: [str(row[1]) for row in rows] for name, rows in asked.items()} == {"auditor": [], "dinsos_officer": [], "advocate": [case.id]}
    console = act_as_system("00000000-0000-7000-8000-000000000002", role="auditor")
    assert [str(row[1]) for row in verdicts(door, stage, console)] == [case.id]


def test_what_is_gone_altogether_is_told_to_those_who_check_every_lane(door: Straight, stage: Stage) -> None:
    stage.open()
    with stage.superuser.begin() as connection:
        connection.execute(text("update numbering set last = last + 1 where tenant_id = :tenant"), {"tenant": stage.city.id})
    traces = "select number from history_traces(%s, %s)"
    assert door.connection.execute(traces, [stage.who("auditor").key, stage.city.id]).fetchall() == []
    console = act_as_system("00000000-0000-7000-8000-000000000002", role="auditor")
    assert len(door.connection.execute(traces, [console.key, stage.city.id]).fetchall()) == 1


def test_an_auditor_claims_nothing_in_the_registry(door: Straight, stage: Stage) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        door.connection.execute("select claim(%s, %s, %s, %s)", [stage.who("auditor").key, stage.city.id, [uuid4().bytes], [uuid4()]])


def verdicts(door: Straight, stage: Stage, who: Acting) -> list[Any]:
    """What the walk of the city's history finds for somebody."""
    return door.connection.execute("select number, case_id from verify_city(%s, %s)", [who.key, stage.city.id]).fetchall()
