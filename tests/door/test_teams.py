"""The door itself keeps steps to the team of a case, a case to its lanes, and a track to its case; raw calls, with messages that no careful caller sends."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from gulir.acting.databases import Databases
from tests.door.straight import Straight, draw_up, stored
from tests.people import add_person
from tests.walk.advocates import Office, take_in
from tests.walk.ground import Case, Stage

OPEN: dict[str, Any] = {"title": "Uji", "series": "ADV-2014", "act_date": "2014-05-12", "precision": "day", "body": "{}", "witness": "00", "hash": "ab" * 32}
OPEN |= {"workflow": "advocacy", "wv": 1, "dest": "intake", "ball": ["network"], "turns": []}
TRACK = {"workflow": "lapor", "dest": "prepared", "series": "LAPOR-2014"}
EXPIRE = text("update access set until = now() - interval '1 second' where case_id = :case and person_id = :person")
TEAM = text("select a.case_id, p.name from access a join person p on p.id = a.person_id where a.case_id = any(:cases) and (a.until is null or a.until > now())")


@pytest.fixture
def office(stage: Stage) -> Office:
    """The network's desk."""
    return Office(stage)


def refused(door: Straight, case: Case, who: str, step: str, **effects: Any) -> str:
    """What the door says to a step whose message brings these effects; nothing changed."""
    _function, message = draw_up(case, who, step)
    before = stored(case)
    found = door.outcome("take", case.stage.who(who), case, message | ({"effects": effects} if effects else {}))
    assert stored(case) == before
    return found


def test_whose_time_on_the_team_is_over_takes_no_step_of_the_team(door: Straight, office: Office) -> None:
    case = office.at("documenting")
    with office.stage.superuser.begin() as connection:
        connection.execute(EXPIRE, {"case": case.id, "person": office.stage.person("advocate").id})
    for step in ("seek_mandate", "conclude", "enlist", "note", "file"):
        assert refused(door, case, "advocate", step) == "team"
    assert refused(door, case, "organiser2", "note") == "team"
    assert refused(door, case, "organiser2", "seek_mandate") == "role"


def test_of_a_case_for_its_team_alone_the_others_find_nothing(door: Straight, office: Office) -> None:
    case = office.at("documenting", lane=2)
    _function, message = draw_up(case, "advocate", "seek_mandate")
    for name in ("organiser2", "programme_manager", "secretariat", "dinsos_officer", "ministry_officer", "auditor"):
        acting = office.stage.who(name)
        assert door.outcome("take", acting, case, message | {"decider": f"p:{acting.person_id}"}) == "absent"
    with office.stage.superuser.begin() as connection:
        connection.execute(EXPIRE, {"case": case.id, "person": office.stage.person("advocate").id})
    assert door.outcome("take", office.stage.who("advocate"), case, message) == "absent"


def test_only_the_step_that_says_so_moves_a_case_to_another_lane_and_never_into_the_programmes(door: Straight, office: Office) -> None:
    case = office.at("triage")
    assert refused(door, case, "organiser", "document", lane=0) == "effects"
    assert refused(door, case, "organiser", "correct", lane=2) == "effects"
    assert refused(door, case, "organiser", "refer", lane=2) == "effects"
    kube = office.stage.open()
    assert refused(door, kube, "organiser", "correct", lane=2) == "effects"
    assert refused(door, kube, "organiser", "note", team=[]) == "effects"
    assert refused(door, kube, "organiser", "note", items=[{"id": str(uuid4()), "kind": "demand", "words": "x", "state": "open"}]) == "effects"


def test_a_case_is_tied_to_an_obstacle_of_a_city_that_there_is(door: Straight, office: Office) -> None:
    case = office.at("acting")
    _function, message = draw_up(case, "organiser", "tie", plea=f"{office.stage.city.slug}/{uuid4()}")
    nowhere = message | {"effects": {"tie": [f"nowhere/{uuid4()}"]}}
    assert door.outcome("take", office.stage.who("organiser"), case, nowhere) == "effects"
    assert refused(door, case, "organiser", "note", tie=[f"{office.stage.city.slug}/{uuid4()}"]) == "effects"
    assert refused(door, office.stage.open(), "organiser", "note", lift=[str(uuid4())]) == "effects"


