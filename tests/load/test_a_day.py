"""A day's load through the real web server: nothing breaks, and memory stays where the first thousand requests left it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("GULIR_FULL") == "1"
REQUESTS = 10_000 if FULL else 1_200


@pytest.mark.product
def test_many_requests_break_nothing_and_leave_memory_as_it_was() -> None:
    line = [sys.executable, "benchmarks/load.py", "--json", "--requests", str(REQUESTS)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=1500, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "ERROR" not in done.stderr, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert sum(found["statuses"].values()) == REQUESTS
    assert set(found["statuses"]) == {"200", "303"}
    assert found["statuses"]["303"] > REQUESTS // 6, "hardly any approval went through"
    assert found["ratio"] <= 1.1, f"memory grew from {found['mb_after_1000']} to {found['mb_at_end']} MB"
