"""Keeps the days: due days follow the calendar, those whose turn it is are reminded, and what nobody does is told higher up, each rung once."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid5

import psycopg
from flask import current_app

from gulir.acting.store import db
from gulir.cases.acts import Request, take
from gulir.cases.aftermath import REDATES
from gulir.cases.calendar import Calendar, today_in
from gulir.cases.clocks import read_clock
from gulir.cases.daysoff import calendar_of
from gulir.cases.looking import processes
from gulir.cases.outcomes import Refused
from gulir.days.queries import changes
from gulir.engine.parties import Role
from gulir.jobs import due, queries
from gulir.jobs.ladder import HELD, TEAM, Rung, highest, read
from gulir.jobs.schedule import Moment, timed
from gulir.jobs.timing import is_done

log = logging.getLogger("gulir.jobs")
Rows = Callable[[], Iterable[Any]]
PATIENCE = 30  # seconds that one sweep may take
AHEAD = 15  # days of the calendar: the first reminder lies no further ahead than these, whatever is off between


@timed("calendar")
def follow_calendar(moment: Moment) -> bool:
    """Each minute for a city: once after every change of its own days off, due days follow; a half-way end leaves it open for the next look."""
    key = {"tenant": moment.city.id, "key": f"calendar:{changes(moment.city.id)}"}
    if is_done(key):
        return True
    calendar = calendar_of(moment.city)
    finished = sweep(moment, due.running(moment.city.id), lambda row: redating(row, calendar), time.monotonic() + PATIENCE)
    if finished:
        db.session.execute(queries.EFFECT, key)
        db.session.commit()
    return finished


@timed("overdue")
def keep_days(moment: Moment) -> bool:
    """Each hour for a city. What makes a request's key is written on the case, so that a sweep that runs twice, or beside another, does nothing twice."""
    until = time.monotonic() + PATIENCE
    calendar, ladder = calendar_of(moment.city), read(current_app.extensions["gulir.ladder"])
    sweeps: tuple[tuple[Rows, Callable[[Any], Request | None]], ...] = (
        (lambda: due.running(moment.city.id), lambda row: redating(row, calendar)),
        (lambda: due.near_or_late(moment.city.id, moment.today, AHEAD), lambda row: lapsing(row, moment) or chasing(row, moment, calendar, ladder)),
        (lambda: due.held(moment.city.id), lambda row: pressing(row, moment, calendar, ladder)),
        (lambda: due.teams_ending(moment.city.id, AHEAD), lambda row: leaving(row, moment, calendar, ladder)),
    )
    return all(sweep(moment, rows(), asks, until) for rows, asks in sweeps)


def sweep(moment: Moment, rows: Iterable[Any], asks: Callable[[Any], Request | None], until: float) -> bool:
    """Takes what is asked of each case; False when time is over before the end."""
    for row in rows:
        if time.monotonic() > until:
            return False
        request = asks(row)
        if request is not None:
            act(moment, row.id, request)
    return True


def act(moment: Moment, case_id: UUID, request: Request) -> None:
    """One case; what is wrong with it is logged, and keeps nobody from being reminded of the others. Raises when the database is away."""
    try:
        take(moment.clock, moment.city.id, case_id, request)
    except Refused as refused:
        log.warning("case %s: the clock could not %s: %s", case_id, request.step, refused)
    except psycopg.OperationalError:
        raise
    except (psycopg.Error, LookupError, RuntimeError):
        log.exception("case %s: the clock could not %s", case_id, request.step)


def redating(row: Any, calendar: Calendar) -> Request | None:
    """A due day that the calendar moved."""
    day = read_clock(row.clock).due(calendar)
    if day is None or day == row.due_on:
        return None
    answers = {"old": row.due_on.isoformat(), "new": day.isoformat()}
    return Request(REDATES, uuid5(row.id, f"{REDATES} {row.seq} {answers['old']} {answers['new']}"), answers=answers)


def lapsing(row: Any, moment: Moment) -> Request | None:
    """Where the process says what follows when time is up, the clock takes that step. The version that lapses makes its key."""
    step = lapse_of(row.workflow, row.wv, row.state) if row.due_on < moment.today else None
    return Request(step, uuid5(row.id, f"{step} {row.version}")) if step else None


def lapse_of(workflow: str, version: int, state: str) -> str | None:
    """The step that leads on from a state by itself when its time is up."""
    steps = processes().nearest(workflow, version).from_state(state).values()
    return next((step.name for step in steps if step.by == (Role.CLOCK,) and not step.universal), None)


def chasing(row: Any, moment: Moment, calendar: Calendar, ladder: tuple[Rung, ...]) -> Request | None:
    """The highest rung that a case has come to. One that was loaded from the past is late from the day on which it came here."""
    counts_from = max(row.due_on, today_in(moment.city.zone, row.created_at)) if row.historical else row.due_on
    days = calendar.between(counts_from, moment.today) or -calendar.between(moment.today, counts_from)
    return rung_of(row, highest(ladder, days, today=row.due_on == moment.today), row.due_on.isoformat())


def pressing(row: Any, moment: Moment, calendar: Calendar, ladder: tuple[Rung, ...]) -> Request | None:
    """A case whose time stands still: whoever can clear its obstacle is reminded now and then."""
    since = read_clock(row.clock).stands_since
    if since is None:
        return None
    return rung_of(row, highest(ladder, calendar.between(since, moment.today), today=True, only=HELD), since.isoformat())


def leaving(row: Any, moment: Moment, calendar: Calendar, ladder: tuple[Rung, ...]) -> Request | None:
    """A case whose team ends soon, or is gone: it is told while somebody can still take another in, and when nobody can, now and then."""
    day = max(today_in(moment.city.zone, row.ends), row.opened_on)
    days = calendar.between(day, moment.today) or -calendar.between(moment.today, day)
    return rung_of(row, highest(ladder, days, today=True, only=TEAM), day.isoformat())


def rung_of(row: Any, rung: Rung | None, day: str) -> Request | None:
    """The clock's request, unless this rung or a higher one was told for the same day in the same state."""
    told = row.told or {}
    if rung is None or (told.get("day") == day and told.get("days", -400) >= rung.days):
        return None
    answers = {"rung": rung.rung, "days": rung.days, "day": day}
    return Request(rung.step, uuid5(row.id, f"{rung.step} {row.state} {day} {rung.rung} {rung.days}"), answers=answers)
