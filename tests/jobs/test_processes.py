"""The three processes as a supervisor runs them: they start, work, and end when told."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(ground, database, settings, tmp_path):
    """Starts a process of ours; whatever still runs afterwards is ended."""
    addresses = json.dumps({"superuser": database.superuser, "name": database.name, "redis": ground.redis_url, "instance": str(settings.instance)})
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"}
    running = []

    def _start(name: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.jobs.process", name, addresses]
        with (tmp_path / f"{name}.log").open("wb") as log:
            running.append(subprocess.Popen(command, env=environ, stdout=log, stderr=log, start_new_session=True))
        return running[-1]

    yield _start
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()


def until(true, seconds, what):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_all_three_do_their_work_and_end_when_told(ground, alone, start, tmp_path):
    cases = [ground.open(f"KUBE {n}") for n in range(3)]
    for case in cases:
        ground.put(case, "test-record")
    late = ground.open("KUBE Telat")
    ground.change("update cases set due_on = current_date - 10 where id = :case", case=late)
    processes = [start(name) for name in ("relay", "worker", "scheduler")]
    until(lambda: sorted(ground.recorded().values()) == [1, 1, 1], 60, "the outbox was not worked off")
    until(lambda: ground.see("select 1 as x from anchor where tenant_id = :tenant"), 60, "no anchor was dropped")
    until(lambda: ground.see("select 1 as x from event where tenant_id = :tenant and step in ('remind', 'escalate')"), 60, "nobody was reminded")
    until(lambda: ground.see("select 1 as x from notice where tenant_id = :tenant and topic ~ '^(reminded|escalated)_'"), 60, "nobody was told")
    for process in processes:
        process.send_signal(signal.SIGTERM)
    ends = [process.wait(30) for process in processes]
    assert ends == [0, 0, 0], "\n".join(log.read_text()[-3000:] for log in sorted(tmp_path.glob("*.log")))
