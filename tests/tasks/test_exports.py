"""A large file is asked for on a page, made by a worker, fetched from a page that says how far it is, and goes after some days."""

import errno
from importlib import import_module

import pytest

from gulir.acting import as_acting
from gulir.acting.keys import act_for_job
from gulir.jobs.timing import moment_of
from gulir.tasks import files, running, sweep
from gulir.tasks.asking import TooMany
from gulir.web.cases import exporting
from tests.tasks.asking import CSRF, asked_for, put, rows_of, the, work


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


def test_a_full_disk_is_said_and_leaves_no_half_of_a_file(ground, databases, acting_as, client_as, monkeypatch):
    ground.open("KUBE 0")
    manager = ground.city.one("programme_manager")
    task = put(ground, acting_as(manager))

    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(import_module("gulir.documents.store"), "_write", full)
        work(ground, databases)
    assert (the(ground), the(ground, "problem")) == ("failed", "disk")
    client = client_as(manager)
    page = client.get(f"/{ground.city.slug}/tugas/{task}").text
    assert "Disk tidak dapat menyimpan unduhan" in page
    assert list(files.folder().glob(f"{task}-*")) == []
    client.post(f"/{ground.city.slug}/tugas/{task}/lagi", data={"csrf_token": CSRF.search(page)[1]})
    work(ground, databases)
    assert the(ground) == "done"
