"""PostgreSQL ends in the middle of everything, again and again: what was acknowledged is there, once, and everybody finds it again."""

import time

import pytest

from tests.faults import sizes
from tests.faults.load import for_seconds, load
from tests.faults.verify import wrong
from tests.jobs.running import until

RESTARTS = sizes.of(3, 10)
RECOVERY = 5  # seconds without a server error, by which pages count as back
pytestmark = pytest.mark.faults


def test_nothing_acknowledged_is_lost_when_postgresql_ends_at_once(product):
    people, restarts, acknowledged = load(product), 0, 0
    with people:
        for _ in range(RESTARTS):
            until(lambda: people.acknowledged > acknowledged + 2, 120, lambda: f"approvals stand still: {people.statuses()}")  # noqa: B023 - asked here
            acknowledged = people.acknowledged
            product.kill("postgres")
            product.bring_back("postgres")
            restarts += 1
        until(lambda: people.acknowledged > acknowledged + 2, 120, lambda: f"approvals stand still: {people.statuses()}")
        well = time.monotonic()
        for_seconds(RECOVERY)
    assert restarts == RESTARTS
    assert people.broken() > 0, "no request met a server that was gone: nothing was tried"
    assert people.statuses()[500] == 0, f"a page says that it is broken, not that it waits: {product.unforeseen()}"
    assert people.statuses(well)[200] > 0
    assert not any(status == 0 or status >= 500 for status in people.statuses(well)), people.statuses(well)
    assert people.lost_or_doubled() == []
    product.empty()
    assert wrong(product.superuser, product.stage.city.id) == []
