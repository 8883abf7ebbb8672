"""A case that nobody is left on is taken up again by whoever may read it, with somebody who can act; never while a team stands."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.databases import Databases
from gulir.acting.store import db
from gulir.cases.outcomes import Absent, NotYours, Outsider, TeamStands, Unmet, refusal
from gulir.identity.memberships import add_membership, end_membership
from gulir.identity.persons import disable_person
from tests.door.straight import Straight, draw_up, stored
from tests.people import add_person
from tests.walk.advocates import Office, take_in
from tests.walk.ground import Case

EXPIRE = text("update access set until = now() - interval '1 second' where case_id = :case and person_id = any(:people)")
ON_IT = text("select p.name from access a join person p on p.id = a.person_id where a.case_id = :case and (a.until is null or a.until > now())")
LANE = """select (select count(*) from cases where lane > 0), (select count(*) from turn where lane > 0), (select count(*) from access),
  (select count(*) from event where lane > 0)"""


@pytest.fixture
def office(stage: Any, databases: Databases) -> Office:
    """The network's desk, with a second advocate."""
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        stage.city.people["advocate"].append(add_person(connection, "Advokat Kedua", [("advocate", stage.city.organisations["network"], [stage.city.id])]))
    return Office(stage)


def left_alone(case: Case, *names: str) -> Case:
    """The time of these on its team is over, all that act in it by default."""
    people = [case.stage.person(name).id for name in names or ("organiser", "advocate")]
    with case.stage.superuser.begin() as connection:
        connection.execute(EXPIRE, {"case": case.id, "people": people})
    return case


def on_the_team(case: Case) -> set[str]:
    """Names."""
    with case.stage.superuser.connect() as connection:
        return set(connection.execute(ON_IT, {"case": case.id}).scalars())


def message(case: Case, who: str, *team: dict[str, Any]) -> dict[str, Any]:
    """As the gate would draw it up, with another team."""
    drawn = draw_up(case, who, "take_up_again", person=str(case.stage.person("advocate2").id))[1] | {"idem": str(uuid4())}
    return drawn | {"effects": {"team": list(team)}} if team else drawn


@pytest.mark.parametrize("who", ["programme_manager", "secretariat", "organiser2", "advocate2"])
@pytest.mark.parametrize("state", ["documenting", "closing", "dormant"])
def test_whoever_may_read_it_takes_it_up_again(office: Office, who: str, state: str) -> None:
    case = left_alone(office.at(state))
    lead = office.stage.person("advocate2")
    case.take(who, "take_up_again", person=str(lead.id), reason="Yang lama pindah kota")
    assert on_the_team(case) == {lead.name}
    told = case.look("advocate2").facts["acts"][-1]
    assert (told["step"], told["actor"], told["answers"]["reason"]) == ("take_up_again", str(office.stage.person(who).id), "Yang lama pindah kota")
    case.take("advocate2", "reopen" if state == "dormant" else "note")
    with pytest.raises(Unmet):
        case.take(who, "take_up_again", person=str(lead.id))


def test_while_somebody_on_the_team_can_act_the_door_refuses_it(door: Straight, office: Office) -> None:
    case, stage = office.at("documenting"), office.stage
    drawn, before = message(case, "programme_manager"), stored(case)
    assert door.outcome("take", stage.who("programme_manager"), case, drawn) == "team stands"
    left_alone(case, "advocate")
    assert door.outcome("take", stage.who("programme_manager"), case, drawn) == "team stands"  # an organiser is left, who takes an advocate in
    assert stored(case) == before
    assert isinstance(refusal({"outcome": "team stands"}), TeamStands)
    left_alone(case)
    assert door.outcome("take", stage.who("programme_manager"), case, drawn) == "done"


def test_a_seat_that_ended_and_an_account_that_is_closed_leave_nobody(door: Straight, office: Office, databases: Databases) -> None:
    case, stage = office.at("documenting"), office.stage
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        end_membership(connection, stage.person("organiser").membership())
        disable_person(connection, stage.person("advocate").id)
    assert door.outcome("take", stage.who("programme_manager"), case, message(case, "programme_manager")) == "done"


