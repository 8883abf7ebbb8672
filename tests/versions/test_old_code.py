"""While the old program still runs: it goes on with its own cases, and what is newer than itself it answers with a sentence."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gulir.acting import Tenant, as_acting
from gulir.acting.keys import MIGRATOR, act_as_system
from gulir.cases import migrating
from gulir.cases.outcomes import Newer, Refused
from tests.door.straight import Straight
from tests.services import TestDatabase
from tests.versions.test_migrate import opened, standing, whole
from tests.walk import journeys
from tests.walk.ground import Case, Stage

MANY, TURNS = 12, 12  # cases; acts of the old program at the least
LISTS = ("berkas", "papan", "kelompok", "laporan", "cari?q=Uji", "")
SENTENCE = "belum mengenal versi barunya"


def test_old_code_answers_a_sentence_about_a_newer_case(stage: Stage, run: Callable[..., str], client_as: Callable[..., FlaskClient]) -> None:
    case = opened(stage, journeys.to_formed)
    run("migrate", "--city", stage.city.slug)
    with pytest.raises(Newer):
        case.take("organiser", "note", note="apa kabar")
    client = client_as(stage.city.one("programme_manager"))
    with ThreadPoolExecutor(1) as elsewhere:  # a browser shares no context with a test
        at = {path: elsewhere.submit(client.get, f"/{stage.city.slug}/{path}", follow_redirects=True).result() for path in (f"berkas/{case.number}", *LISTS)}
    page = at.pop(f"berkas/{case.number}")
    assert (page.status_code, SENTENCE in page.text) == (503, True)
    assert {path: answer.status_code for path, answer in at.items()} == dict.fromkeys(LISTS, 200)
    assert case.number in at["berkas"].text or "KUBE Uji" in at["berkas"].text


def test_old_code_does_not_open_a_case_of_a_version_that_it_does_not_know(stage: Stage, run: Callable[..., str]) -> None:
    run("current", "kube", "2")
    with pytest.raises(Newer):
        opened(stage, lambda one: one)


def test_cases_move_while_the_old_program_goes_on_moving_them(stage: Stage, app: Flask, newer: Flask) -> None:
    cases = [opened(stage, journeys.to_proposed if n % 2 else journeys.to_formed) for n in range(MANY)]
    for name in ("organiser", "programme_manager", "programme_manager2"):
        stage.who(name)
    found: Counter[str] = Counter()
    begun, moved = threading.Event(), threading.Event()
    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(old_program, app, case, found, begun, moved) for case in cases]
        assert begun.wait(30)
        with newer.app_context():
            move_all(stage, newer, found)
        moved.set()
        for one in running:
            one.result(60)
    assert found["done"] > 0, found
    assert found["Newer"] == MANY, found  # each met the newer version once, and was told so
    assert found["left for later"] > 0, found  # and some were held or moved on between plan and door
    assert {version for version, _state in standing(stage)} == {2}
    whole(stage)


def old_program(app: Flask, case: Case, found: Counter[str], begun: threading.Event, moved: threading.Event) -> None:
    """Goes on with one case until that is newer than it knows."""
    turn = 0
    with app.app_context():
        while turn < TURNS or not moved.is_set():
            turn += 1
            try:
                act(case, turn)
                found["done"] += 1
            except Newer:
                found["Newer"] += 1
                return
            except Refused as refused:
                found[type(refused).__name__] += 1
            begun.set()


def move_all(stage: Stage, newer: Flask, found: Counter[str]) -> None:
    """The command's own loop, run until nothing is left; what the door passed over is counted."""
    tenant = Tenant(stage.city.id, stage.city.slug, stage.city.name, stage.city.zone)
    who = act_as_system(MIGRATOR, role="migrator", read_only=False, tenants=[tenant.id], lanes=(0, 1, 2))
    forth = newer.extensions["gulir.workflows"].ways[0][0]
    with as_acting(who):
        for _again in range(200):
            movable = [one for one in migrating.plan(who, tenant, forth) if one.message]
            if not movable:
                return
            found["left for later"] += len(movable) - len(migrating.send(who, tenant, forth, movable))


def act(case: Case, turn: int) -> None:
    """Proposals go back and forth, founded groups are written about."""
    state = case.state
    if state == "proposed":
        case.take("programme_manager2" if turn % 2 else "programme_manager", "return_for_correction")
    elif state == "returned":
        case.take("organiser", "resubmit")
    else:
        case.take("organiser", "note", note=f"catatan {turn}")


def test_the_door_moves_versions_for_nobody_but_the_one_who_does(stage: Stage, database: TestDatabase, newer: Flask) -> None:
    import psycopg

    case = opened(stage, journeys.to_formed)
    move = {
        "id": case.id,
        "seq": case.look().case["seq"],
        "dest": "founded",
        "ball": ["group"],
        "turns": [],
        "body": "{}",
        "witness": "00",
        "precision": "unknown",
    }
    mover = act_as_system(MIGRATOR, role="migrator", read_only=False, tenants=[stage.city.id])
    elsewhere = act_as_system(MIGRATOR, role="migrator", read_only=False, tenants=[stage.cast.makassar.id])
    asked = 0
    with psycopg.connect(database.url("gulir_app"), autocommit=True) as connection:
        door = Straight(connection)
        for who in (stage.who("programme_manager"), stage.who("secretariat"), elsewhere):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                moved(door, who.key, stage.city.id, move)
            asked += 1
        for wrong in ({"dest": "decreed"}, {"dest": "formed"}):
            with pytest.raises(psycopg.errors.ForeignKeyViolation):
                moved(door, mover.key, stage.city.id, move | wrong)
            asked += 1
        assert moved(door, mover.key, stage.city.id, move | {"seq": 1}) == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):  # nor does the mover write anything else
            connection.execute("insert into kampung (tenant_id, slug, name) values (%s, 'x-y', 'X')", [stage.city.id])
        assert standing(stage) == [(1, "formed")]
        decider = {"decider": f"p:{MIGRATOR}"}
        assert [str(one) for one in moved(door, mover.key, stage.city.id, move | decider)] == [case.id]
    assert asked == 5
    assert standing(stage) == [(2, "founded")]


def moved(door: Straight, key: str, tenant: int, move: dict[str, object]) -> list[object]:
    """What the door moved."""
    from psycopg.types.json import Jsonb

    asked = [key, tenant, "kube", 1, 2, Jsonb([move])]
    return [row[0] for row in door.connection.execute("select * from migrate(%s, %s, %s, %s, %s, %s)", asked)]
