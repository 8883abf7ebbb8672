"""Reminds of what is late, once a day a case; where the process says what follows when time is up, the clock takes that step instead."""

import logging
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import psycopg
from sqlalchemy import select

from gulir.acting.store import db
from gulir.cases.acts import Request, take
from gulir.cases.looking import processes
from gulir.cases.outcomes import Refused
from gulir.engine.parties import Role
from gulir.jobs.schedule import Moment, timed
from gulir.tables import Case, Event

log = logging.getLogger("gulir.jobs")
PATIENCE = 30  # seconds that one sweep may take


@timed("overdue")
def remind(moment: Moment) -> bool:
    """Takes the clock's step on each late case. Its day, or the version that lapses, makes the request's key: twice is once."""
    until = time.monotonic() + PATIENCE
    for row in late_cases(moment):
        if time.monotonic() > until:
            return False
        remind_of(moment, row)
    return True


def lapses(workflow: str, version: int, state: str) -> str | None:
    """The step that leads on from a state by itself when its time is up."""
    steps = processes().nearest(workflow, version).from_state(state).values()
    return next((step.name for step in steps if step.by == (Role.CLOCK,) and not step.universal), None)


def remind_of(moment: Moment, row: Any) -> None:
    """One case; what is wrong with it is logged, and keeps nobody from being reminded of the others. Raises when the database is away."""
    case_id: UUID = row.id
    try:
        lapse = lapses(row.workflow, row.wv, row.state)
        said = f"{lapse} {row.version}" if lapse else f"remind {moment.today.isoformat()}"
        take(moment.clock, moment.city.id, case_id, Request(lapse or "remind", uuid5(case_id, said)))
    except Refused as refused:
        log.warning("case %s could not be reminded of: %s", case_id, refused)
    except psycopg.OperationalError:
        raise
    except (psycopg.Error, LookupError, RuntimeError):
        log.exception("case %s could not be reminded of", case_id)


def late_cases(moment: Moment) -> Sequence[Any]:
    """Cases past their day that were not yet reminded of today, the longest overdue first."""
    reminded = select(Event.seq).where(Event.tenant_id == Case.tenant_id, Event.case_id == Case.id, Event.step == "remind", Event.act_date == moment.today)
    late = select(Case.id, Case.workflow, Case.wv, Case.state, Case.version).order_by(Case.due_on, Case.id)
    late = late.where(Case.tenant_id == moment.city.id, Case.due_on < moment.today, ~reminded.exists())
    found: Sequence[Any] = db.session.execute(late).all()
    db.session.rollback()
    return found
