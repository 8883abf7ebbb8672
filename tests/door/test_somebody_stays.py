"""Somebody without an end stays on the team of a case: the door holds it against any message, and against two who let go at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from gulir.cases.acts import Request
from gulir.cases.outcomes import LastOfTeam, refusal
from gulir.identity.memberships import end_membership
from tests.door.straight import Straight, draw_up, stored
from tests.door.test_races import asking, at_once
from tests.services import TestDatabase
from tests.walk.advocates import Office, take_in
from tests.walk.ground import Case, Stage

STAYING = text("select count(*) from access where case_id = :case and until is null")


@pytest.fixture
def case(stage: Stage) -> Case:
    """On its team: an organiser and an advocate without an end, and one more until a day."""
    made = Office(stage).at("documenting")
    take_in(made, "organiser2", until="2099-01-01")
    return made


def letting_go(case: Case, *names: str, until: str | None = None) -> dict[str, Any]:
    """A message that lets these people go, now or on a day; no careful caller sends it for several."""
    people = [str(case.stage.person(name).id) for name in names]
    away: dict[str, Any] = {"until": until} if until else {"off": True}
    return draw_up(case, "organiser2", "dismiss", person=people[0])[1] | {"idem": str(uuid4()), "effects": {"team": [{"person": one} | away for one in people]}}


def test_the_last_are_not_let_go_by_any_message(door: Straight, case: Case) -> None:
    acting, before = case.stage.who("organiser2"), stored(case)
    for message in (
        letting_go(case, "organiser", "advocate"),
        letting_go(case, "organiser", "advocate", until="2099-12-31"),
        letting_go(case, "organiser", "advocate", "organiser2"),
    ):
        assert door.outcome("take", acting, case, message) == "last of team"
    assert stored(case) == before
    assert isinstance(refusal({"outcome": "last of team"}), LastOfTeam)
    assert door.outcome("take", acting, case, letting_go(case, "organiser")) == "done"
    assert door.outcome("take", acting, case, letting_go(case, "advocate", until="2099-12-31")) == "last of team"


def test_whoever_works_here_no_longer_is_nobody_who_stays(door: Straight, case: Case, databases: Any) -> None:
    with databases.signin.begin() as connection:
        end_membership(connection, case.stage.person("organiser").membership())
    assert door.outcome("take", case.stage.who("organiser2"), case, letting_go(case, "advocate")) == "last of team"


def test_of_two_who_let_go_at_once_the_second_finds_the_last(case: Case, database: TestDatabase) -> None:
    acting = case.stage.who("organiser2")
    first, second = letting_go(case, "organiser"), letting_go(case, "advocate")
    second |= {"seq": second["seq"] + 1, "facts": second["facts"] + 1}  # as if it had been drawn up after the first
    with psycopg.connect(database.url("gulir_app")) as one, psycopg.connect(database.url("gulir_app"), autocommit=True) as other, ThreadPoolExecutor(1) as pool:
        assert Straight(one).outcome("take", acting, case, first) == "done"
        waiting = pool.submit(Straight(other).outcome, "take", acting, case, second)
        time.sleep(0.3)  # it stands before the lock
        assert not waiting.done()
        one.commit()
        assert waiting.result(30) == "last of team"


def test_two_at_once_through_the_gate(case: Case) -> None:
    people = [str(case.stage.person(name).id) for name in ("organiser", "advocate")]
    at_once(case.stage, [asking(case, "organiser2", Request("dismiss", uuid4(), None, None, {"person": one})) for one in people])
    with case.stage.superuser.connect() as connection:
        assert connection.execute(STAYING, {"case": case.id}).scalar_one() == 1
