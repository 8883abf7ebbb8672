"""A worker that a test kills: `python -m tests.tasks.process ADDRESSES`, with a file that is not ready before the test says so."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from gulir.tasks import running
from gulir.tasks.kinds import Asked, Kind, Made, Step, kind
from tests.jobs.process import main

LIMIT = 120.0  # seconds


def slow(asked: Asked, _cities: Sequence[int], step: Step) -> Made:
    """Says again and again that it is half-way, until the flag is there."""
    until = time.monotonic() + LIMIT
    while not Path(asked["flag"]).exists() and time.monotonic() < until:
        step(1, 2)
        time.sleep(0.1)
    return Made(b"slowly", "text/plain", "slow.txt")


if __name__ == "__main__":
    running.TASK_LEASE = 2
    kind(Kind("test_slow", lambda _asked: "Pelan", slow))
    main("worker", json.loads(sys.argv[1]))
