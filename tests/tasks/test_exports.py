"""A large file is asked for on a page, made by a worker under the asker's rights, and fetched by nobody else."""

import csv
import io
import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from gulir.acting import as_acting
from gulir.acting.doorway import call
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.jobs.timing import moment_of
from gulir.tasks import files, running, sweep
from gulir.tasks.asking import TooMany, ask
from gulir.web.cases import exporting
from tests.people import add_person

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
ID = re.compile(r'name="tugas" value="([^"]+)"')


def asked_for(client, url: str, **more) -> str:
    """Asks for it as a person does; gives the address of the page that shows it."""
    first = client.get(url)
    assert first.status_code == 303, first.text
    page = client.get(first.location)
    assert page.status_code == 200
    answer = client.post(first.location, data={"csrf_token": CSRF.search(page.text)[1], "tugas": ID.search(page.text)[1]} | more)
    assert answer.status_code == 303, answer.text
    return answer.location


def work(ground, databases) -> int:
    """What relay and worker do."""
    sent = sweep.pass_on(databases.relay, ground.client())
    ground.work()
    return sent


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), strict=True))


def the(ground, column: str = "state"):
    """The one task of the city."""
    (found,) = ground.see(f"select {column} as x from task where tenant_id = :tenant")
    return found.x


def put(ground, who, **more) -> UUID:
    task = uuid4()
    asked = {"form": "csv", "sought": {}, "place": ground.city.slug, "day": "2014-05-12"} | more
    ask(who, task, "cases", asked, [ground.city.id], "id")
    return task


@pytest.mark.parametrize(("lang", "waits", "ready"), [("id", "Menunggu dimulai", "Siap"), ("en", "Waiting to begin", "Ready")])
def test_a_large_list_is_made_in_the_background_and_fetched_once_it_is_ready(ground, databases, client_as, lang, waits, ready):
    for n in range(3):
        ground.open(f"KUBE Berkas {n}")
    client = client_as(ground.city.one("programme_manager"))
    client.get(f"/bahasa/{lang}")
    page = asked_for(client, f"/{ground.city.slug}/berkas.csv?tertahan=")
    shown = client.get(page).text
    assert waits in shown
    assert '<meta http-equiv="refresh"' in shown
    assert client.get(f"{page}/isi").status_code == 404
    assert work(ground, databases) == 1
    shown = client.get(page).text
    assert ready in shown
    assert '<meta http-equiv="refresh"' not in shown
    assert page in client.get(f"/{ground.city.slug}/pemberitahuan").text
    file = client.get(f"{page}/isi")
    assert page not in client.get(f"/{ground.city.slug}/pemberitahuan").text
    lines = rows_of(file.text)
    assert {line[1] for line in lines} >= {f"KUBE Berkas {n}" for n in range(3)}
    assert len(lines) == 3 + 2
    assert "attachment" in file.headers["Content-Disposition"]
    assert the(ground, "fetched_at is not null and state = 'done' and run is null")
    assert ground.see("select 1 from session where purpose = 'task' and :tenant = any(tenants)") == []


def test_a_report_is_the_same_in_the_background_as_at_once(ground, databases, client_as, context):
    for n in range(2):
        ground.open(f"KUBE {n}")
    client = client_as(ground.city.one("programme_manager"))
    url = f"/{ground.city.slug}/laporan/belum-terealisasi.json"
    page = asked_for(client, url)
    work(ground, databases)
    behind = client.get(f"{page}/isi").json
    context.extensions["gulir.exports"] = context.extensions["gulir.exports"] | {"at_once": 100}
    assert client.get(url).json == behind
    assert behind["report"] == "unrealised"


def test_small_ones_come_at_once(ground, client_as):
    ground.open("KUBE Kecil")
    client = client_as(ground.city.one("programme_manager"))
    at_once = client.get(f"/{ground.city.slug}/berkas.csv")
    assert at_once.status_code == 200
    assert [line[1] for line in rows_of(at_once.text)][1:-1] == ["KUBE Kecil"]
    assert client.get(f"/{ground.city.slug}/berkas.xlsx").data[:2] == b"PK"
    assert ground.see("select 1 from task where tenant_id = :tenant") == []


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


