"""Redis is gone for a while: pages and approvals do not notice, and everybody is told afterwards, once."""

import time

import pytest

from tests.faults import sizes
from tests.faults.load import for_seconds, load
from tests.faults.verify import wrong

AWAY = sizes.of(8, 60)  # seconds
pytestmark = pytest.mark.faults


def test_pages_and_approvals_go_on_without_redis_and_nobody_is_forgotten(product):
    people = load(product)
    with people:
        for_seconds(2)
        product.kill("redis")
        gone, before = time.monotonic(), people.acknowledged
        for_seconds(AWAY)
        back, approved = time.monotonic(), people.acknowledged - before
        waited = product.ground().states()
        product.bring_back("redis")
        for_seconds(2)
    asked = people.statuses(gone, back)
    assert asked.total() >= AWAY, "hardly anything was asked: nothing was tried"
    assert approved > 0, "nothing was approved without Redis: nothing was tried"
    assert waited["new"] + waited["sent"] > 0, "Redis was not needed: nothing was tried"
    assert people.broken() == 0, people.statuses()
    assert people.lost_or_doubled() == []
    product.empty()
    assert wrong(product.superuser, product.stage.city.id) == []
