"""RQ as it is used here: JSON, four queues, and a job class that calls only what is on the list."""

from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from gulir.jobs.limits import FORKED, JOB_TIMEOUT, LONG_TIMEOUT
from gulir.jobs.registry import ALLOWED, QUEUE_OF

PATIENCE = 5  # seconds for one answer of Redis


class NotAllowed(RuntimeError):
    """Redis holds a job that no code of ours put there."""


class ListedJob(Job):
    """A job whose function is looked up on the list and never imported; whoever can write to Redis can run nothing else."""

    @property
    def func(self) -> Any:
        if self.instance is not None or self.func_name not in ALLOWED:
            raise NotAllowed(f"{self.func_name!r} is not a job of Gulir")
        return ALLOWED[self.func_name]

    success_callback = failure_callback = stopped_callback = property(lambda _self: None)

    def restore(self, raw_data: Any) -> Any:
        super().restore(raw_data)
        self.webhooks = []  # addresses that stand in Redis are not called


def connect(url: str | None) -> redis.Redis:
    """A client that answers or fails at once; waiting is its user's business."""
    if not url:
        raise RuntimeError("REDIS_URL is not set")
    return redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))


def open_queue(client: redis.Redis, name: str) -> Queue:
    """One of the queues."""
    timeout = LONG_TIMEOUT if name in FORKED else JOB_TIMEOUT
    return Queue(name, connection=client, job_class=ListedJob, serializer=JSONSerializer, default_timeout=timeout)


def send(client: redis.Redis, name: str, job_id: str, *arguments: int | str) -> bool:
    """Puts a job into its queue under its id; False when it stands there already. What a dead worker left of it is cleared away first."""
    queue = open_queue(client, QUEUE_OF[name])
    try:
        _put(queue, name, job_id, arguments)
    except DuplicateJobError:
        if _is_waiting(queue, job_id):
            return False
        _clear(queue, job_id)
        _put(queue, name, job_id, arguments)
    return True


def _put(queue: Queue, name: str, job_id: str, arguments: tuple[int | str, ...]) -> None:
    # A result would be a second record of what PostgreSQL says; a failure is written there too.
    queue.enqueue_call(name, args=arguments, job_id=job_id, unique=True, result_ttl=0, failure_ttl=3600, description=job_id)


def _is_waiting(queue: Queue, job_id: str) -> bool:
    return queue.get_job_position(job_id) is not None


def _clear(queue: Queue, job_id: str) -> None:
    try:
        ListedJob.fetch(job_id, connection=queue.connection, serializer=JSONSerializer).delete()
    except NoSuchJobError:
        return  # it ended in this moment
