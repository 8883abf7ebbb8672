"""Messages leave in a job of their own: whoever is told in the app waits for nobody's mail server, and what leaves does so in one order."""

import time
from collections.abc import Iterable, Sequence
from uuid import UUID

from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import get_current_job

from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.acting.who import as_acting, begin
from gulir.jobs.ending import ASKED
from gulir.jobs.limits import KEY_MINUTES
from gulir.jobs.queue import send
from gulir.jobs.registry import allow
from gulir.jobs.schedule import Moment, timed
from gulir.notices import queries
from gulir.notices.joining import deliver
from gulir.notices.planning import plan_anew

PATIENCE = 20  # seconds after which no further message is begun: with the longest talk to one server it stays within a job's time
MOST = 500  # messages that one sweep takes up
NAME = "gulir.notices.leaving.leave"


def send_soon(tenant_id: int, name: str, deliveries: Iterable[UUID]) -> None:
    """Puts messages into the queue of what leaves, under a name; outside of a worker they are sent here and now."""
    ids = [str(one) for one in deliveries]
    job = get_current_job()
    if not ids:
        return
    if job is None:
        send_all(tenant_id, ids)
        return
    put(job.connection, name, tenant_id, ids)


def put(client: Redis, name: str, tenant_id: int, ids: Sequence[str]) -> None:
    """Into the queue of what leaves; where it cannot be reached, the sweep finds them."""
    try:
        send(client, NAME, name, tenant_id, ",".join(ids))
    except RedisError:
        current_app.logger.warning("messages %s could not be put into their queue; the sweep will find them", name)


@allow("deliveries")
def leave(tenant_id: int, ids: str) -> None:
    """Sends these messages, in this order, as the clock of their city."""
    with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
        begin(None)
        with as_acting(act_for_job(tenant_id, KEY_MINUTES)):
            rest = send_all(tenant_id, ids.split(","))
            db.session.rollback()
        job = get_current_job()
        if rest and job is not None:
            put(job.connection, f"{job.id}-on", tenant_id, rest)


def send_all(tenant_id: int, ids: Sequence[str]) -> Sequence[str]:
    """One after the other, one at least; gives those for which there was no time, or no worker: what is in hand when it is ended by force is unknown."""
    until = time.monotonic() + PATIENCE
    for at, delivery in enumerate(ids, 1):
        deliver(tenant_id, UUID(delivery))
        if ASKED.is_set() or time.monotonic() > until:
            return ids[at:]
    return ()


@timed("mail")
def sweep(moment: Moment) -> bool:
    """Every minute: what did not leave at once, longer apart each time, and what was kept for its hour."""
    plan_anew(moment.clock, moment.city.id)
    waiting = list(db.session.scalars(queries.WAITING, {"tenant": moment.city.id, "most": MOST}))
    db.session.rollback()
    send_soon(moment.city.id, f"sweep-{moment.city.id}", waiting)
    return True