def test_nobody_of_government_and_nobody_else_gets_on_a_team(door: Straight, office: Office, databases: Databases) -> None:
    case, stage = office.at("documenting"), office.stage
    network, dinsos = (stage.city.organisations[kind] for kind in ("network", "dinsos_city"))
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        both = add_person(connection, "Ganda", [("organiser", network, [stage.city.id]), ("dinsos_officer", dinsos, [stage.city.id])])
    people = [stage.person(name).id for name in ("dinsos_officer", "treasurer", "ministry_officer", "auditor", "group_chair")] + [both.id, uuid4()]
    for person in people:
        assert refused(door, case, "organiser", "enlist", team=[{"person": str(person)}]) == "outsider"
    take_in(case, "organiser2", "programme_manager", "secretariat")


@pytest.mark.parametrize(
    ("who", "changed", "outcome"),
    [
        ("organiser", {"lane": 0}, "undeclared"),
        ("organiser", {}, "undeclared"),
        ("organiser", {"lane": 1}, "done"),
        ("organiser", {"lane": 2}, "done"),
        ("advocate", {"lane": 2}, "done"),
        ("organiser", TRACK | {"lane": 1}, "team"),
        ("programme_manager", {"lane": 1}, "role"),
        ("programme_manager", {"lane": 2}, "role"),
        ("dinsos_officer", {"lane": 1}, "absent"),
        ("dinsos_officer", {"lane": 2}, "absent"),
        ("treasurer", {"lane": 2}, "absent"),
    ],
    ids=str,
)
def test_an_advocacy_case_lies_in_its_lanes_from_the_start(door: Straight, stage: Stage, who: str, changed: dict[str, Any], outcome: str) -> None:
    acting = stage.who(who)
    message = OPEN | {"id": str(uuid4()), "idem": str(uuid4()), "decider": f"p:{acting.person_id}", "kampung": str(stage.city.kampungs[0])} | changed
    assert door.call("open_case", acting, stage.city.id, None, message)["outcome"] == outcome


def test_a_track_is_opened_by_the_team_of_its_case_and_in_its_lane(door: Straight, office: Office) -> None:
    case, stage = office.at("acting", lane=2), office.stage
    message = OPEN | TRACK | {"kampung": str(stage.city.kampungs[0]), "parent": case.id}
    for who, lane, outcome in (("advocate", 1, "undeclared"), ("organiser2", 2, "absent"), ("advocate", 2, "done")):
        mine = message | {"id": str(uuid4()), "idem": str(uuid4()), "decider": f"p:{stage.who(who).person_id}", "lane": lane}
        assert door.call("open_case", stage.who(who), stage.city.id, None, mine)["outcome"] == outcome
    open_one = office.at("acting")
    mine = message | {"id": str(uuid4()), "idem": str(uuid4()), "decider": f"p:{stage.who('organiser2').person_id}", "lane": 1, "parent": open_one.id}
    assert door.call("open_case", stage.who("organiser2"), stage.city.id, None, mine)["outcome"] == "team"


def test_a_track_has_the_team_of_its_case_now_and_later_and_goes_where_it_goes(office: Office) -> None:
    case = office.at("acting")
    track, stage = office.track(case), office.stage

    def teams() -> tuple[set[str], set[str]]:
        with stage.superuser.connect() as connection:
            rows = connection.execute(TEAM, {"cases": [case.id, track.id]}).all()
        return tuple({row.name for row in rows if str(row.case_id) == one.id} for one in (case, track))  # type: ignore[return-value]

    assert teams()[0] == teams()[1] == {stage.person(name).name for name in ("organiser", "advocate")}
    take_in(case, "organiser2")
    case.take("organiser2", "dismiss", person=str(stage.person("organiser").id))
    assert teams()[0] == teams()[1] == {stage.person(name).name for name in ("organiser2", "advocate")}
    for step in ("suspend", "reopen"):
        case.take("advocate", step)
    case.take("advocate", "document", category="land", lane="2")
    assert [case.look("advocate").case["lane"], track.look("advocate").case["lane"]] == [2, 2]
    assert [child["number"] for child in case.look("advocate").facts["children"]] == [track.number]
    with stage.superuser.connect() as connection:
        for table in ("event", "turn", "outbox", "item", "document"):
            lanes = connection.execute(text(f"select distinct lane from {table} where case_id = any(:cases)"), {"cases": [case.id, track.id]}).scalars().all()
            assert set(lanes) <= {2}, table
