"""Workers are killed while they work: nothing is lost, and nothing happens twice."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

import pytest

from gulir.jobs import running
from gulir.jobs.relay import Relay
from tests.faults.verify import wrong
from tests.jobs.ground import slow

FULL = os.environ.get("GULIR_FULL") == "1"
JOBS, KILLS = (200, 30) if FULL else (24, 3)


class Worker:
    """A worker process of ours, started again whenever it was killed."""

    def __init__(self, addresses: dict[str, str], environ: dict[str, str], log: IO[bytes]) -> None:
        self.log = log
        self.command = [sys.executable, "-m", "tests.jobs.process", "worker", json.dumps(addresses)]
        self.environ = environ
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, env=self.environ, start_new_session=True, stdout=self.log, stderr=self.log)

    def kill(self) -> None:
        """The worker alone, as an out-of-memory killer would; its child must not live on."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@pytest.fixture
def worker(ground, database, settings, tmp_path):
    addresses = {"superuser": database.superuser, "name": database.name, "redis": ground.redis_url, "instance": str(settings.instance)}
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with (tmp_path / "worker.log").open("wb") as log:
        started = Worker(addresses, {**os.environ, "PYTHONPATH": f"{root}:{root}/platform"}, log)
        yield started
        started.end()


@pytest.fixture
def relaying(ground, databases):
    told = threading.Event()
    relay = Relay(databases.relay, ground.client(), lease=2)
    thread = threading.Thread(target=relay.run, args=(told,), daemon=True)
    thread.start()
    yield relay
    told.set()
    thread.join(10)


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@pytest.mark.fault
def test_workers_killed_in_the_middle_of_a_job_lose_and_double_nothing(ground, worker, relaying):
    cases = [ground.open(f"KUBE {n}") for n in range(min(JOBS, 20))]
    for n in range(JOBS):
        ground.put(cases[n % len(cases)], "test-slow", seq=2 + n // len(cases))
    dice = random.Random(4)
    kills = 0
    while kills < KILLS and ground.states()["new"] + ground.states()["sent"] > 0:
        until(lambda: busy(ground) > 0 or not ground.states()["sent"] + ground.states()["new"], 60, "no job ran")
        time.sleep(dice.random() * 0.1)
        worker.kill()
        kills += 1
        worker.start()
    until(lambda: ground.states()["new"] + ground.states()["sent"] == 0, 120, f"not all was done: {ground.states()}")
    interrupted = sum(row.attempts - 1 for row in ground.rows() if row.topic == "test-slow")
    assert kills == KILLS
    assert interrupted > 0, "no kill hit a running job: nothing was tried"
    assert len(ground.recorded()) == JOBS, "lost"
    assert set(ground.recorded().values()) == {1}, "doubled"
    assert "dead" not in ground.states()
    assert wrong(ground.superuser, ground.city.id) == []


@pytest.mark.fault
def test_two_runs_of_one_job_at_once_have_one_effect(ground, app):
    """An orphan that runs on beside the next try."""
    ran = 0
    for n in range(20 if FULL else 3):
        case = ground.open(f"KUBE Ganda {n}")
        ground.put(case, "test-slow")
        outbox = ground.rows()[-1].id
        threads = [threading.Thread(target=running.run, args=(app, slow.__wrapped__, None, ground.city.id, outbox)) for _ in range(2)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        row = ground.rows()[-1]
        assert row.state == "done"
        ran += row.attempts
    assert ran > len(ground.recorded()), "the runs never met"
    assert set(ground.recorded().values()) == {1}
    assert wrong(ground.superuser, ground.city.id) == []


@pytest.mark.fault
def test_a_flushed_redis_and_a_killed_relay_lose_and_double_nothing(ground, databases):
    """Rows stand in the queue, a relay has claimed more and dies before it sent them; then Redis forgets everything."""
    rows = 500 if FULL else 60
    cases = [ground.open(f"KUBE Hilang {n}") for n in range(rows)]
    for case in cases:
        ground.put(case, "test-record")
    Relay(databases.relay, ground.client(), batch=rows - 10).step()
    claimed = len(Relay(databases.relay, ground.client()).claim())  # and ends here
    with ground.client() as client:
        queued = len(ground.queue().job_ids)
        client.flushdb()
    assert queued == rows - 10 and claimed == 10, "nothing was lost: nothing was tried"
    ground.make_due()  # the leases run out
    ground.tell(databases)
    assert sorted(ground.recorded().values()) == [1] * rows
    assert wrong(ground.superuser, ground.city.id) == []


def busy(ground) -> int:
    """How many jobs of ours sleep in the database at this moment."""
    asleep = "select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active'"
    return ground.see(asleep + " and query like '%pg_sleep%'")[0].n
