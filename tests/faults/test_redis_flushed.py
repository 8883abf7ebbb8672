"""Redis forgets everything while much stands in its queue: the outbox remembers."""

import pytest
from redis import Redis

from gulir.jobs.relay import Relay
from tests.faults import sizes
from tests.faults.verify import wrong
from tests.jobs.running import until

QUEUED = sizes.of(50, 500)
CLAIMED = 10  # taken up by a relay, and not yet queued
pytestmark = pytest.mark.faults


def test_a_flushed_redis_and_a_killed_relay_lose_and_double_nothing(ground, databases, start):
    """Rows stand in the queue, a relay has claimed more and dies before it sent them; then the queue is gone."""
    for n in range(QUEUED + CLAIMED):
        ground.put(ground.open(f"KUBE Hilang {n}"), "test-record")
    Relay(databases.relay, ground.client(), batch=QUEUED).step()
    claimed = len(Relay(databases.relay, ground.client()).claim())  # and ends here
    with Redis.from_url(ground.redis_url) as client:
        queued = ground.states()["sent"] - claimed
        keys = client.dbsize()
        client.flushall()
    assert (queued, claimed) == (QUEUED, CLAIMED), "nothing was lost: nothing was tried"
    assert keys > 0, "the queue was empty: nothing was tried"
    ground.make_due()  # the leases run out
    start("relay"), start("worker", "--queues", "notices,deadlines,deliveries")
    until(lambda: set(ground.states()) == {"done"}, 180, lambda: f"not all was done: {ground.states()}")
    assert sorted(ground.recorded().values()) == [1] * (QUEUED + CLAIMED)
    assert wrong(ground.superuser, ground.city.id) == []
