"""Bare SQL, the measure of an approval: lock, update, audit, outbox, commit, as one would write it without any platform. Six round trips, prepared.

On the product's own tables it writes the same work: one case, one line of history, one message. On tables of its own, which have no keys, no checks and
one index each, it shows what a database can do at most. Both run as a superuser, who knows no session and no wall.
"""

import multiprocessing
import queue
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg


@dataclass(frozen=True)
class Work:
    """The four statements of an approval between begin and commit; each is given city, case and version."""

    lock: str
    move: str
    audit: str
    outbox: str


OWN = Work(
    "select state, version from cases where tenant_id = %(city)s and id = %(case)s for update",
    "update cases set state = 'complete', version = version + 1, seq = seq + 1, ball = '{upc,dinsos_city}', since = current_date, due_on = current_date + 30, "
    "moved_at = now() where tenant_id = %(city)s and id = %(case)s and version = %(version)s",
    "insert into event (tenant_id, case_id, seq, lane, at, workflow, wv, step, source, dest, actor, org, decider, act_date, act_precision, body, digest, "
    "witness) values (%(city)s, %(case)s, %(version)s + 1, 0, now(), 'kube', 1, 'confirm_complete', 'proposed', 'complete', "
    "'00000000-0000-7000-8000-000000000002', 1, 'p:00000000-0000-7000-8000-000000000002', current_date, 'day', '{\"note\": null}', 'x', 'y')",
    "insert into outbox (tenant_id, case_id, seq, n, lane, topic) values (%(city)s, %(case)s, %(version)s + 1, 1, 0, 'turn')",
)
BARE = Work(
    "select state, version from bench.wf_case where id = %(case)s for update",
    "update bench.wf_case set state = 'complete', version = version + 1, holder = 'dinsos' where id = %(case)s and version = %(version)s",
    "insert into bench.audit (case_id, seq, step, source, dest, actor, body) "
    "values (%(case)s, %(version)s + 1, 'confirm', 'proposed', 'complete', 'rini', '{\"note\": null}')",
    "insert into bench.outbox (case_id, topic) values (%(case)s, 'turn')",
)
TABLES = (
    "create schema if not exists bench",
    "create table if not exists bench.wf_case (id bigint primary key, state text not null, version int not null, holder text, due_on date)",
    "create table if not exists bench.audit (id bigint generated always as identity primary key, case_id bigint not null, seq int not null, "
    "step text not null, source text not null, dest text not null, actor text not null, at timestamptz not null default now(), body jsonb not null)",
    "create table if not exists bench.outbox (id bigint generated always as identity primary key, case_id bigint not null, topic text not null, "
    "state text not null default 'new')",
    "truncate bench.wf_case, bench.audit, bench.outbox",
)
FILL = "insert into bench.wf_case select n, 'proposed', 3, 'upc', current_date from generate_series(1, %s::int) n returning id"


def prepare(connection: psycopg.Connection, last: int) -> list[Any]:
    """The bare tables, filled; the ids of their cases."""
    for table in TABLES:
        connection.execute(table)
    ids = [row[0] for row in connection.execute(FILL, (last,))]
    connection.execute("analyze bench.wf_case")
    return ids


def approve(connection: psycopg.Connection, work: Work, city: int, case: Any) -> None:
    """One approval."""
    connection.execute("begin")
    given = {"city": city, "case": case}
    state, version = connection.execute(work.lock, given, prepare=True).fetchone() or ("", 0)
    if state != "proposed":
        raise RuntimeError(f"case {case} is {state}")
    given["version"] = version
    connection.execute(work.move, given, prepare=True)
    connection.execute(work.audit, given, prepare=True)
    connection.execute(work.outbox, given, prepare=True)
    connection.execute("commit")


def _client(url: str, work: Work, city: int, cases: Sequence[Any], seconds: float, start: Any, out: Any) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        start.wait()
        until, times = time.perf_counter() + seconds, []
        for case in cases:
            began = time.perf_counter()
            if began > until:
                break
            approve(connection, work, city, case)
            times.append(time.perf_counter() - began)
    out.put(times)


def run(url: str, work: Work, city: int, shares: Sequence[Sequence[Any]], seconds: float) -> list[float]:
    """Seconds of each approval, by as many processes at once as there are shares of cases."""
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(len(shares)), context.Queue()
    processes = [context.Process(target=_client, args=(url, work, city, cases, seconds, start, out)) for cases in shares]
    for process in processes:
        process.start()
    times: list[float] = []
    for _process in processes:
        try:
            times += out.get(timeout=seconds + 30)
        except queue.Empty as silent:
            raise RuntimeError("a client of bare SQL did not answer") from silent
    for process in processes:
        process.join()
    return times
