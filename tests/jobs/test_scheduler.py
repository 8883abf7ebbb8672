"""Schedulers: one at a time; if two run all the same, what they send happens once; after downtime the missed slot is made up for."""

import threading
import time

import psycopg
import pytest
from sqlalchemy import text

from gulir.acting.keys import act_for_job
from gulir.cases.looking import processes
from gulir.cases.outcomes import Refused
from gulir.jobs import overdue, timing
from gulir.jobs.expired import tidy
from gulir.jobs.schedule import read
from gulir.jobs.scheduler import Scheduler

ENTRIES = read([{"name": "anchor", "every": "day", "at": "01:00"}, {"name": "overdue", "every": "hour"}])


@pytest.fixture
def scheduler(ground, databases, alone):
    made = []

    def make(entries=ENTRIES) -> Scheduler:
        made.append(Scheduler(databases, ground.client(), entries))
        return made[-1]

    yield make
    for one in made:
        one.let_go()


def make_late(ground, title="KUBE Telat"):
    case = ground.open(title)
    ground.change("update cases set due_on = current_date - 10, ball = '{network}' where id = :case", case=case)
    ground.change("update turn set due_on = current_date - 10 where case_id = :case", case=case)
    return case


def soon_holds_lock(one: Scheduler) -> None:
    """The server needs a moment to see that a connection is gone."""
    deadline = time.monotonic() + 10
    while not one.holds_lock():
        assert time.monotonic() < deadline, "the lock was not let go"
        time.sleep(0.01)


def reminders(ground) -> list:
    return ground.see("select case_id, seq, act_date from event where tenant_id = :tenant and step in ('remind', 'escalate')")


def anchors(ground) -> list:
    return ground.see("select day, digest, mailed_at from anchor where tenant_id = :tenant")


def test_two_at_once_one_keeps_time(scheduler):
    first, second = scheduler(), scheduler()
    assert first.holds_lock()
    assert first.holds_lock()
    assert not second.holds_lock()
    first.let_go()
    soon_holds_lock(second)
    assert not first.holds_lock()


def test_a_lost_connection_loses_the_lock_and_asks_again(scheduler, superuser):
    first, second = scheduler(), scheduler()
    assert first.holds_lock()
    with superuser.begin() as connection:
        here = "(select oid from pg_database where datname = current_database())"
        end = f"select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and database = {here}"
        ended = connection.execute(text(end)).scalar_one()
    assert ended >= 1
    with pytest.raises(Exception, match=r"terminat|closed|connection"):
        first.holds_lock()
    soon_holds_lock(second)
    assert not first.holds_lock(), "two would keep time"


def test_two_schedulers_without_a_lock_still_give_one_anchor_and_one_reminder(ground, scheduler):
    case = make_late(ground)
    pair = scheduler(), scheduler()
    barrier = threading.Barrier(2)
    problems = []

    def send(one):
        with ground.app.app_context():
            barrier.wait()
            try:
                one.send_due()
            except Exception as problem:  # noqa: BLE001 - told below
                problems.append(problem)

    for _ in range(3):
        threads = [threading.Thread(target=send, args=(one,)) for one in pair]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        ground.work()
    assert not problems
    assert sum(one.sent for one in pair) >= 2, "nothing was sent"
    assert len(anchors(ground)) == 1
    assert [row.case_id for row in reminders(ground)] == [case]


def test_a_job_sent_twice_runs_once(ground, scheduler):
    make_late(ground)
    for _ in range(2):
        timing.on_time(ground.city.id, "overdue", "2014-05-31T01", 1)
        timing.on_time(ground.city.id, "anchor", "2014-05-31", 1)
    assert len(reminders(ground)) == 1
    assert len(anchors(ground)) == 1
    assert len(ground.see("select key from effect where tenant_id = :tenant and key like 'schedule:%'")) == 2


def test_each_hour_looks_again_but_a_case_is_reminded_of_once_a_day(ground, scheduler):
    make_late(ground)
    for hour in range(3):
        timing.on_time(ground.city.id, "overdue", f"2014-05-31T0{hour}", 1)
    assert len(reminders(ground)) == 1
    ground.change("update event set act_date = act_date - 1 where tenant_id = :tenant and step = 'remind'")
    timing.on_time(ground.city.id, "overdue", "2014-05-31T05", 1)
    assert len(reminders(ground)) <= 2


