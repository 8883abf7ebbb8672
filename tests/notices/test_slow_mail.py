"""A mail server that takes its time holds nobody back who reads in the app, and each is written to as they wish."""

import os
import signal
import threading

import pytest
from redis import Redis
from rq.serializers import JSONSerializer

from gulir.acting import as_acting
from gulir.jobs.ending import ASKED
from gulir.jobs.queue import ListedJob, open_queue
from gulir.jobs.relay import Relay
from gulir.jobs.worker import ListedWorker
from gulir.notices import channels, leaving
from tests.jobs.ground import Unbidden
from tests.notices.ground import block, sweep, told
from tests.notices.postoffice import post_office

WISH = (
    "insert into preference (person_id, quiet_from, quiet_until, rhythm) values (:id, cast(:begins as time), cast(:ends as time), :rhythm)"
    " on conflict (person_id) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, rhythm = excluded.rhythm"
)
NOW = "select state, not_before > now() as later, bundle from delivery where tenant_id = :tenant and person_id = :id and channel = 'mail' order by id"


@pytest.fixture
def office(monkeypatch, certificate):
    with post_office(monkeypatch, certificate) as made:
        yield made


@pytest.fixture(autouse=True)
def own_server(ground, acting_as, office):
    with as_acting(acting_as(ground.city.one("city_admin"))) as who:
        channels.put(who, ground.city.id, "mail", office.settings)


def work_on(ground, *queues):
    client = Redis.from_url(ground.redis_url)
    worker = Unbidden([open_queue(client, name) for name in queues], connection=client, job_class=ListedJob, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="ERROR")


def test_who_reads_in_the_app_waits_for_no_mail_server(ground, databases, office):
    relay = Relay(databases.relay, ground.client())
    officer = ground.city.one("dinsos_officer")
    office.held = {officer.email}
    block(ground, ground.open("KUBE Pertama"))
    relay.step()
    work_on(ground, "notices", "deadlines")
    assert told(ground)["blocked"]
    assert office.letters == [], "what leaves is another queue's"
    jobs = [ListedJob.fetch(name, connection=ground.client(), serializer=JSONSerializer) for name in ground.queue("deliveries").get_job_ids()]
    sender = threading.Thread(target=lambda: [inside(ground, job) for job in jobs])
    sender.start()
    until(lambda: any(line.upper() == "DATA" for line in office.said))
    before = len(ground.see("select id from notice where tenant_id = :tenant"))
    block(ground, ground.open("KUBE Kedua"))
    relay.step()
    work_on(ground, "notices", "deadlines")
    assert len(ground.see("select id from notice where tenant_id = :tenant")) > before, "told while the server still keeps the first letter"
    assert sender.is_alive()
    office.go_on.set()
    sender.join(20)
    work_on(ground, "deliveries")
    assert {row.state for row in ground.see("select state from delivery where tenant_id = :tenant")} == {"sent"}
    assert len(office.to(officer.email)) == 2


def inside(ground, job):
    with ground.app.app_context():
        leaving.leave(*job.args)


def until(condition):
    for _ in range(400):
        if condition():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not come")


def test_what_there_was_no_time_for_goes_on_in_another_job_at_once(ground, databases, office, monkeypatch):
    monkeypatch.setattr(leaving, "PATIENCE", -1)
    block(ground, ground.open())
    Relay(databases.relay, ground.client()).step()
    work_on(ground, "notices")
    waiting = ground.see("select id from delivery where tenant_id = :tenant")
    assert len(waiting) > 2
    ended = []
    real = leaving.send_all
    monkeypatch.setattr(leaving, "send_all", lambda *some: ended.append(real(*some)) or ended[-1])
    work_on(ground, "deliveries")
    assert {row.state for row in ground.see("select state from delivery where tenant_id = :tenant")} == {"sent"}
    assert len(ended) == len(waiting), "a job each, since none had time for two"


class Ending(Unbidden, ListedWorker):
    """The product's own worker."""


def test_a_worker_that_is_asked_to_end_ends_after_the_message_in_hand_and_another_goes_on(ground, databases, office, monkeypatch):
    block(ground, ground.open())
    Relay(databases.relay, ground.client()).step()
    work_on(ground, "notices")
    waiting = len(ground.see("select id from delivery where tenant_id = :tenant"))
    real, kept = leaving.deliver, {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def deliver(*given):
        real(*given)
        if len(office.letters) == 1:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(leaving, "deliver", deliver)
    try:
        Ending([open_queue(ground.client(), "deliveries")], connection=ground.client(), job_class=ListedJob, serializer=JSONSerializer).work(burst=True)
    finally:
        [signal.signal(number, handler) for number, handler in kept.items()]
        ASKED.clear()
    assert waiting > 2
    assert len(office.letters) == 1
    states = [row.state for row in ground.see("select state from delivery where tenant_id = :tenant")]
    assert sorted(states) == ["sent", *["waiting"] * (waiting - 1)], "what was not begun is no unknown"
    work_on(ground, "deliveries")
    assert len(office.letters) == waiting


def test_what_redis_lost_is_found_by_the_sweep(ground, databases, office):
    block(ground, ground.open())
    Relay(databases.relay, ground.client()).step()
    work_on(ground, "notices")
    ground.client().delete(*ground.client().keys("rq:*"))
    assert office.letters == []
    sweep(ground)
    assert {row.state for row in ground.see("select state from delivery where tenant_id = :tenant")} == {"sent"}
    assert office.letters != []


def test_language_quiet_hours_and_the_days_message_are_each_reader_s_own(ground, tell, office):
    english, quiet, daily = ground.city.one("dinsos_officer"), ground.city.two("dinsos_officer"), ground.city.one("programme_manager")
    ground.change("update person set locale = 'en' where id = :id", id=english.id)
    ((hour),) = ground.see("select to_char(now() at time zone zone, 'HH24:MI') as now, to_char(now() at time zone zone + interval '2 hours', 'HH24:MI') as then"
                           " from tenant where id = :tenant")  # fmt: skip
    ground.change(WISH, id=quiet.id, begins=hour.now, ends=hour.then, rhythm="now")
    ground.change(WISH, id=daily.id, begins=None, ends=None, rhythm="daily")
    for title in ("KUBE Anggrek", "KUBE Bakung"):
        block(ground, ground.open(title))
    tell()
    assert sorted(str(one["Subject"]) for one in office.to(english.email)) == ["Stopped: KUBE Anggrek", "Stopped: KUBE Bakung"]
    assert office.to(quiet.email) == []
    rows = ground.see(NOW, id=quiet.id)
    assert [(row.state, row.later) for row in rows] == [("waiting", True)] * 2
    assert len({row.bundle for row in rows}) == 1
    ground.change("update delivery set not_before = now(), next_at = now() where tenant_id = :tenant and state = 'waiting'")
    sweep(ground)
    (one,) = office.to(quiet.email)
    assert "KUBE Anggrek" in one.get_content()
    assert "KUBE Bakung" in one.get_content()
    assert "Stopped" not in one.get_content()
    for person in (english, quiet, daily):
        assert len(office.to(person.email)) == len({letter["Message-ID"] for letter in office.to(person.email)})
