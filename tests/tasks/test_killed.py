"""A worker that is killed in the middle: another takes its task up, and there is one result."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from gulir.tasks import files, sweep
from gulir.tasks.asking import ask
from tests.jobs.test_processes import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(ground, database, settings, tmp_path):
    """Starts a worker; whatever still runs afterwards is ended."""
    addresses = json.dumps({"superuser": database.superuser, "name": database.name, "redis": ground.redis_url, "instance": str(settings.instance)})
    environ = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"}
    running = []

    def _start() -> subprocess.Popen:
        with (tmp_path / "worker.log").open("ab") as log:
            command = [sys.executable, "-m", "tests.tasks.process", addresses]
            running.append(subprocess.Popen(command, env=environ, stdout=log, stderr=log, start_new_session=True))
        return running[-1]

    yield _start
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()


def test_a_task_whose_worker_is_killed_is_taken_up_again_and_ends_once(ground, databases, acting_as, start, tmp_path):
    task, flag = uuid4(), tmp_path / "flag"
    ask(acting_as(ground.city.one("programme_manager")), task, "test_slow", {"flag": str(flag)}, [ground.city.id], "id")

    def see():
        return ground.see("select state, done, attempts, file_digest from task where id = :id", id=task)[0]

    assert sweep.pass_on(databases.relay, ground.client()) == 1
    first = start()
    until(lambda: see().done == 1, 90, "the first worker did not begin")
    first.kill()
    first.wait()
    flag.touch()
    assert see().state == "running"
    start()
    until(lambda: sweep.pass_on(databases.relay, ground.client()) or see().state == "done", 90, "nobody looked after it")
    until(lambda: see().state == "done", 90, "the second worker did not end it")
    assert see().attempts == 2
    assert [found.name for found in files.folder().glob(f"{task}-*")] == [f"{task}-{see().file_digest}"]