def test_a_half_way_end_is_made_up_for(ground, scheduler, monkeypatch):
    first, second = make_late(ground, "KUBE Satu"), make_late(ground, "KUBE Dua")
    take, calls = overdue.take, []

    def dies(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return take(*arguments)

    monkeypatch.setattr(overdue, "take", dies)
    with pytest.raises(KeyboardInterrupt):
        timing.on_time(ground.city.id, "overdue", "2014-05-31T01", 1)
    monkeypatch.undo()
    assert len(reminders(ground)) == 1
    timing.on_time(ground.city.id, "overdue", "2014-05-31T01", 1)
    assert {row.case_id for row in reminders(ground)} == {first, second}
    assert len(reminders(ground)) == 2


@pytest.mark.parametrize("problem", [Refused(), psycopg.errors.UniqueViolation(), LookupError("rulebook")])
def test_one_case_that_is_not_well_does_not_stop_the_others(ground, scheduler, monkeypatch, problem):
    make_late(ground, "KUBE Satu"), make_late(ground, "KUBE Dua")
    take, refused = overdue.take, []

    def refuses_first(*arguments):
        if not refused:
            refused.append(arguments)
            raise problem
        return take(*arguments)

    monkeypatch.setattr(overdue, "take", refuses_first)
    timing.on_time(ground.city.id, "overdue", "2014-05-31T01", 1)
    assert refused
    assert len(reminders(ground)) == 1


def test_after_downtime_the_missed_slot_is_sent_at_the_next_look(ground, scheduler):
    one = scheduler()
    one.step()
    ground.work()
    before = len(anchors(ground))
    ground.change("delete from effect where tenant_id = :tenant and key like 'schedule:anchor:%'")  # as if the night had passed without us
    ground.change("delete from anchor where tenant_id = :tenant")
    one.step()
    ground.work()
    assert (before, len(anchors(ground))) == (1, 1)
    sent = one.sent
    one.step()
    assert one.sent == sent, "what is done is not sent again"


def test_the_anchor_is_mailed_with_its_digest_and_once(ground, scheduler, mail):
    ground.open()
    for _ in range(2):
        timing.on_time(ground.city.id, "anchor", "2014-05-31", 0)
    (anchor,) = anchors(ground)
    assert anchor.mailed_at
    letters = [letter for letter in mail.letters() if ground.city.slug in letter["Subject"]]
    assert len(letters) == 1
    assert f"{ground.city.slug} 2014-05-31 {anchor.digest}" in letters[0].get_content()


def test_what_is_expired_is_cleared_away_and_nothing_else(ground, scheduler):
    act_for_job(ground.city.id)
    ground.change("update session set expires_at = now() - interval '2 hours' where purpose = 'job' and tenants = array[cast(:tenant as int)]")
    expired = ground.see("select count(*) as n from session where expires_at < now() - interval '1 hour'")[0].n
    alive = ground.see("select count(*) as n from session where expires_at > now()")[0].n
    tidy()
    assert expired
    assert ground.see("select count(*) as n from session where expires_at < now() - interval '1 hour'")[0].n == 0
    assert ground.see("select count(*) as n from session where expires_at > now()")[0].n == alive


def test_when_time_is_up_the_clock_takes_the_step_that_the_process_names_instead_of_reminding(ground, scheduler):
    case = ground.open("KUBE Surat")
    ground.change("update cases set workflow = 'advocacy', lane = 1, state = 'waiting', due_on = current_date - 10 where id = :case", case=case)
    book = processes().rulebooks["advocacy-2014"].hash
    ground.change("update cases set rulebook = :book where id = :case", case=case, book=book)
    ground.change("update event set lane = 1, workflow = 'advocacy', dest = 'waiting' where case_id = :case", case=case)
    mate = ground.city.one("advocate").id
    ground.change("insert into access (tenant_id, case_id, person_id) values (:tenant, :case, :mate)", case=case, mate=mate)
    for hour in range(2):
        timing.on_time(ground.city.id, "overdue", f"2014-05-31T0{hour}", 1)
    assert [(row.step, row.dest) for row in ground.see("select step, dest from event where tenant_id = :tenant and seq > 1")] == [("lapsed", "acting")]
    assert reminders(ground) == []
