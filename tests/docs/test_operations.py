"""What the operations page says of failures is what the code does: its figures are the code's, and its SQL runs as the role that it names."""

import re
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text

from gulir.jobs import limits
from gulir.notices import sending

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/operations.md").read_text()
SIZES = re.compile(r"^(\w+)(?:, (\w+))? = (.*sizes\.of.*)$", re.M)


def full_sizes() -> dict[str, int]:
    """What the tests of faults do in full."""
    found: dict[str, int] = {}
    for file in (ROOT / "tests/faults").glob("test_*.py"):
        for first, second, values in SIZES.findall(file.read_text()):
            sizes = [int(size) for size in re.findall(r"sizes\.of\(\d+, (\d+)\)", values)]
            found |= dict(zip([name for name in (first, second) if name][-len(sizes) :], sizes, strict=True))
    return found


def test_the_page_says_the_leases_and_tries_of_the_code():
    for words in (
        f"when its lease is over: {limits.LEASE} seconds, of a long file {limits.TASK_LEASE}",
        f"background work within {limits.LONGEST_PAUSE:.0f}",
        f"after {sending.MOST_ATTEMPTS} tries the message has *failed*",
        f"A job that runs over {limits.JOB_TIMEOUT} seconds",
        f"After {limits.MOST_ATTEMPTS} starts",
    ):
        assert words in PAGE, words
    assert (sending.pause_after(1), sending.pause_after(2), sending.pause_after(99)) == (30, 60, 3600), "half a minute, doubled, an hour at most"


def test_the_page_says_what_the_tests_of_faults_do_in_full():
    size = full_sizes()
    for words in (
        f"killed {size['KILLS']} times over {size['JOBS']} jobs and children of long work {size['ORPHANS']} times",
        f"Redis is gone for {size['AWAY']} seconds",
        f"emptied with {size['QUEUED']} rows queued",
        f"PostgreSQL ends {size['RESTARTS']} times",
    ):
        assert words in PAGE, words
    assert size["ROUNDS"] == 10, "ten times at each point"


def test_dead_rows_are_found_and_sent_again_as_the_relays_role(databases):
    (block,) = [one for one in re.findall(r"```sql\n(.*?)```", PAGE, re.S) if "state = 'dead'" in one]
    look, again = [line.partition("--")[0].strip().rstrip(";") for line in block.strip().splitlines()]
    with databases.relay.connect() as connection:
        connection.execute(text(look))
        assert connection.execute(text(again.replace("'…'", f"'{uuid4()}'"))).rowcount == 0
        connection.rollback()
