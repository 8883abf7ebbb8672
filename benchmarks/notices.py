"""Outbox rows to in-app notices a second with one and two workers, against a bare loop of the same inserts in the same run.

python benchmarks/notices.py --json [--rounds 3] [--rows 1000]
"""

import argparse
import json
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ground
import psycopg

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


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rows", type=int, default=1000)
    given = options.parse_args()
    with ground.throwaway() as here:
        result = measure(here, given.rounds, given.rows)
    print(json.dumps(result, indent=None if given.json else 2))


def measure(here: ground.Ground, rounds: int, rows: int) -> dict[str, Any]:
    """Every target once a round; ratios are formed within a round, and their median is given."""
    with here.superuser() as connection:
        city, people = lay(connection, rows)
        found = {n: [] for n in WORKERS}  # type: ignore[var-annotated]
        for n in WORKERS:
            with background(here, n):
                told(connection, city, 50)  # they have started, and their connections have prepared their statements
                for _round in range(rounds):
                    bare = one_bare(here, connection, city, people, rows)
                    found[n].append((told(connection, city, rows), bare))
    return {"rounds": rounds, "rows": rows, "readers": READERS, "workers": {str(n): summary(found[n]) for n in WORKERS}}


def summary(found: list[tuple[float, float]]) -> dict[str, Any]:
    """Rows a second, ours and bare, and how often bare fits into ours."""
    ratios = [ours / bare for ours, bare in found]
    ours, bare = (round(statistics.median(one[at] for one in found), 1) for at in (0, 1))
    return {"rows_per_s": ours, "bare_rows_per_s": bare, "ratio": round(statistics.median(ratios), 3), "ratios": [round(one, 3) for one in ratios]}


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
def background(here: ground.Ground, workers: int) -> Iterator[None]:
    """The relay and so many workers, as bin/serve starts them."""
    lines = [flask_line("relay"), *(flask_line("worker", *QUEUES) for _ in range(workers))]
    with here.services.instance.path("log", "background.log").open("ab") as log:
        running = [subprocess.Popen(line, env=here.services.environ, cwd=ground.ROOT, stdout=log, stderr=log) for line in lines]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def told(connection: psycopg.Connection, city: ground.City, rows: int) -> float:
    """Rows a second, from their commit until the last has its notices."""
    for statement in CLEAN:
        connection.execute(statement)
    connection.execute(PUT, {"n": 1, "tenant": city.id, "rows": rows})
    began = time.perf_counter()
    while connection.execute(OPEN).fetchone()[0]:  # type: ignore[index]
        if time.perf_counter() - began > 300:
            raise RuntimeError("the outbox does not empty")
        time.sleep(0.02)
    took = time.perf_counter() - began
    counted = connection.execute("select count(*) from notice").fetchone()[0]  # type: ignore[index]
    if counted != rows * READERS:
        raise RuntimeError(f"{counted} notices of {rows} rows")
    return rows / took


def one_bare(here: ground.Ground, connection: psycopg.Connection, city: ground.City, people: list[str], rows: int) -> float:
    """The same inserts, a transaction a row, as one would write them without any platform."""
    connection.execute("truncate bench.notice, bench.effect, bench.outbox")
    connection.execute("insert into bench.outbox (tenant_id, case_id, seq, n, lane, topic) " + PUT.partition(")")[2], {"n": 1, "tenant": city.id, "rows": rows})
    ids = connection.execute("select id, case_id from bench.outbox").fetchall()
    with here.superuser() as bare:
        began = time.perf_counter()
        for row, case in ids:
            tell_bare(bare, city.id, row, case, people)
        return rows / (time.perf_counter() - began)


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
    main()
