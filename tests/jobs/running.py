"""Background processes of a test: started as a supervisor starts them, killed, stopped, and ended with whatever they left."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def line(command: str, addresses: dict[str, str], *options: str) -> list[str]:
    """How a process of tests.jobs.process is called."""
    return [sys.executable, "-m", "tests.jobs.process", command, json.dumps(addresses), *options]


def environ() -> dict[str, str]:
    """What it is called in."""
    return {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"}


class Running:
    """One process, in a group of its own; it can be started again."""

    def __init__(self, command: list[str], log: Path) -> None:
        self.command, self.log = command, log
        self.start()

    def start(self) -> None:
        """The first time, or again."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=environ(), cwd=ROOT, start_new_session=True, stdout=log, stderr=log)

    def kill(self) -> None:
        """The process alone, as an out-of-memory killer would; its children must see to themselves."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """By force, with its whole group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def until(true: Callable[[], object], seconds: float, what: str | Callable[[], str]) -> None:
    """Waits for a condition; fails with what is missing."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what if isinstance(what, str) else what()
        time.sleep(0.02)


@pytest.fixture
def addresses(ground, database, settings) -> dict[str, str]:
    """Where a process of a test finds its services."""
    return {"superuser": database.superuser, "name": database.name, "redis": ground.redis_url, "instance": str(settings.instance)}


@pytest.fixture
def start(addresses, tmp_path) -> Iterator[Callable[..., Running]]:
    """Starts a process on the test's services; whatever still runs afterwards is ended."""
    running: list[Running] = []

    def _start(command: str, *options: str) -> Running:
        running.append(Running(line(command, addresses, *options), tmp_path / f"{command}.log"))
        return running[-1]

    yield _start
    for one in running:
        one.end()
