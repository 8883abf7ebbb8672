"""One run of one entry of the schedule for one city: its slot is noted in the effects, once."""

import logging
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.acting.who import Acting, as_acting, begin
from gulir.jobs import queries
from gulir.jobs.limits import KEY_MINUTES
from gulir.jobs.registry import allow
from gulir.jobs.schedule import TIMED, Moment

log = logging.getLogger("gulir.jobs")
NAME = "gulir.jobs.timing.on_time"


def effect_key(name: str, slot: str) -> str:
    """Under which a slot is noted as done."""
    return f"schedule:{name}:{slot}"


@allow("deadlines")
def on_time(tenant_id: int, name: str, slot: str, kept: int) -> None:
    """Runs what the schedule calls `name` for a city, unless its slot is done; a half-way end leaves the slot open, and the scheduler sends it again."""
    with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
        begin(None)
        with as_acting(act_for_job(tenant_id, KEY_MINUTES)) as clock:
            key = {"tenant": tenant_id, "key": effect_key(name, slot)}
            if kept and is_done(key):
                return
            finished = TIMED[name](moment_of(clock, slot))
            if kept and finished:
                db.session.execute(queries.EFFECT, key)
            db.session.commit()


def is_done(key: dict[str, Any]) -> bool:
    """Whether the slot is noted; waits for nobody."""
    found = db.session.execute(queries.EFFECTS_SINCE, {"tenant": key["tenant"], "keys": [key["key"]]}).first() is not None
    db.session.rollback()
    return found


def moment_of(clock: Acting, slot: str) -> Moment:
    """The city and the database's time."""
    now = db.session.scalars(select(func.now())).one()
    db.session.rollback()
    return Moment(clock.tenants[0], clock, slot, now)
