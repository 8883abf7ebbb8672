"""Bare SQL, the measure of an approval: lock, update, audit, outbox, commit, as one would write it without any platform. Six round trips, prepared."""

import multiprocessing
import queue
import time
from collections.abc import Sequence
from typing import Any

import psycopg

TABLES = (
    "create schema if not exists bench",
    "create table if not exists bench.wf_case (id bigint primary key, state text not null, version int not null, holder text, due_on date)",
    "create table if not exists bench.audit (id bigint generated always as identity primary key, case_id bigint not null, seq int not null, "
    "step text not null, source text not null, dest text not null, actor text not null, at timestamptz not null default now(), body jsonb not null)",
    "create table if not exists bench.outbox (id bigint generated always as identity primary key, case_id bigint not null, topic text not null, "
    "state text not null default 'new')",
)
FILL = "insert into bench.wf_case select n, 'proposed', 3, 'upc', current_date from generate_series(%s::int, %s::int) n"
LOCK = "select state, version from bench.wf_case where id = %s for update"
MOVE = "update bench.wf_case set state = 'complete', version = version + 1, holder = 'dinsos' where id = %s and version = %s"
AUDIT = "insert into bench.audit (case_id, seq, step, source, dest, actor, body) values (%s, %s, 'confirm', 'proposed', 'complete', 'rini', '{\"note\": null}')"
OUTBOX = "insert into bench.outbox (case_id, topic) values (%s, 'turn')"


def prepare(connection: psycopg.Connection, last: int) -> None:
    """Tables and cases; the role that fills them bypasses row security and knows no session."""
    for table in TABLES:
        connection.execute(table)
    connection.execute("truncate bench.wf_case, bench.audit, bench.outbox")
    connection.execute(FILL, (1, last))
    connection.execute("analyze bench.wf_case")


def approve(connection: psycopg.Connection, case: int) -> None:
    """One approval."""
    connection.execute("begin")
    state, version = connection.execute(LOCK, (case,), prepare=True).fetchone() or ("", 0)
    if state != "proposed":
        raise RuntimeError(f"case {case} is {state}")
    connection.execute(MOVE, (case, version), prepare=True)
    connection.execute(AUDIT, (case, version + 1), prepare=True)
    connection.execute(OUTBOX, (case,), prepare=True)
    connection.execute("commit")


def _client(url: str, cases: Sequence[int], seconds: float, start: Any, out: Any) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        start.wait()
        until, times = time.perf_counter() + seconds, []
        for case in cases:
            began = time.perf_counter()
            if began > until:
                break
            approve(connection, case)
            times.append(time.perf_counter() - began)
    out.put(times)


def run(url: str, clients: int, first: int, each: int, seconds: float) -> list[float]:
    """Seconds of each approval, by `clients` processes at once, on cases from `first` on."""
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(clients), context.Queue()
    ranges = [range(first + n * each, first + (n + 1) * each) for n in range(clients)]
    processes = [context.Process(target=_client, args=(url, cases, seconds, start, out)) for cases in ranges]
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
