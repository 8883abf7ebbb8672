"""Workers and relays are killed while they work: nothing is lost, and nothing happens twice."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from gulir.jobs import running
from tests.faults import sizes
from tests.faults.verify import wrong
from tests.jobs.ground import Ground, slow
from tests.jobs.running import Running, until

JOBS, KILLS = sizes.of(24, 200), sizes.of(3, 30)
LONG, ORPHANS = sizes.of(6, 60), sizes.of(2, 20)
PATIENCE = 180  # seconds until the backlog is gone
pytestmark = pytest.mark.faults


def put(ground: Ground, count: int, *topics: str) -> None:
    """So many rows, spread over at most twenty cases."""
    cases = [ground.open(f"KUBE {n}") for n in range(min(count, 20))]
    for n in range(count):
        ground.put(cases[n % len(cases)], topics[n % len(topics)], seq=2 + n // len(cases))


def waiting(ground: Ground) -> int:
    """Rows that are not told yet."""
    states = ground.states()
    return states["new"] + states["sent"]


def busy(ground: Ground) -> list[int]:
    """The database's processes that sleep in a job of ours at this moment."""
    asleep = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active'"
    return [row.pid for row in ground.see(asleep + " and query like '%pg_sleep%'")]


def kill_while_busy(ground: Ground, kill: Callable[[], None], kills: int) -> int:
    """Kills so often, each time while a job is in its middle; gives how often."""
    dice, done = random.Random(4), 0
    while done < kills and waiting(ground):
        until(lambda: busy(ground) or not waiting(ground), 120, "no job ran")
        time.sleep(dice.random() * 0.1)  # somewhere in it, or after it
        kill()
        done += 1
    return done


def assert_all_once(ground: Ground, count: int, *topics: str) -> None:
    """Every row is done, each once, and some were begun more often than once: something was tried."""
    until(lambda: not waiting(ground), PATIENCE, lambda: f"not all was done: {ground.states()}")
    assert sum(row.attempts - 1 for row in ground.rows() if row.topic in topics) > 0, "no kill hit a running job: nothing was tried"
    assert len(ground.recorded()) == count, "lost"
    assert set(ground.recorded().values()) == {1}, "doubled"
    assert "dead" not in ground.states()
    assert wrong(ground.superuser, ground.city.id) == []


def children(process: Running) -> list[psutil.Process]:
    """The work horses of a worker."""
    try:
        return psutil.Process(process.process.pid).children()
    except psutil.NoSuchProcess:
        return []


def test_workers_killed_in_the_middle_of_a_job_lose_and_double_nothing(ground, start):
    put(ground, JOBS, "test-slow")
    _relay, worker = start("relay"), start("worker", "--queues", "notices,deadlines,deliveries")

    def kill() -> None:
        worker.kill()
        worker.start()

    assert kill_while_busy(ground, kill, KILLS) == KILLS
    assert_all_once(ground, JOBS, "test-slow")


def test_a_relay_killed_while_it_sends_loses_and_doubles_nothing(ground, start):
    relay = start("relay")
    start("worker", "--queues", "notices,deadlines,deliveries")
    put(ground, JOBS, "test-slow")
    killed = 0
    while killed < KILLS and waiting(ground):
        until(lambda: any(row.state == "sent" for row in ground.rows()) or not waiting(ground), 120, "nothing was sent")
        relay.kill()
        killed += 1
        relay.start()
    until(lambda: not waiting(ground), PATIENCE, lambda: f"not all was done: {ground.states()}")
    assert killed == KILLS
    assert sorted(ground.recorded().values()) == [1] * JOBS
    assert wrong(ground.superuser, ground.city.id) == []


def test_the_child_that_does_long_work_is_killed_alone(ground, start):
    """Its worker lives on, and so does what waits behind it; short jobs in the same worker are untouched."""
    put(ground, LONG, "test-long", "test-slow")
    _relay, worker = start("relay"), start("worker")
    killed = 0
    while killed < LONG // 2 and waiting(ground):
        until(lambda: (children(worker) and busy(ground)) or not waiting(ground), 120, "no long job ran")  # one worker: while it has a child, only that works
        for horse in children(worker):
            with suppress(psutil.NoSuchProcess):
                horse.kill()
                killed += 1
    assert killed, "no child was killed: nothing was tried"
    assert worker.process.poll() is None, "the worker ended with its child"
    assert_all_once(ground, LONG, "test-long")


def test_a_child_does_not_outlive_the_worker_that_is_killed(ground, start):
    """Otherwise it would run on beside the next try."""
    put(ground, ORPHANS * 2, "test-long")
    _relay, worker = start("relay"), start("worker", "--queues", "reports")
    ends = 0
    while ends < ORPHANS and waiting(ground):
        until(lambda: busy(ground) and children(worker), 120, "no long job ran")
        horses = children(worker)
        worker.kill()
        gone, alive = psutil.wait_procs(horses, 30)
        assert not alive, "a child lives on without its worker"
        ends += len(gone)
        worker.start()
    assert ends >= ORPHANS
    assert_all_once(ground, ORPHANS * 2, "test-long")


def test_two_runs_of_one_job_at_once_have_one_effect(ground, app):
    """Where children can outlive their worker after all, or a lease ran out on a slow one."""
    ran = 0
    for n in range(sizes.of(3, 20)):
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
