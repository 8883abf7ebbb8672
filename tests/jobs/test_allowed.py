"""Whoever can write to Redis can still run nothing but our own jobs."""

from inspect import signature

import pytest
from redis import Redis
from rq import Callback, Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from gulir.acting.who import as_acting, somebody
from gulir.jobs.queue import ListedJob, NotAllowed
from gulir.jobs.registry import ALLOWED, BY_TOPIC, TwoJobs, job
from gulir.jobs.worker import open_worker


@pytest.fixture
def client(ground):
    with Redis.from_url(ground.redis_url) as found:
        yield found


def plant(client, folder, name: str) -> Job:
    """As an attacker would: plain RQ, JSON, the name of any function."""
    queue = Queue("notices", connection=client, serializer=JSONSerializer)
    return queue.enqueue_call("os.system", args=(f"touch {folder}/{name}",), timeout=20)


def test_os_system_does_not_run_here_though_plain_rq_runs_it(ground, client, tmp_path):
    plant(client, tmp_path, "plain")
    SimpleWorker([Queue("notices", connection=client, serializer=JSONSerializer)], connection=client, serializer=JSONSerializer).work(
        burst=True, logging_level="CRITICAL"
    )
    assert (tmp_path / "plain").exists(), "the attack does not work even without our list: this test proves nothing"
    planted = plant(client, tmp_path, "ours")
    ground.work()
    open_worker(client).work(burst=True, logging_level="CRITICAL")
    assert not (tmp_path / "ours").exists()
    assert Job.fetch(planted.id, connection=client, serializer=JSONSerializer).is_failed


def test_neither_do_callbacks_methods_and_webhooks_that_stand_in_redis(ground, client, tmp_path):
    queue = Queue("notices", connection=client, serializer=JSONSerializer)
    name = next(iter(ALLOWED))
    calls = Callback("os.system")
    planted = queue.enqueue_call(name, args=(1, f"touch {tmp_path}/called"), on_success=calls, on_failure=calls, on_stopped=calls)
    found = ListedJob.fetch(planted.id, connection=client, serializer=JSONSerializer)
    assert found.success_callback is found.failure_callback is found.stopped_callback is None
    assert found.webhooks == []
    found.data = JSONSerializer.dumps([name, "an instance", [], {}])
    with pytest.raises(NotAllowed):
        found.perform()


def test_a_topic_has_one_job(ground):
    assert {"turn", "reminded_after", "blocked"} <= set(BY_TOPIC)
    assert set(BY_TOPIC.values()) <= set(ALLOWED)
    with pytest.raises(TwoJobs):
        job("turn")(lambda work: None)


class Reached(Exception):
    """A job asks for its key."""


def test_a_job_begins_with_nobody_whoever_acted_before(ground, monkeypatch):
    found = {}

    class Watched:
        @property
        def relay(self):
            found[name] = somebody()
            raise Reached

    monkeypatch.setitem(ground.app.extensions, "gulir.databases", Watched())
    for name, entry in ALLOWED.items():  # noqa: B007 - Watched reads it
        words = ["1" for _one in signature(entry, follow_wrapped=False).parameters][1:]
        with as_acting(ground.organiser), pytest.raises(Reached):
            entry(ground.city.id, *words)
    assert found == dict.fromkeys(ALLOWED)
