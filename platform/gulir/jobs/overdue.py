"""Reminds of what is late: a line in the case's history, once a day a case, from which the notice to the ball's holder follows."""

import logging
import time
from uuid import UUID, uuid5

import psycopg
from sqlalchemy import select

from gulir.acting.store import db
from gulir.cases.acts import Request, take
from gulir.cases.outcomes import Refused
from gulir.jobs.schedule import Moment, timed
from gulir.tables import Case, Event

log = logging.getLogger("gulir.jobs")
PATIENCE = 30  # seconds that one sweep may take


@timed("overdue")
def remind(moment: Moment) -> bool:
    """Takes `remind` on each late case as the clock. The day makes the request's key, so that twice a day is once."""
    until = time.monotonic() + PATIENCE
    for case_id in late_cases(moment):
        if time.monotonic() > until:
            return False
        remind_of(moment, case_id)
    return True


def remind_of(moment: Moment, case_id: UUID) -> None:
    """One case; what is wrong with it is logged, and keeps nobody from being reminded of the others. Raises when the database is away."""
    try:
        take(moment.clock, moment.city.id, case_id, Request("remind", uuid5(case_id, f"remind {moment.today.isoformat()}")))
    except Refused as refused:
        log.warning("case %s could not be reminded of: %s", case_id, refused)
    except psycopg.OperationalError:
        raise
    except (psycopg.Error, LookupError, RuntimeError):
        log.exception("case %s could not be reminded of", case_id)


def late_cases(moment: Moment) -> list[UUID]:
    """Cases past their day that were not yet reminded of today, the longest overdue first."""
    reminded = select(Event.seq).where(Event.tenant_id == Case.tenant_id, Event.case_id == Case.id, Event.step == "remind", Event.act_date == moment.today)
    late = select(Case.id).where(Case.tenant_id == moment.city.id, Case.due_on < moment.today, ~reminded.exists()).order_by(Case.due_on, Case.id)
    found = list(db.session.scalars(late))
    db.session.rollback()
    return found
