"""Outbox rows to in-app notices a second with one and two workers, against a bare loop of the same inserts in the same run.

python benchmarks/notices.py --json [--rounds 3] [--rows 1000]
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import ground
import psutil
import psycopg
import saying

from gulir.services.starting import flask_line

WORKERS = (1, 2)
READERS = 2  # people who hold the ball, and are told of each row
QUEUES = ("--queues", "notices,deadlines")
PUT = """insert into outbox (tenant_id, case_id, seq, n, lane, topic)
select tenant_id, id, 3, %(n)s, 0, 'turn' from cases where tenant_id = %(tenant)s order by id limit %(rows)s"""
OPEN = "select count(*) from outbox where state in ('new', 'sent')"
CLEAN = ("truncate outbox, effect, delivery, notice",)
BARE = ("notice", "effect", "outbox")
READER = "insert into person (name) values (%s) returning id"  # without an address: in-app notices are what is measured
MEMBER = "insert into membership (person_id, organisation_id, role, tenants) values (%s, %s, 'programme_manager', array[%s::int]) returning id"
SEAT = """insert into seat (tenant_id, membership_id, person_id, name, organisation_id, role)
values (%s, %s, %s, 'Rini', %s, 'programme_manager') on conflict do nothing"""


def measure(here: ground.Ground, rounds: int, rows: int) -> dict[str, Any]:
    """Every target once a round; ratios are formed within a round, and their median is given."""
    with here.superuser() as connection:
        city, people = lay(connection, rows)
        found: dict[int, list[tuple[Took, Took]]] = {n: [] for n in WORKERS}
        for n in WORKERS:
            with background(here, n) as processes:
                told(connection, city, 50, processes)  # they have started, and their connections have prepared their statements
                for _round in range(rounds):
                    bare = one_bare(here, connection, city, people, rows)
                    found[n].append((told(connection, city, rows, processes), bare))
    return {"rounds": rounds, "rows": rows, "readers": READERS, "workers": {str(n): summary(found[n], rows) for n in WORKERS}}


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of processors: ours, and all of PostgreSQL's; others may be at work on the machine."""

    wall: float
    ours: float
    postgres: float

    @property
    def cpu(self) -> float:
        """Of both."""
        return self.ours + self.postgres


@contextmanager
def watched(processes: list[psutil.Process], into: list[Took]) -> Iterator[None]:
    """Notes what the block took."""
    before = (time.perf_counter(), spent(processes), spent(servers()))
    yield
    after = (time.perf_counter(), spent(processes), spent(servers()))
    into.append(Took(*(end - start for start, end in zip(before, after, strict=True))))


def spent(processes: list[psutil.Process]) -> float:
    """Seconds of processors so far."""
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def servers() -> list[psutil.Process]:
    """PostgreSQL and its processes that this measurement started."""
    return [one for one in psutil.Process().children(recursive=True) if one.name() == "postgres"]


def summary(found: list[tuple[Took, Took]], rows: int) -> dict[str, Any]:
    """Rows a second, ours and bare, how often bare fits into ours, and processor milliseconds a row."""
    ratios, by_cpu = [bare.wall / ours.wall for ours, bare in found], [bare.cpu / ours.cpu for ours, bare in found]
    speed = {name: saying.median([rows / one[at].wall for one in found], 1) for at, name in enumerate(("rows_per_s", "bare_rows_per_s"))}
    cost = {name: saying.median([1000 * one[at].cpu / rows for one in found], 3) for at, name in enumerate(("cpu_ms", "bare_cpu_ms"))}
    cost["python_ms"] = saying.median([1000 * ours.ours / rows for ours, _bare in found], 3)
    return {**speed, **saying.ratio(ratios), **cost, "cpu_ratio": saying.median(by_cpu, 3)}


def lay(connection: psycopg.Connection, rows: int) -> tuple[ground.City, list[str]]:
    """A city with a case for each row, and people whose turn it is."""
    _person, org = ground.add_person(connection, "Budi")
    city, people = ground.add_city(connection, "surabaya", "SBY"), []
    ground.add_cases(connection, city, rows, person="00000000-0000-7000-8000-000000000002", org=org)
    for n in range(READERS):
        person = connection.execute(READER, (f"Rini {n}",)).fetchone()[0]  # type: ignore[index]
        member = connection.execute(MEMBER, (person, org, city.id)).fetchone()[0]  # type: ignore[index]
        connection.execute(SEAT, (city.id, member, person, org))
        people.append(str(person))
    connection.execute("create schema bench")
    for table in BARE:
        connection.execute(f"create table bench.{table} (like public.{table} including all)")
    return city, people


@contextmanager
def background(here: ground.Ground, workers: int) -> Iterator[list[psutil.Process]]:
    """The relay and so many workers, as bin/serve starts them."""
    lines = [flask_line("relay"), *(flask_line("worker", *QUEUES) for _ in range(workers))]
    with here.services.instance.path("log", "background.log").open("ab") as log:
        running = [subprocess.Popen(line, env=here.services.environ, cwd=ground.ROOT, stdout=log, stderr=log) for line in lines]
    try:
        yield [psutil.Process(one.pid) for one in running]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def told(connection: psycopg.Connection, city: ground.City, rows: int, processes: list[psutil.Process]) -> Took:
    """From the rows' commit until the last has its notices."""
    for statement in CLEAN:
        connection.execute(statement)
    took: list[Took] = []
    with watched(processes, took):
        connection.execute(PUT, {"n": 1, "tenant": city.id, "rows": rows})
        until = time.perf_counter() + 300
        while connection.execute(OPEN).fetchone()[0]:  # type: ignore[index]
            if time.perf_counter() > until:
                raise RuntimeError("the outbox does not empty")
            time.sleep(0.05)
    counted = connection.execute("select count(*) from notice").fetchone()[0]  # type: ignore[index]
    if counted != rows * READERS:
        raise RuntimeError(f"{counted} notices of {rows} rows")
    return took[0]


def one_bare(here: ground.Ground, connection: psycopg.Connection, city: ground.City, people: list[str], rows: int) -> Took:
    """The same inserts, a transaction a row, as one would write them without any platform."""
    connection.execute("truncate bench.notice, bench.effect, bench.outbox")
    connection.execute("insert into bench.outbox (tenant_id, case_id, seq, n, lane, topic) " + PUT.partition(")")[2], {"n": 1, "tenant": city.id, "rows": rows})
    ids, took = connection.execute("select id, case_id from bench.outbox").fetchall(), []  # type: ignore[var-annotated]
    with here.superuser() as bare, watched([psutil.Process()], took):
        for row, case in ids:
            tell_bare(bare, city.id, row, case, people)
    return took[0]


def tell_bare(bare: psycopg.Connection, tenant: int, row: str, case: str, people: list[str]) -> None:
    """One row: its effect, a notice each, and its end."""
    bare.execute("begin")
    bare.execute("insert into bench.effect (tenant_id, key) values (%s, %s)", (tenant, f"outbox:{row}"), prepare=True)
    for person in people:
        notice = "insert into bench.notice (tenant_id, lane, case_id, seq, person_id, topic) values (%s, 0, %s, 3, %s, 'turn')"
        bare.execute(notice, (tenant, case, person), prepare=True)
    bare.execute("update bench.outbox set state = 'done' where tenant_id = %s and id = %s", (tenant, row), prepare=True)
    bare.execute("commit")


if __name__ == "__main__":
    saying.measured(__doc__, measure, rounds=3, rows=1000)