def test_whoever_went_over_to_a_government_is_nobody_of_the_team(door: Straight, office: Office, databases: Databases) -> None:
    case, stage = left_alone(office.at("documenting"), "organiser"), office.stage
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        add_membership(connection, stage.person("advocate").id, stage.city.organisations["dinsos_city"], "dinsos_officer", tenants=[stage.city.id])
    assert door.outcome("take", stage.who("programme_manager"), case, message(case, "programme_manager")) == "done"


def test_nobody_is_put_in_who_could_not_act_or_only_for_a_time(door: Straight, office: Office) -> None:
    case, stage = left_alone(office.at("documenting")), office.stage
    lead = {"person": str(stage.person("advocate2").id)}
    before = stored(case)
    for team in ([lead | {"until": "2099-01-01"}], [lead | {"off": True}], [{"person": str(stage.person("programme_manager").id)}],
                 [lead, {"person": str(stage.person("dinsos_officer").id)}], [lead, {"person": str(stage.person("secretariat").id)}]):  # fmt: skip
        assert door.outcome("take", stage.who("programme_manager"), case, message(case, "programme_manager", *team)) in ("outsider", "last of team")
    assert door.outcome("take", stage.who("programme_manager"), case, message(case, "programme_manager") | {"effects": {}}) == "outsider"
    assert stored(case) == before
    with pytest.raises(Outsider):
        case.take("programme_manager", "take_up_again", person=str(stage.person("programme_manager").id))


def test_of_a_case_for_its_team_alone_only_who_is_on_it_still_finds_it(door: Straight, office: Office) -> None:
    case, stage = office.at("documenting", lane=2), office.stage
    take_in(case, "programme_manager")
    drawn = message(case, "programme_manager")
    left_alone(case)
    for name in ("advocate", "advocate2", "organiser2", "secretariat", "programme_manager2", "dinsos_officer", "ministry_officer", "auditor"):
        acting = stage.who(name)
        assert door.outcome("take", acting, case, drawn | {"decider": f"p:{acting.person_id}", "idem": str(uuid4())}) == "absent", name
        with pytest.raises(Absent):
            case.look(name)
    case.take("programme_manager", "take_up_again", person=str(stage.person("advocate2").id))
    assert on_the_team(case) == {stage.person(name).name for name in ("programme_manager", "advocate2")}


def test_no_other_role_takes_it_up_and_government_finds_no_trace(door: Straight, office: Office) -> None:
    case, stage = left_alone(office.at("documenting")), office.stage
    drawn = message(case, "programme_manager")
    for name, outcome in (("treasurer", "absent"), ("city_admin", "absent"), ("group_chair", "absent"), ("dinsos_officer", "absent"),
                          ("ministry_officer", "absent"), ("auditor", "absent")):  # fmt: skip
        acting = stage.who(name)
        assert door.outcome("take", acting, case, drawn | {"decider": f"p:{acting.person_id}", "idem": str(uuid4())}) == outcome, name
    case.take("programme_manager", "take_up_again", person=str(stage.person("advocate2").id))
    for name in ("dinsos_officer", "ministry_officer", "auditor"):
        db.session.rollback()
        with as_acting(stage.who(name)):
            assert tuple(db.session.execute(text(LANE)).one()) == (0, 0, 0, 0), name


def test_a_track_gets_the_team_too(office: Office) -> None:
    case = office.at("acting")
    track = office.track(case)
    left_alone(case), left_alone(track)
    with pytest.raises(NotYours):
        track.take("programme_manager", "lodge")
    case.take("secretariat", "take_up_again", person=str(office.stage.person("advocate2").id))
    assert on_the_team(track) == {office.stage.person("advocate2").name}
    track.take("advocate2", "lodge")
