"""A large file tells what its asker may read, by the rights that they have today, and is handed to nobody else."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.doorway import call
from gulir.acting.keys import CONSOLE, act_as_system
from gulir.acting.store import db
from gulir.tasks import queries, running
from tests.people import add_person
from tests.tasks.asking import CSRF, asked_for, put, the, work


def test_nothing_of_advocacy_comes_with_a_dinsos_officers_file(ground, stage, databases, client_as):
    hidden = [stage.open(1), stage.open(1)]
    ground.change("update cases set lane = 1, title = 'Rahasia satu' where id = :id", id=hidden[0].id)
    ground.change("update cases set lane = 2, title = 'Rahasia dua' where id = :id", id=hidden[1].id)
    for n in range(2):
        ground.open(f"KUBE Terbuka {n}")
    texts = {}
    for role in ("dinsos_officer", "programme_manager"):
        client = client_as(ground.city.one(role))
        page = asked_for(client, f"/{ground.city.slug}/berkas.csv")
        work(ground, databases)
        texts[role] = client.get(f"{page}/isi").text
    assert "KUBE Terbuka 1" in texts["dinsos_officer"]
    assert "Rahasia" not in texts["dinsos_officer"]
    assert "Rahasia satu" in texts["programme_manager"]
    assert "Rahasia dua" not in texts["programme_manager"]


def test_who_is_of_the_government_too_gets_a_file_and_nothing_of_advocacy_in_it(ground, stage, databases, client_as):
    hidden = stage.open(1)
    ground.change("update cases set lane = 1, title = 'Rahasia satu' where id = :id", id=hidden.id)
    for n in range(2):
        ground.open(f"KUBE Terbuka {n}")
    network, dinsos = (ground.city.organisations[kind] for kind in ("network", "dinsos_city"))
    with databases.signin.begin() as connection:
        both = add_person(connection, "Ganda", [("organiser", network, [ground.city.id]), ("dinsos_officer", dinsos, [ground.city.id])])
    for role in both.memberships:
        client = client_as(both, role)
        page = asked_for(client, f"/{ground.city.slug}/berkas.csv")
        work(ground, databases)
        file = client.get(f"{page}/isi")
        assert file.status_code == 200, role
        assert "KUBE Terbuka 1" in file.text
        assert "Rahasia" not in file.text, role


def test_a_file_made_with_wider_rights_is_not_handed_over_by_narrower_ones(ground, databases, acting_as, client_as):
    ground.open("KUBE 0")
    manager = ground.city.one("programme_manager")
    task, client = put(ground, acting_as(manager)), client_as(manager)
    work(ground, databases)
    url = f"/{ground.city.slug}/tugas/{task}"
    assert client.get(f"{url}/isi").status_code == 200
    ground.change("update session set kampungs = '{}' where person_id = :p", p=manager.id)
    assert "dibuat dengan hak yang lain" in client.get(url).text
    assert client.get(f"{url}/isi").status_code == 404


def test_the_workers_key_reads_and_writes_nothing(ground, acting_as):
    case = ground.open("KUBE Baca")
    who = acting_as(ground.city.one("programme_manager"))
    task = put(ground, who)
    found = running.start(ground.city.id, str(task))
    key = running.acting_of(found["key"])
    assert key.read_only
    assert (key.person_id, key.role, key.lanes, key.tenant_ids) == (who.person_id, who.role, who.lanes, [ground.city.id])
    with as_acting(key):
        assert db.session.execute(text("select writes()")).scalar() == []
        assert db.session.execute(text("select count(*) from cases where id = :id"), {"id": case}).scalar() == 1
        db.session.rollback()
    assert call("ask_task", who.key, ground.city.id, task, {"cities": [ground.city.id]}) == "running"
    with pytest.raises(Exception, match="nobody acting in these cities"):
        call("ask_task", key.key, ground.city.id, uuid4(), {"cities": [ground.city.id]})


def test_a_right_that_is_taken_away_meanwhile_is_said_and_nothing_is_made(ground, databases, acting_as, client_as):
    for n in range(2):
        ground.open(f"KUBE {n}")
    manager = ground.city.one("programme_manager")
    client = client_as(manager)
    page = asked_for(client, f"/{ground.city.slug}/berkas.csv")
    kept = ground.see("select id, kampungs from membership where id = :m", m=manager.membership())[0]
    ground.change("update membership set kampungs = '{}' where id = :m", m=kept.id)
    work(ground, databases)
    assert (the(ground), the(ground, "problem")) == ("failed", "rights")
    shown = client.get(page).text
    assert "Hak Anda telah berubah" in shown
    assert "Coba lagi" in shown
    assert client.get(f"{page}/isi").status_code == 404
    ground.change("update membership set kampungs = null where id = :m", m=kept.id)
    token = CSRF.search(shown)[1]
    assert client.post(f"{page}/lagi", data={"csrf_token": token}).status_code == 303
    work(ground, databases)
    assert the(ground) == "done"


def test_whoever_joins_the_government_gets_no_file_that_was_made_before(ground, databases, acting_as, client_as):
    ground.open("KUBE 0")
    manager = ground.city.one("programme_manager")
    who = acting_as(manager)
    task = put(ground, who)
    work(ground, databases)
    assert the(ground) == "done"
    url = f"/{ground.city.slug}/tugas/{task}"
    assert client_as(manager).get(f"{url}/isi").status_code == 200
    other = client_as(manager)
    ground.change("update session set government = true, lanes = '{0}' where person_id = :p", p=manager.id)
    assert other.get(f"{url}/isi").status_code == 404
    assert other.get(url).status_code == 404


def test_nobody_else_finds_it(ground, city, databases, acting_as, client_as):
    ground.open("KUBE 0")
    task = put(ground, acting_as(ground.city.one("programme_manager")))
    work(ground, databases)
    url = f"/{ground.city.slug}/tugas/{task}"
    elsewhere = city()
    for person, place in (
        (ground.city.one("treasurer"), url), (ground.city.one("dinsos_officer"), url), (elsewhere.one("programme_manager"), url),
        (elsewhere.one("programme_manager"), url.replace(ground.city.slug, elsewhere.slug)),
    ):  # fmt: skip
        client = client_as(person)
        assert {client.get(place).status_code, client.get(f"{place}/isi").status_code} == {404}
        index = client.get(f"{place.rpartition('/')[0]}")
        assert str(task) not in index.text
    assert client_as(ground.city.one("programme_manager")).get(url).status_code == 200


def test_what_a_console_tells_of_lanes_is_seen_by_nobody_who_reads_fewer_and_of_no_lane_it_tells_nothing(ground, acting_as):
    who = act_as_system(CONSOLE, role="auditor", tenants=[ground.city.id])
    words = {"kind": "migrate", "asked": {}, "cities": [ground.city.id], "language": "id", "days": 1}
    call("ask_task", who.key, ground.city.id, task := uuid4(), words | {"lanes": [1, 2]})
    assert ground.see("select lanes from task where id = :id", id=task)[0].lanes == [1, 2]
    with pytest.raises(psycopg.errors.CheckViolation):
        call("ask_task", who.key, ground.city.id, uuid4(), words | {"lanes": []})
    for role in ("dinsos_officer", "programme_manager"):
        with as_acting(acting_as(ground.city.one(role))):
            assert queries.task([ground.city.id], task) is None
