"""One run of a job: begins with nobody, acts by a short-lived key, and leaves either its whole effect or nothing."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import RowMapping
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gulir.acting.doorway import databases
from gulir.acting.keys import acting_of
from gulir.acting.store import db
from gulir.acting.who import Acting, as_acting, begin
from gulir.jobs import queries
from gulir.jobs.ending import ASKED
from gulir.jobs.limits import KEY_MINUTES, LEASE, MOST_ATTEMPTS, PARCEL_TIME, pause_after
from gulir.jobs.registry import Effect, Work

log = logging.getLogger("gulir.jobs")


def run(app: Flask, effect: Effect, then: Callable[[Work, Any], None] | None, tenant_id: int, *outbox_ids: str) -> None:
    """Runs a job for rows of the outbox of one city, each by itself: one that fails holds up no other. What is done, dead or unknown is left alone."""
    with app.app_context():
        begin(None)
        key, rows = start(tenant_id, outbox_ids)
        if key is None:
            return
        clock = acting_of(key)
    until = time.monotonic() + PARCEL_TIME
    for at, outbox_id in enumerate(rows):
        with app.app_context(), as_acting(clock):  # a context each: nothing that one row has read is taken for true by the next
            if at and (ASKED.is_set() or time.monotonic() > until):
                let_go(tenant_id, rows[at:])
                return
            attempt(clock, effect, then, tenant_id, outbox_id)


def start(tenant_id: int, outbox_ids: Sequence[str]) -> tuple[str | None, list[str]]:
    """Counts the attempt, holds the rows for a lease and mints the job's key; gives it with the rows that there is still something to do for."""
    values = {"tenant": tenant_id, "ids": list(outbox_ids), "lease": LEASE, "most": MOST_ATTEMPTS, "minutes": KEY_MINUTES}
    with relay_engine().begin() as connection:
        begun = {row.id: row.key for row in connection.execute(queries.START, values)}
    return next(iter(begun.values()), None), [one for one in outbox_ids if one in begun]


def let_go(tenant_id: int, outbox_ids: Sequence[str]) -> None:
    """Rows that were held but not begun may be sent anew; it was no attempt of theirs."""
    log.warning("a parcel took long, or its worker ends: %s rows go back", len(outbox_ids))
    with relay_engine().begin() as connection:
        connection.execute(queries.LET_GO, {"tenant": tenant_id, "ids": list(outbox_ids)})


def attempt(clock: Acting, effect: Effect, then: Callable[[Work, Any], None] | None, tenant_id: int, outbox_id: str) -> None:
    """The effect and its note in one transaction; a failure is written down, with when to try again."""
    row = {"tenant": tenant_id, "id": outbox_id}
    try:
        work = as_work(tenant_id, outbox_id, db.session.execute(queries.READ, row).mappings().one())
        first = db.session.execute(queries.EFFECT, {"tenant": tenant_id, "key": f"outbox:{outbox_id}"}).first() is not None
        result = effect(work) if first else None
        db.session.execute(queries.DONE, row)
        db.session.commit()
    except Exception as problem:  # noqa: BLE001 - whatever a job raises is a failed attempt, not the worker's end
        db.session.rollback()
        note_failure(row, problem)
        return
    if first and then is not None:
        afterwards(then, work, result)


def afterwards(then: Callable[[Work, Any], None], work: Work, result: Any) -> None:
    """What follows the commit; it has a sweep of its own, so that a failure here loses nothing."""
    try:
        then(work, result)
    except Exception:
        db.session.rollback()
        log.exception("after %s of line %s", work.topic, work.seq)


def note_failure(row: dict[str, Any], problem: Exception) -> None:
    """Sets the next try, or gives the row up; without a database the lease brings it back."""
    log.error("job %s failed: %s", row["id"], named(problem), exc_info=problem)
    try:
        attempts = db.session.execute(queries.READ, row).mappings().one()["attempts"]
        values = row | {"most": MOST_ATTEMPTS, "problem": named(problem), "pause": pause_after(attempts)}
        state = db.session.execute(queries.FAILED, values).scalar()
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
        log.exception("the failure of job %s could not be noted", row["id"])
        return
    if state == "dead":
        log.critical("job %s is dead after %s attempts: %s", row["id"], attempts, named(problem))


def named(problem: Exception) -> str:
    """The kind of a failure, without its words: they may hold names or numbers of people."""
    code = getattr(problem.orig, "sqlstate", None) if isinstance(problem, DBAPIError) else None
    return f"{type(problem).__name__} {code}" if code else type(problem).__name__


def as_work(tenant_id: int, outbox_id: str, row: RowMapping) -> Work:
    """The row as a Work."""
    return Work(tenant_id, outbox_id, UUID(str(row["case_id"])), row["seq"], row["n"], row["lane"], row["topic"], row["attempts"])


def relay_engine() -> Any:
    """The relay's engine, which alone may mint keys for jobs."""
    engine = databases().relay
    if engine is None:
        raise RuntimeError("DATABASE_RELAY_URL is not set: this process may not act for jobs")
    return engine
