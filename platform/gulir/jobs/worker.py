"""The RQ worker as it is run here: listed jobs only, JSON; short jobs in its own process, long ones in children that do not outlive it."""

import signal
from collections.abc import Sequence
from types import FrameType
from typing import Any, cast

import redis
from rq import SimpleWorker, Worker
from rq.job import Job
from rq.queue import Queue
from rq.serializers import JSONSerializer

from gulir.jobs.ending import ASKED
from gulir.jobs.limits import FORKED, MAINTENANCE, MONITORING, QUEUES, WORKER_TTL
from gulir.jobs.queue import ListedJob, open_queue
from gulir.services.children import dies_with_parent


class ListedWorker(Worker):
    """Times chosen so that a killed worker's jobs come back within a minute or two; the outbox would bring them back without RQ as well."""

    max_connection_wait_time = 10.0

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.bind_child = dies_with_parent(signal.SIGKILL)
        ASKED.clear()
        self.was_told_to_end = False  # in distinction from what ends it otherwise; RQ's own flag is set only while a job runs

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Notes that somebody asked, before RQ's handler ends the loop. Whoever supervises waits for some seconds only: the job at hand is to be short."""
        self.was_told_to_end = True
        ASKED.set()
        super().request_stop(signum, frame)

    def execute_job(self, job: Job, queue: Queue) -> None:
        """A short job runs here: what it wrote is either committed or not, whoever is killed. A long one may need much memory, which ends with its child."""
        if queue.name in FORKED:
            super().execute_job(job, queue)
        else:
            SimpleWorker.execute_job(cast(SimpleWorker, self), job, queue)  # asks nothing that a worker with children has not too

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        """While a short job runs here, nobody says that its worker lives: what is said before must last until its end."""
        if job.origin in FORKED:
            return int(super().get_heartbeat_ttl(job, working_time))
        return int(SimpleWorker.get_heartbeat_ttl(cast(SimpleWorker, self), job, working_time))

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Runs the job in the child, which ends with its worker instead of running on beside the next try."""
        if self.bind_child:
            self.bind_child()
        super().main_work_horse(job, queue)


def open_worker(client: redis.Redis, queues: Sequence[str] = QUEUES, **more: Any) -> ListedWorker:
    """A worker on these queues, the first of them first."""
    return ListedWorker(
        [open_queue(client, name) for name in queues],
        connection=client,
        job_class=ListedJob,
        serializer=JSONSerializer,
        worker_ttl=WORKER_TTL,
        job_monitoring_interval=MONITORING,
        maintenance_interval=MAINTENANCE,
        log_job_description=False,
        **more,
    )
