"""What the clock reads of a city: cases whose time runs, whose day is near or over, and whose time stands still behind an obstacle."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from gulir.acting.store import db
from gulir.tables import Case, Event, Turn

CHASES = ("remind", "escalate")
OF_TEAMS = ("team", "teamless")
LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # of a team that nobody ever was on who could act


def running(tenant_id: int) -> Sequence[Any]:
    """Cases with a due day that is reckoned (not one that the case itself names)."""
    columns = (Case.id, Case.seq, Case.due_on, Case.clock)
    return _read(select(*columns).where(Case.tenant_id == tenant_id, Case.due_on.is_not(None), Case.clock["from"].is_not(None)).order_by(Case.id))


def near_or_late(tenant_id: int, today: dt.date, ahead: int) -> Sequence[Any]:
    """Cases due within so many days of the calendar or before today, the longest overdue first, each with what its clock told last."""
    columns = (Case.id, Case.workflow, Case.wv, Case.state, Case.version, Case.due_on, Case.historical, Case.created_at, _told())
    last = today + dt.timedelta(days=ahead)
    return _read(select(*columns).where(Case.tenant_id == tenant_id, Case.due_on <= last).order_by(Case.due_on, Case.id))


def held(tenant_id: int) -> Sequence[Any]:
    """Blocked cases whose time stands still."""
    columns = (Case.id, Case.state, Case.clock, _told())
    return _read(select(*columns).where(Case.tenant_id == tenant_id, Case.blocked > 0, Case.clock["since"].is_not(None)).order_by(Case.id))


def teams_ending(tenant_id: int, ahead: int) -> Sequence[Any]:
    """Cases whose lines for the team alone are soon everybody's, or are already, because the last who could act leaves: since when, or from when on."""
    ends = func.greatest(func.min(Turn.team_until), LONG_AGO)
    soon = func.now() + dt.timedelta(days=ahead)
    lines = select(Turn.case_id, ends.label("ends")).where(Turn.tenant_id == tenant_id, Turn.lane > 0, Turn.team_until < soon).group_by(Turn.case_id).subquery()
    columns = (Case.id, Case.state, Case.opened_on, lines.c.ends, _told(of_teams=True))
    return _read(select(*columns).join(lines, lines.c.case_id == Case.id).where(Case.tenant_id == tenant_id).order_by(lines.c.ends, Case.id))


def _told(of_teams: bool = False) -> Any:
    """The answers of the clock's last reminder of this sort where the case stands now."""
    line = select(Event.data["answers"]).where(Event.tenant_id == Case.tenant_id, Event.case_id == Case.id, Event.step.in_(CHASES), Event.dest == Case.state)
    line = line.where(Event.data["answers"]["rung"].astext.in_(OF_TEAMS) == of_teams)
    return line.order_by(Event.seq.desc()).limit(1).correlate(Case).scalar_subquery().label("told")


def _read(query: Any) -> Sequence[Any]:
    found: Sequence[Any] = db.session.execute(query).all()
    db.session.rollback()  # each case is taken in a transaction of its own
    return found
