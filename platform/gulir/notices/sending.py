"""Sends waiting messages: each is taken up by one sender, and ends as sent with a receipt, as failed, or as unknown; never twice, never guessed."""

import logging
from typing import Any
from uuid import UUID

from gulir.acting.store import db
from gulir.acting.who import current
from gulir.notices import channels, digest, hooks, queries
from gulir.notices.planning import address_of
from gulir.notices.senders.outcomes import NotSent, Outgoing, Receipt, Refused, Trouble, Unsure

log = logging.getLogger("gulir.notices")
MOST_ATTEMPTS = 8
PERHAPS = ("silent", "ended")  # it may have arrived
NOT_MEANT = ("off", "not_set", "no_address", "invented", "read", "lane")  # nothing failed: there was nothing to send, or nobody to send it by


def deliver(tenant_id: int, delivery_id: UUID) -> None:
    """Sends one message, with all that is bundled with it, if nobody else has taken it up; its outcome is written down before the next message."""
    rows = [row._mapping for row in db.session.execute(queries.TAKE_UP, {"tenant": tenant_id, "id": delivery_id})]
    db.session.commit()  # from here on it counts as perhaps sent, until the provider says what became of it
    if rows:
        hand_over(tenant_id, sorted(row["id"] for row in rows), rows[0])
        return
    call = hooks.take_up(tenant_id, delivery_id)
    if call:
        make_call(tenant_id, call)


def hand_over(tenant_id: int, ids: list[UUID], first: Any) -> None:
    """One message to its channel. `first`: one of the rows, which have reader, channel and tries in common."""
    channel = first["channel"]
    try:
        receipt = send(tenant_id, ids, channel, first["person_id"])
    except Unsure as trouble:
        settle(tenant_id, ids, "unknown", trouble)
    except NotSent as trouble:
        put_back(tenant_id, ids, first, trouble)
        channels.note_trouble(tenant_id, channel, trouble)
    else:
        settle(tenant_id, ids, "sent", receipt)
        channels.note_well(tenant_id, channel)


def send(tenant_id: int, ids: list[UUID], channel: str, person: UUID) -> Receipt:
    """Finds the way, the address and the words, and sends. Raises NotSent, Refused or Unsure."""
    way = channels.way_of(tenant_id, channel)
    found = queries.addresses(current(), tenant_id, [person]).get(person)
    to = reached(found, channel, way)
    told = digest.message(ids, channel, found.locale)  # type: ignore[union-attr]
    if told is None:
        raise Refused("read")
    db.session.commit()  # no transaction waits for somebody else's machine
    return way.send(Outgoing(str(ids[0]), told.subject, told.text), to)


def reached(found: Any, channel: str, way: channels.Way) -> str:
    """Where somebody is reached, as `queries.addresses` gave it. Raises Refused."""
    to = address_of(found, channel) if found else None
    if to is None:
        raise Refused("no_address")
    if found.demo and not way.stays_here:
        raise Refused("invented")
    return to


def make_call(tenant_id: int, row: Any) -> None:
    """One call of a webhook. Its receiver knows it by its id, so that what is not known to have arrived is sent again."""
    try:
        outcome: Receipt | Trouble = hooks.call(tenant_id, row)
    except Trouble as trouble:
        outcome = trouble
        put_back(tenant_id, [row["id"]], row, trouble)
    else:
        settle(tenant_id, [row["id"]], "sent", outcome)
    hooks.note(tenant_id, row["hook_id"], outcome)


def put_back(tenant_id: int, ids: list[UUID], row: Any, trouble: Trouble) -> None:
    """It was not taken: it waits again; or that was the last try, or no use in another. What may have arrived at an earlier try did not fail: nobody knows."""
    log.warning("delivery %s did not leave (try %s): %s", ids[0], row["attempts"], trouble.problem)
    if trouble.problem in NOT_MEANT:
        settle(tenant_id, ids, "dropped", trouble)
        return
    perhaps = isinstance(trouble, Unsure) or row.get("before") in PERHAPS
    told = Unsure("silent", trouble.answer) if perhaps else trouble
    if isinstance(trouble, Refused) or row["attempts"] >= MOST_ATTEMPTS * (row["resent"] + 1):
        settle(tenant_id, ids, "unknown" if perhaps else "failed", told)
    else:
        settle(tenant_id, ids, "waiting", told, pause=pause_after(row["attempts"]))


def pause_after(attempts: int) -> int:
    """Seconds until the next try: half a minute, doubled each time, an hour at most."""
    return min(15 * 2 ** min(attempts, 12), 3600)


def settle(tenant_id: int, ids: list[UUID], state: str, outcome: Receipt | Trouble, pause: int = 0) -> None:
    """Writes down what became of a message, with the provider's own words."""
    values = {"tenant": tenant_id, "ids": ids, "state": state, "pause": pause, "answer": outcome.answer}
    values |= {"receipt": getattr(outcome, "receipt", None), "problem": getattr(outcome, "problem", None)}
    db.session.execute(queries.SETTLE, values)
    db.session.commit()
