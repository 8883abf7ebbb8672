"""The supervisor waits longer for what keeps dying, and ends what will not end."""

import os
import sys
import time

from gulir.services.children import Child, Program
from gulir.services.supervisor import FIRST_WAIT, Supervisor

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def program(code: str, **more) -> Program:
    return Program("test", [sys.executable, "-c", code], dict(os.environ), **more)


def test_what_keeps_dying_is_started_later_and_later():
    supervisor = Supervisor([], [program("raise SystemExit(3)")])
    waits = []
    for _ in range(3):
        place = supervisor.places[0]
        place.due = 0
        supervisor.beat()
        place.child.process.wait()
        before = time.monotonic()
        supervisor.beat()
        waits.append(round(place.due - before, 1))
    assert waits == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]


def test_what_does_not_listen_is_ended_all_the_same(tmp_path):
    child = Child(program(DEAF, log=tmp_path / "log"))
    while "deaf" not in (tmp_path / "log").read_text():
        time.sleep(0.01)
    child.ask()
    child.end(patience=0.3)
    assert child.process.returncode == -9


def test_what_a_killed_server_left_behind_is_swept(tmp_path):
    nest = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print('up', flush=True); time.sleep(60)"
    child = Child(program(nest, log=tmp_path / "log"))
    while "up" not in (tmp_path / "log").read_text():
        time.sleep(0.01)
    child.process.kill()
    child.process.wait()
    assert exists(child.process.pid)
    child.sweep()
    until = time.monotonic() + 5
    while exists(child.process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not exists(child.process.pid)


def exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
