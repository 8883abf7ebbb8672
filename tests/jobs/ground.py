"""What the tests of background work share: cases with outbox rows, a worker in this process, and a job whose effects can be counted."""

import os
from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask, current_app
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import Engine, text

from gulir.acting import Acting, as_acting
from gulir.acting.databases import Databases
from gulir.acting.store import db
from gulir.acting.who import current
from gulir.cases.looking import processes
from gulir.cases.opening import NewCase, open_case
from gulir.commands.migrate import announce
from gulir.jobs import Work, job
from gulir.jobs.every import MODULES
from gulir.jobs.limits import QUEUES
from gulir.jobs.queue import ListedJob, connect, open_queue
from gulir.jobs.registry import BY_TOPIC, allow
from gulir.jobs.relay import Relay
from gulir.jobs.running import run
from tests.people import City

assert MODULES
PAUSE = 0.15  # seconds between effect and commit
ROW = text("insert into outbox (tenant_id, case_id, seq, n, lane, topic) values (:tenant, :case, :seq, :n, 0, :topic)")
RECORD = text(
    "insert into group_record (tenant_id, group_id, kind, value, recorded_by)"
    " select :tenant, c.group_id, 'loans', jsonb_build_object('outbox', cast(:id as text)), :me from cases c where c.tenant_id = :tenant and c.id = :case"
)
RECORDED = text("select value->>'outbox' from group_record where tenant_id = :tenant and value ? 'outbox' order by recorded_at, id")


@job("test-record")
def record(work: Work) -> None:
    """An effect that is not unique by itself, so that a double one shows."""
    db.session.execute(RECORD, {"tenant": work.tenant_id, "id": work.id, "case": work.case_id, "me": current().person_id})


@job("test-poison")
def poison(work: Work) -> None:
    """Fails after it did something."""
    record.__wrapped__(work)
    raise ZeroDivisionError("poisoned")


@job("test-slow")
def slow(work: Work) -> None:
    """Its effect is written, but not committed, while it sleeps in the database: it can be caught in the middle."""
    record.__wrapped__(work)
    db.session.flush()
    db.session.execute(text("select pg_sleep(:pause)"), {"pause": PAUSE})


@allow("reports")
def long(tenant_id: int, *outbox_ids: str) -> None:
    """The same as long work, which has a process of its own."""
    run(current_app._get_current_object(), slow.__wrapped__, None, tenant_id, *outbox_ids)  # type: ignore[attr-defined]


BY_TOPIC["test-long"] = f"{long.__module__}.{long.__qualname__}"


class Unbidden(SimpleWorker):
    """Listens to no commands: nobody sends any here, and to stop listening takes longer than all its jobs."""

    def subscribe(self) -> None:
        """Not at all."""

    unsubscribe = subscribe


@dataclass
class Ground:
    """A city, somebody who opens cases in it, and what is seen from behind the wall."""

    app: Flask
    superuser: Engine
    city: City
    organiser: Acting
    redis_url: str

    def open(self, title: str = "KUBE Melati", *, quiet: bool = True, **more: object) -> UUID:
        """A real case, opened by the organiser; `quiet`: nobody is to be told of that."""
        book = processes().rulebooks["kube-upc-model"].hash
        new = NewCase("kube", title, book, uuid4(), group=self.city.groups[0], **more)  # type: ignore[arg-type]
        with as_acting(self.organiser):
            open_case(self.organiser, self.city.id, new)
        if quiet:
            self.change("update outbox set state = 'done' where tenant_id = :tenant and case_id = :case", case=new.id)
        return new.id

    def put(self, case: UUID, *topics: str, seq: int = 2) -> None:
        """Outbox rows of one line of history."""
        with self.superuser.begin() as connection:
            for n, topic in enumerate(topics, 1):
                connection.execute(ROW, {"tenant": self.city.id, "case": case, "seq": seq, "n": n, "topic": topic})

    def rows(self) -> list:
        """The city's outbox."""
        return self.see("select case_id, seq, n, id::text, topic, state, attempts, problem from outbox where tenant_id = :tenant order by created_at, seq, n")

    def states(self) -> Counter:
        """How many rows are in which state."""
        return Counter(row.state for row in self.rows())

    def recorded(self) -> Counter:
        """How often each row had its effect."""
        with self.superuser.begin() as connection:
            return Counter(connection.execute(RECORDED, {"tenant": self.city.id}).scalars())

    def see(self, query: str, **values: object) -> list:
        """Rows from behind the wall."""
        with self.superuser.begin() as connection:
            return list(connection.execute(text(query), {"tenant": self.city.id, **values}).all())

    def change(self, statement: str, **values: object) -> int:
        """Changes something from behind the wall; gives how many rows."""
        with self.superuser.begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))
            return connection.execute(text(statement), {"tenant": self.city.id, **values}).rowcount

    def make_due(self) -> None:
        """As if every lease had run out."""
        self.change("update outbox set next_at = now() - interval '1 second' where tenant_id = :tenant")

    def client(self) -> Redis:
        """A client of the queues, as the relay has one."""
        return connect(self.redis_url)

    def queue(self, name: str = "notices"):
        """One queue."""
        return open_queue(self.client(), name)

    def tell(self, databases: Databases) -> None:
        """Relays and works until nothing is due."""
        relay = Relay(databases.relay, self.client())  # type: ignore[arg-type]
        while relay.step():
            self.work()

    def work(self) -> None:
        """Does what is in the queue, in this process."""
        client = Redis.from_url(self.redis_url)
        worker = Unbidden([open_queue(client, name) for name in QUEUES], connection=client, job_class=ListedJob, serializer=JSONSerializer)
        worker.log_job_description = False
        worker.work(burst=True, logging_level="ERROR")


def own_number(redis_url: str) -> str:
    """A database of Redis that no other test worker works in: they would do each other's jobs."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{redis_url.partition('?db=')[0]}?db={1 + worker % 15}"


def lay(app: Flask, superuser: Engine, city: City, organiser: Acting, redis_url: str) -> Ground:
    """A ground with declared workflows and an empty queue."""
    announce(superuser, processes())
    ground = Ground(app, superuser, city, organiser, own_number(redis_url))
    with Redis.from_url(ground.redis_url) as client:
        client.flushdb()
    ground.change("update outbox set state = 'done' where state in ('new', 'sent')")  # other tests' leftovers must not be relayed here
    return ground
