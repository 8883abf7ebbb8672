"""A step of the team stands on the lists of those on it who may take it; what no team holds any more, on those of the role."""

from typing import Any

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.databases import Databases
from gulir.acting.doorway import rows
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.cases.queries import Wanted, count_turns, turns
from gulir.identity.memberships import add_membership, end_membership
from gulir.identity.persons import disable_person
from gulir.web.dates import today
from gulir.web.inbox.queries import waiting
from tests.people import add_person
from tests.walk.advocates import Office, take_in
from tests.walk.ground import Case, Stage

EXPIRE = text("update access set until = now() - interval '1 second' where case_id = :case and person_id = :person")
UNTIL = text("update turn set team_until = now() - interval '1 second' where case_id = :case and role like 'team:%'")
EVERYBODY = ("organiser", "organiser2", "advocate", "advocate2")


@pytest.fixture
def office(stage: Stage, databases: Databases) -> Office:
    """The network's desk, with a second advocate."""
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        second = add_person(connection, "Advokat Kedua", [("advocate", stage.city.organisations["network"], [stage.city.id])])
    stage.city.people["advocate"].append(second)
    return Office(stage)


def lists(case: Case, *names: str) -> set[str]:
    """On whose of these work lists the case stands; the count and what is called theirs say the same."""
    found, city = set(), case.stage.city.id
    for name in names or EVERYBODY:
        who = case.stage.who(name)
        db.session.rollback()  # a key is of one transaction
        with as_acting(who):
            every = [str(row.id) for row in turns(who, [city], Wanted(), today(), 50)]
            assert len(every) == len(set(every)) == count_turns(who, [city], today()).every
            assert {row.mine for row in waiting(who, [city], []) if row.number == case.number} in ({case.id in every}, set())
            found |= {name} if case.id in every else set()
    return found


def told(case: Case) -> set[Any]:
    """Who would hear that it is their turn."""
    with case.stage.superuser.connect() as connection:
        desks = connection.execute(text("select role from turn where case_id = :case"), {"case": case.id}).scalars().all()
    people = {str(case.stage.person(name).id): name for name in EVERYBODY}
    clock = act_for_job(case.stage.city.id)
    with as_acting(clock):
        found = rows("audience", clock.key, case.stage.city.id, case.id, desks, [], "00000000-0000-0000-0000-000000000000")
    return {people.get(str(person)) for (person,) in found} - {None}


def test_a_step_of_anybody_calls_everybody_and_one_of_the_team_only_the_team(office: Office) -> None:
    case = office.log()
    assert lists(case) == set(EVERYBODY)
    case = office.at("documenting")
    assert lists(case) == {"advocate"}
    take_in(case, "advocate2")
    assert lists(case) == {"advocate", "advocate2"}
    case = office.at("closing")
    assert lists(case) >= {"organiser", "advocate"} and "organiser2" not in lists(case)


def test_of_a_case_for_its_team_alone_it_is_the_same(office: Office) -> None:
    assert lists(office.log(lane=2)) == {"organiser"}


def test_of_a_hidden_case_too(office: Office) -> None:
    assert lists(office.at("mandate", lane=2)) == {"advocate"}


def test_when_the_last_who_could_act_is_gone_everybody_of_the_role_is_called(office: Office) -> None:
    case = office.at("documenting")
    take_in(case, "advocate2", until="2099-01-01")
    assert lists(case) == {"advocate", "advocate2"}
    case.take("organiser", "dismiss", person=str(office.stage.person("advocate").id))
    assert lists(case) == {"advocate2"}
    with office.stage.superuser.begin() as connection:  # the year 2099 is over
        connection.execute(EXPIRE, {"case": case.id, "person": office.stage.person("advocate2").id})
        held = connection.execute(text("select team_until from turn where case_id = :case and role = 'team:advocate'"), {"case": case.id}).scalar_one()
        assert held.year == 2099
        connection.execute(UNTIL, {"case": case.id})
    assert lists(case) == {"advocate", "advocate2"}


def ends_seat(connection: Any, person: Any) -> None:
    end_membership(connection, person.membership())


def is_disabled(connection: Any, person: Any) -> None:
    disable_person(connection, person.id)


@pytest.mark.parametrize("leaves", [ends_seat, is_disabled])
def test_who_leaves_the_network_leaves_no_case_nowhere(office: Office, databases: Databases, leaves: Any) -> None:
    case = office.at("documenting")
    assert lists(case, "advocate2") == set()
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        leaves(connection, office.stage.person("advocate"))
    assert lists(case, "advocate2", "organiser2") == {"advocate2"}


def test_who_begins_to_work_for_a_government_is_no_longer_of_the_team(office: Office, databases: Databases) -> None:
    case, stage = office.at("documenting"), office.stage
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        add_membership(connection, stage.person("advocate").id, stage.city.organisations["dinsos_city"], "dinsos_officer", tenants=[stage.city.id])
    assert lists(case, "advocate2") == {"advocate2"}


def test_a_track_goes_with_the_team_of_its_case(office: Office) -> None:
    case = office.at("acting")
    track = office.track(case)
    assert lists(track) == {"advocate"}
    take_in(case, "advocate2")
    case.take("organiser", "dismiss", person=str(office.stage.person("advocate").id))
    assert lists(track) == {"advocate2"}


def test_an_obstacle_of_such_a_case_calls_its_team(office: Office) -> None:
    case = office.at("documenting")
    case.take("advocate", "block", code=case.look("advocate").workflow.reasons[0][0], resolver="network", note="kata")
    assert lists(case) == {"organiser", "advocate"}


def test_those_are_told_whose_turn_it_is(office: Office) -> None:
    case = office.at("documenting")
    assert told(case) == {"advocate"}
    with office.stage.superuser.begin() as connection:
        connection.execute(EXPIRE, {"case": case.id, "person": office.stage.person("advocate").id})
        connection.execute(UNTIL, {"case": case.id})
    assert told(case) == {"advocate", "advocate2"}
