"""A renamed state: cases under way move to the newer version and back, city by city, with their signatures, marks and papers."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from gulir.acting import Tenant
from gulir.acting.doorway import databases
from gulir.acting.keys import CONSOLE, act_as_system
from gulir.cases.looking import processes
from gulir.commands.versions import move_of
from gulir.history.verify import verify_city
from tests.door.straight import stored
from tests.people import City
from tests.walk import journeys
from tests.walk.ground import Case, Stage

TASK = text("select id, state, done, total, lanes, run from task where tenant_id = :tenant")
WHERE = text("select c.number, c.wv, c.state, c.version, c.facts, c.since, c.due_on from cases c where c.tenant_id = :tenant order by c.id")
FREE = text("update cases set group_id = null where tenant_id = :tenant")
LAST = text("select step, source, dest, wv, decider, actor::text from event where case_id = :case order by seq desc limit 1")
MOVER = "00000000-0000-7000-8000-000000000005"


def opened(stage: Stage, way: Callable[[Case], Case]) -> Case:
    """A case that has gone a way; a group has one application at a time."""
    with stage.superuser.begin() as connection:
        connection.execute(FREE, {"tenant": stage.city.id})
    return way(stage.open())


def standing(stage: Stage, tenant: int | None = None) -> list[tuple[int, str]]:
    """Version and state of every case of a city."""
    with stage.superuser.connect() as connection:
        return [(row.wv, row.state) for row in connection.execute(WHERE, {"tenant": tenant or stage.city.id})]


def whole(stage: Stage) -> None:
    """Every chain, every witness and every state of the city is as it should be."""
    who = act_as_system(CONSOLE, role="auditor")
    city = Tenant(stage.city.id, stage.city.slug, stage.city.name, stage.city.zone)
    assert [str(one) for one in verify_city(databases().app, who, city, b"w" * 32).findings] == []


@pytest.fixture
def cases(stage: Stage) -> list[Case]:
    """One that saves, two that are formed, one that UPC has signed and the city has not."""
    made = [opened(stage, way) for way in (lambda one: one, journeys.to_formed, journeys.to_formed, journeys.to_complete)]
    made[1].take("organiser", "block", code="STATUS_TANAH", resolver="dinsos_city")
    made[3].take("programme_manager", "verify", "upc")
    return made


def test_a_dry_run_says_what_would_move_and_changes_nothing(stage: Stage, cases: list[Case], run: Callable[..., str]) -> None:
    before = [stored(case) for case in cases]
    said = run("migrate", "--dry-run", "--city", stage.city.slug)
    assert f"{stage.city.slug}: kube, version 1 to 2: 4 cases found" in said
    assert "2 cases would move from formed to founded" in said
    assert "1 case would move from complete to entire" in said
    assert "1 case would move from saving to saving (same name)" in said
    assert "Nothing was changed." in said
    assert [stored(case) for case in cases] == before
    assert standing(stage) == [(1, "saving"), (1, "formed"), (1, "formed"), (1, "complete")]


def test_a_page_shows_how_far_the_move_is_to_whoever_sees_the_city(
    stage: Stage, cases: list[Case], run: Callable[..., str], client_as: Callable[..., FlaskClient]
) -> None:
    run("migrate", "--city", stage.city.slug, "--workflow", "kube")
    with stage.superuser.connect() as connection:
        task = connection.execute(TASK, {"tenant": stage.city.id}).one()
    assert (task.state, task.done, task.total, task.lanes, task.run) == ("done", len(cases), len(cases), [0], None)
    page = f"/{stage.city.slug}/tugas/{task.id}"
    shown = client_as(stage.city.one("dinsos_officer")).get(page)
    assert f"{len(cases)} dari {len(cases)}" in shown.text
    assert "Hapus" not in shown.text
    assert "0 cases found" in run("migrate", "--city", stage.city.slug)


def test_how_many_cases_of_a_team_alone_move_is_told_to_nobody(stage: Stage) -> None:
    way: Any = SimpleNamespace(dest=processes().current("advocacy"))
    _what, _asked, lanes = move_of(way)
    assert list(lanes) == [1, 2]
    assert [name for name in ("advocate", "programme_manager", "secretariat") if set(lanes) <= set(stage.who(name).lanes)] == []


def test_cases_move_forth_and_back_with_all_that_they_bear(stage: Stage, cases: list[Case], run: Callable[..., str], city: Callable[..., City]) -> None:
    with stage.superuser.connect() as connection:
        before = connection.execute(WHERE, {"tenant": stage.city.id}).all()
    assert "2 cases moved from formed to founded" in run("migrate", "--city", stage.city.slug, "--workflow", "kube")
    assert standing(stage) == [(2, "saving"), (2, "founded"), (2, "founded"), (2, "entire")]
    whole(stage)
    with stage.superuser.connect() as connection:
        after = connection.execute(WHERE, {"tenant": stage.city.id}).all()
        last = connection.execute(LAST, {"case": cases[1].id}).one()
    assert [row[3:] for row in after] == [row[3:] for row in before]  # version, facts, clock: nobody acted
    assert tuple(last) == ("@migrate", "formed", "founded", 2, f"p:{MOVER}", MOVER)
    assert "0 cases found" in run("migrate", "--city", stage.city.slug)
    assert "2 cases moved from founded to formed" in run("migrate", "--back", "--city", stage.city.slug)
    assert standing(stage) == [(1, "saving"), (1, "formed"), (1, "formed"), (1, "complete")]
    whole(stage)


def test_a_case_goes_on_under_the_newer_version(stage: Stage, cases: list[Case], run: Callable[..., str], newer: Flask) -> None:
    run("migrate", "--city", stage.city.slug)
    with newer.app_context():
        cases[3].take("dinsos_officer", "verify", "dinsos_city")  # the first signature still counts
        assert cases[3].state == "verified"
        assert [one["kind"] for one in cases[1].look().facts["marks"]] == ["blocker"]
        cases[1].take("programme_manager", "unblock", blocker=cases[1].look().facts["marks"][0]["id"])
        assert cases[1].state == "founded"
    whole(stage)


def test_a_renamed_state_leads_on_as_before(stage: Stage, run: Callable[..., str], newer: Flask) -> None:
    case = opened(stage, journeys.to_formed)
    run("migrate", "--city", stage.city.slug)
    with newer.app_context():
        journeys.propose(case).take("programme_manager", "confirm_complete")
        assert case.state == "entire"
    whole(stage)


def test_one_city_at_a_time(stage: Stage, cases: list[Case], run: Callable[..., str], city: Callable[..., City]) -> None:
    other = Stage(stage.superuser, city(), stage.cast, stage.acting_as)
    elsewhere = opened(other, journeys.to_formed)
    run("migrate", "--city", stage.city.slug)
    assert standing(other) == [(1, "formed")]
    assert elsewhere.state == "formed"


def test_what_cannot_move_is_named_and_stays(stage: Stage, cases: list[Case], run: Callable[..., str], newer: Flask) -> None:
    forth, _back = newer.extensions["gulir.workflows"].ways[0]
    del forth.places["formed"]
    said = run("migrate", "--city", stage.city.slug)
    assert f"2 cases stayed in formed: version 2 has no state for it ({cases[1].number}, {cases[2].number})" in said
    assert standing(stage) == [(2, "saving"), (1, "formed"), (1, "formed"), (2, "entire")]


def test_new_cases_take_the_version_that_the_database_names(stage: Stage, run: Callable[..., str], newer: Flask) -> None:
    with newer.app_context():
        first = opened(stage, lambda one: one)
        assert first.look().case["wv"] == 1
        assert "New cases of kube take version 2." in run("current", "kube", "2")
        second = opened(stage, journeys.to_formed)
        assert (second.look().case["wv"], second.state) == (2, "founded")
