"""Sends waiting letters: each is taken up by one sender, and ends as sent with a receipt, as failed, or as unknown; never twice, never guessed."""

import logging
import time
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting.store import db
from gulir.acting.who import current
from gulir.jobs.schedule import Moment, timed
from gulir.notices import mail, queries
from gulir.notices.words import write_letter

log = logging.getLogger("gulir.notices")
MOST_ATTEMPTS = 8
PATIENCE = 30  # seconds that one sweep may take


def deliver(tenant_id: int, delivery_id: UUID) -> None:
    """Sends one letter, if nobody else has taken it up; each of its outcomes is written down before the next letter."""
    about = queries.letter(tenant_id, delivery_id)
    found = queries.addresses(current(), tenant_id, [about.person_id]).get(about.person_id) if about else None
    if about is None or found is None:
        settle(tenant_id, delivery_id, "failed", problem="no address any more")
        return
    settings = current_app.extensions["gulir.settings"]
    subject, body = write_letter(about, found.locale, settings.base_url)
    taken = db.session.execute(queries.TAKE_UP, {"tenant": tenant_id, "id": delivery_id}).first()
    db.session.commit()  # from here on it counts as perhaps sent, until the server says what became of it
    if taken is None:
        return
    try:
        receipt = mail.send(settings, found.email, subject, body, message_id=f"<{delivery_id}@{sender_domain(settings.mail_from)}>")
    except mail.NotSent as problem:
        put_back(tenant_id, delivery_id, taken.attempts, problem)
    except mail.Unsure as problem:
        settle(tenant_id, delivery_id, "unknown", problem=str(problem))
    else:
        settle(tenant_id, delivery_id, "sent", receipt=receipt.message_id)


def put_back(tenant_id: int, delivery_id: UUID, attempts: int, problem: Exception) -> None:
    """It did not leave: it waits again, or has failed after the last try."""
    log.warning("letter %s did not leave (try %s): %s", delivery_id, attempts, type(problem).__name__)
    settle(tenant_id, delivery_id, "failed" if attempts >= MOST_ATTEMPTS else "waiting", problem=str(problem)[:200])


def settle(tenant_id: int, delivery_id: UUID, state: str, *, receipt: str | None = None, problem: str | None = None) -> None:
    """Writes down what became of a letter."""
    db.session.execute(queries.SETTLE, {"tenant": tenant_id, "id": delivery_id, "state": state, "receipt": receipt, "problem": problem})
    db.session.commit()


def sender_domain(sender: str) -> str:
    """The domain of our own address, for the letters' ids."""
    return sender.rpartition("@")[2].strip("> ") or "localhost"


@timed("mail")
def sweep(moment: Moment) -> bool:
    """Every minute: letters that did not leave at once, longer apart each time."""
    until = time.monotonic() + PATIENCE
    waiting: list[Any] = list(db.session.scalars(queries.WAITING, {"tenant": moment.city.id}))
    for delivery in waiting:
        if time.monotonic() > until:
            return False
        deliver(moment.city.id, delivery)
    return True
