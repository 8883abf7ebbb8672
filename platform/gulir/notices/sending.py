"""Sends waiting letters: each is taken up by one sender, and ends as sent with a receipt, as failed, or as unknown; never twice, never guessed."""

import logging
import time
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting.store import db
from gulir.acting.who import current
from gulir.jobs.schedule import Moment, timed
from gulir.notices import digest, mail, queries
from gulir.notices.planning import plan_anew

log = logging.getLogger("gulir.notices")
MOST_ATTEMPTS = 8
PATIENCE = 30  # seconds that one sweep may take


def deliver(tenant_id: int, delivery_id: UUID) -> None:
    """Sends one message, with all that is bundled with it, if nobody else has taken it up; its outcome is written down before the next message."""
    rows = [row._mapping for row in db.session.execute(queries.TAKE_UP, {"tenant": tenant_id, "id": delivery_id})]
    db.session.commit()  # from here on it counts as perhaps sent, until the server says what became of it
    if rows:
        hand_over(tenant_id, [row["id"] for row in rows], rows[0])


def hand_over(tenant_id: int, ids: list[UUID], first: Any) -> None:
    """One message to the server. `first`: one of the rows, which have reader, channel and tries in common."""
    found = queries.addresses(current(), tenant_id, [first["person_id"]]).get(first["person_id"])
    if found is None or found.email is None:
        settle(tenant_id, ids, "failed", problem="no address any more")
        return
    told = digest.message(ids, first["channel"], found.locale)
    if told is None:
        settle(tenant_id, ids, "dropped")
        return
    settings = current_app.extensions["gulir.settings"]
    try:
        receipt = mail.send(settings, found.email, told.subject, told.text, message_id=f"<{first['id']}@{sender_domain(settings.mail_from)}>")
    except mail.NotSent as problem:
        put_back(tenant_id, ids, first["attempts"], problem)
    except mail.Unsure as problem:
        settle(tenant_id, ids, "unknown", problem=str(problem))
    else:
        settle(tenant_id, ids, "sent", receipt=receipt.message_id)


def put_back(tenant_id: int, ids: list[UUID], attempts: int, problem: Exception) -> None:
    """It did not leave: it waits again, or has failed after the last try."""
    log.warning("letter %s did not leave (try %s): %s", ids[0], attempts, type(problem).__name__)
    state = "failed" if attempts >= MOST_ATTEMPTS else "waiting"
    settle(tenant_id, ids, state, problem=str(problem)[:200], pause=min(15 * 2**attempts, 3600))


def settle(tenant_id: int, ids: list[UUID], state: str, *, receipt: str | None = None, problem: str | None = None, pause: int = 0) -> None:
    """Writes down what became of a message."""
    values = {"tenant": tenant_id, "ids": ids, "state": state, "receipt": receipt, "answer": None, "problem": problem, "pause": pause}
    db.session.execute(queries.SETTLE, values)
    db.session.commit()


def sender_domain(sender: str) -> str:
    """The domain of our own address, for the letters' ids."""
    return sender.rpartition("@")[2].strip("> ") or "localhost"


@timed("mail")
def sweep(moment: Moment) -> bool:
    """Every minute: letters that did not leave at once, longer apart each time."""
    until = time.monotonic() + PATIENCE
    plan_anew(moment.clock, moment.city.id)
    waiting: list[Any] = list(db.session.scalars(queries.WAITING, {"tenant": moment.city.id}))
    for delivery in waiting:
        if time.monotonic() > until:
            return False
        deliver(moment.city.id, delivery)
    return True
