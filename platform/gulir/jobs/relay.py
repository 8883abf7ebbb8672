"""From the outbox to the queue: sees ids and topics only, claims under a lease, and looks again at what was sent but left no effect."""

import json
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import redis
from sqlalchemy import Engine

from gulir.jobs import queries
from gulir.jobs.limits import BATCH, LEASE, MOST_ATTEMPTS, PARCEL
from gulir.jobs.loop import AWAY, keep_doing
from gulir.jobs.queue import send
from gulir.jobs.registry import BY_TOPIC
from gulir.tasks.sweep import pass_on as pass_on_tasks

LOOK_AT_TASKS = 1.0  # seconds between two looks at tasks, of which there are few
log = logging.getLogger("gulir.relay")


def batched(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """So many at a time."""
    return (rows[at : at + size] for at in range(0, len(rows), size))


class Relay:
    """One relay; any number may run beside it."""

    def __init__(self, engine: Engine, client: redis.Redis, *, lease: float = LEASE, batch: int = BATCH, parcel: int = PARCEL) -> None:
        self.engine = engine
        self.client = client
        self.lease = lease
        self.batch = batch
        self.parcel = parcel
        self.sent = 0
        self.looked = 0.0

    def run(self, told: threading.Event) -> None:
        """Relays until told to end."""
        log.info("relay is ready")
        keep_doing(self.step, told, shortest=0.02, longest=0.5, name="relay")

    def step(self) -> bool:
        """Sends one batch; True when there was something. Raises when a service is away, after giving back what it had claimed."""
        self.client.ping()  # without Redis nothing is claimed at all
        parcels = self.parcels(self.claim())
        for at, parcel in enumerate(parcels):
            try:
                self.pass_on(parcel)
            except AWAY:
                self.give_back([row for rest in parcels[at:] for row in rest])
                raise
        self.look_after_tasks()
        return bool(parcels)

    def look_after_tasks(self) -> None:
        """Now and then, since nobody waits for a task within a second."""
        if time.monotonic() - self.looked >= LOOK_AT_TASKS:
            self.looked = time.monotonic()
            self.sent += pass_on_tasks(self.engine, self.client)

    def claim(self) -> Sequence[Any]:
        """Rows that are due, each held for the lease."""
        with self.engine.begin() as connection:
            return connection.execute(queries.CLAIM, {"batch": self.batch, "lease": self.lease, "jobs": json.dumps(BY_TOPIC)}).all()

    def parcels(self, rows: Sequence[Any]) -> list[Sequence[Any]]:
        """Rows of one city and one job go together, of a case one at most. What comes back goes alone: what ended its worker must not take others with it."""
        together: dict[tuple[int, str], list[Any]] = {}
        alone: list[Sequence[Any]] = []
        for row in rows:
            name = BY_TOPIC.get(row.topic)
            if name is None or not row.is_first:
                alone.append([row])
            else:
                together.setdefault((row.tenant_id, name), []).append(row)
        return [some for all_of_them in together.values() for some in batched(all_of_them, self.parcel)] + alone

    def pass_on(self, parcel: Sequence[Any]) -> None:
        """Enqueues claimed rows, under the id of the first; one that nobody can work on is dead, and said so."""
        row, name = parcel[0], BY_TOPIC.get(parcel[0].topic)
        if row.attempts >= MOST_ATTEMPTS:
            self.bury(row, "its worker ended in the middle, each time")
        elif name is None:
            self.wait_for_a_newer_relay(row)
        elif send(self.client, name, str(row.id), row.tenant_id, *(str(one.id) for one in parcel)):
            self.sent += len(parcel)

    def wait_for_a_newer_relay(self, row: Any) -> None:
        """A topic that no job takes may be newer than this relay; after an hour it is nobody's."""
        if row.is_old:
            self.bury(row, f"no job takes the topic {row.topic}")
        else:
            log.error("outbox %s waits: no job here takes the topic %s", row.id, row.topic)

    def bury(self, row: Any, problem: str) -> None:
        """Marks a row as dead: those behind it go on, and somebody is told."""
        log.critical("outbox %s (%s) is dead: %s", row.id, row.topic, problem)
        with self.engine.begin() as connection:
            connection.execute(queries.KILL, {"tenant": row.tenant_id, "id": row.id, "problem": problem})

    def give_back(self, rows: Sequence[Any]) -> None:
        """Lets go of what could not be sent; if that fails too, the lease lets go of it."""
        with self.engine.begin() as connection:
            connection.execute(queries.GIVE_BACK, [{"tenant": row.tenant_id, "id": row.id} for row in rows])
