"""The clock tells of a team that ends while somebody can still take another in, and of one that is gone, each rung once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.databases import Databases
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.identity.persons import disable_person
from gulir.jobs import timing
from gulir.jobs.registry import Work
from gulir.notices.audience import who_hears
from tests.people import add_person
from tests.walk.advocates import Office, take_in
from tests.walk.ground import Case, Stage

REMINDERS = text("select seq, data->'answers'->>'rung' as rung from event where case_id = :case and step = 'remind' order by seq")
ENDS = text("update access set until = now() + cast(:off as interval) where case_id = :case and person_id = any(:people)")
CALLED = text("update turn set team_until = now() + cast(:off as interval) where case_id = :case and role like 'team:%'")


@pytest.fixture
def office(stage: Stage, databases: Databases) -> Office:
    """The network's desk, with a second advocate."""
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        stage.city.people["advocate"].append(add_person(connection, "Advokat Kedua", [("advocate", stage.city.organisations["network"], [stage.city.id])]))
    return Office(stage)


def ends(case: Case, off: str) -> None:
    """Everybody's time on its team is over so long from now."""
    people = [case.stage.person(name).id for name in ("organiser", "advocate")]
    with case.stage.superuser.begin() as connection:
        connection.execute(ENDS, {"case": case.id, "people": people, "off": off})
        connection.execute(CALLED, {"case": case.id, "off": off})


def sweep(case: Case) -> list[str]:
    """The clock's hour, twice; which reminders stand then."""
    for _ in range(2):
        timing.on_time(case.stage.city.id, "overdue", str(uuid4()), 0)
    return [row.rung for row in reminders(case)]


def reminders(case: Case) -> list[Any]:
    with case.stage.superuser.connect() as connection:
        return list(connection.execute(REMINDERS, {"case": case.id}))


def hears(case: Case) -> set[str]:
    """Who hears of the last reminder."""
    last, city, names = reminders(case)[-1], case.stage.city.id, {}
    for name in ("organiser", "organiser2", "advocate", "advocate2", "programme_manager", "dinsos_officer", "ministry_officer", "treasurer", "auditor"):
        names[case.stage.person(name).id] = name
    clock = act_for_job(city)
    db.session.rollback()
    with as_acting(clock):
        return {names.get(one, "") for one in who_hears(clock, Work(city, "0", UUID(case.id), last.seq, 1, 1, f"reminded_{last.rung}", 1))} - {""}


def test_a_team_without_an_end_is_not_spoken_of(office: Office) -> None:
    assert sweep(office.at("documenting")) == []


@pytest.mark.parametrize("lane", [1, 2])
def test_before_it_ends_those_on_it_and_the_programme_manager_hear(office: Office, lane: int) -> None:
    case = office.at("documenting", lane=lane)
    ends(case, "40 days")
    assert sweep(case) == []
    ends(case, "8 days")
    assert sweep(case) == ["team"]
    assert hears(case) == {"organiser", "advocate"} | ({"programme_manager"} if lane == 1 else set())


def test_when_it_is_gone_whoever_can_take_it_up_again_hears_and_then_nobody_more(office: Office) -> None:
    case = office.at("documenting")
    ends(case, "-1 second")
    assert sweep(case) == ["teamless"]
    assert hears(case) == {"advocate", "advocate2", "programme_manager"}
    case.take("programme_manager", "take_up_again", person=str(office.stage.person("advocate2").id))
    assert sweep(case) == ["teamless"]


def test_an_account_that_is_closed_all_at_once_is_heard_of_within_the_hour(office: Office, databases: Databases) -> None:
    case = office.at("documenting")
    take_in(case, "organiser2", until="2099-01-01")
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        disable_person(connection, office.stage.person("advocate").id)
    assert sweep(case) == ["teamless"]
    assert hears(case) == {"advocate2", "organiser", "organiser2", "programme_manager"}