def test_a_worker_that_was_overtaken_leaves_no_second_result(ground, acting_as):
    ground.open("KUBE 0")
    task = put(ground, acting_as(ground.city.one("programme_manager")))
    first = running.start(ground.city.id, str(task))
    second = running.start(ground.city.id, str(task))
    for found in (second, first):
        with as_acting(running.acting_of(found["key"])) as asker:
            running.attempt(asker, ground.city.id, str(task), found)
    left = list(files.folder().glob(f"{task}-*"))
    assert len(left) == 1
    assert left[0].name.endswith(the(ground, "file_digest"))


def test_a_worker_that_is_overtaken_at_the_very_end_takes_no_file_away(ground, acting_as, monkeypatch):
    ground.open("KUBE 0")
    task, real = put(ground, acting_as(ground.city.one("programme_manager"))), files.keep
    first = running.start(ground.city.id, str(task))

    def keep(*arguments):
        kept = real(*arguments)
        monkeypatch.setattr(files, "keep", real)
        running.carry_out(ground.city.id, str(task))  # the other run, from beginning to end
        return kept

    monkeypatch.setattr(files, "keep", keep)
    with as_acting(running.acting_of(first["key"])) as asker:
        running.attempt(asker, ground.city.id, str(task), first)
    assert the(ground) == "done"
    assert files.path_of(task, the(ground, "file_digest")).is_file()


def test_a_task_that_is_dropped_while_it_is_made_stops_and_is_gone(ground, acting_as, client_as, monkeypatch):
    for n in range(3):
        ground.open(f"KUBE {n}")
    manager = ground.city.one("programme_manager")
    task = put(ground, acting_as(manager))
    client = client_as(manager)
    page = client.get(f"/{ground.city.slug}/tugas/{task}")
    real = exporting.pages

    def pages(*arguments):
        client.post(f"/{ground.city.slug}/tugas/{task}/hapus", data={"csrf_token": CSRF.search(page.text)[1]})
        yield from real(*arguments)

    monkeypatch.setattr(exporting, "pages", pages)
    running.carry_out(ground.city.id, str(task))
    assert the(ground) == "dropped"
    assert list(files.folder().glob(f"{task}-*")) == []
    assert client.get(f"/{ground.city.slug}/tugas/{task}").status_code == 404


def test_it_expires_with_its_file(ground, databases, acting_as, client_as):
    ground.open("KUBE 0")
    manager = ground.city.one("programme_manager")
    task = put(ground, acting_as(manager))
    work(ground, databases)
    assert list(files.folder().glob(f"{task}-*"))

    def clear():
        with as_acting(act_for_job(ground.city.id)) as clock:
            sweep.clear(moment_of(clock, "now"))

    clear()
    assert the(ground) == "done"
    ground.change("update task set expires_at = now() - interval '1 second' where tenant_id = :tenant")
    assert client_as(manager).get(f"/{ground.city.slug}/tugas/{task}/isi").status_code == 404
    clear()
    assert ground.see("select 1 from task where tenant_id = :tenant") == []
    assert list(files.folder().glob(f"{task}-*")) == []


def test_so_many_at_a_time_and_no_more_rows_than_a_file_may_have(ground, databases, acting_as, context):
    who = acting_as(ground.city.one("programme_manager"))
    for n in range(3):
        ground.open(f"KUBE {n}")
    context.extensions["gulir.exports"] = context.extensions["gulir.exports"] | {"largest": 2}
    put(ground, who)
    work(ground, databases)
    assert (the(ground), the(ground, "problem")) == ("failed", "large")
    for _n in range(3):
        put(ground, who)
    with pytest.raises(TooMany):
        put(ground, who)
