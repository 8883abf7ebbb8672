"""A city's webhooks: who is called of what, in the order of each case; never of anything confidential. What is called is looked up again when it is called."""

import json
import secrets
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select, update
from uuid6 import uuid7

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.jobs import Work
from gulir.notices import queries
from gulir.notices.channels import first_heard
from gulir.notices.sealing import NotSealedHere, seal, unseal
from gulir.notices.senders import webhook
from gulir.notices.senders.outcomes import Outgoing, Receipt, Refused, Trouble
from gulir.tables import Case, Delivery, Event, Hook, Tenant


def plan(work: Work) -> list[UUID]:
    """A call for each open webhook that wants this topic; gives their ids. A confidential case is called to nobody."""
    if work.lane != 0:
        return []
    wanted = select(Hook.id).where(Hook.tenant_id == work.tenant_id, Hook.enabled, Hook.ended_at.is_(None), Hook.topics.contains([work.topic]))
    about = {"tenant_id": work.tenant_id, "channel": "webhook", "lane": work.lane, "case_id": work.case_id, "seq": work.seq, "topic": work.topic}
    rows: list[dict[str, Any]] = [about | {"id": uuid7(), "hook_id": hook} for hook in db.session.scalars(wanted)]
    if rows:
        db.session.execute(Delivery.__table__.insert(), rows)  # type: ignore[attr-defined]
    return [row["id"] for row in rows]


def take_up(tenant_id: int, delivery_id: UUID) -> Any | None:
    """The call, if it is due, the first of its case, and nobody else has it."""
    taken = db.session.execute(queries.TAKE_CALL, {"tenant": tenant_id, "id": delivery_id}).mappings().one_or_none()
    db.session.commit()
    return taken


def call(tenant_id: int, row: Any) -> Receipt:
    """Makes the call. Raises NotSent, Refused or Unsure; the last is safe to repeat, since the receiver knows a call by its delivery's id."""
    hook = db.session.execute(select(Hook.url, Hook.secret, Hook.enabled, Hook.ended_at).where(Hook.tenant_id == tenant_id, Hook.id == row["hook_id"])).one()
    if not hook.enabled or hook.ended_at is not None:
        raise Refused("off")
    body = told(tenant_id, row)
    url, secret = opened(tenant_id, row["hook_id"], hook)
    db.session.commit()  # no transaction waits for somebody else's machine
    return webhook.send(Outgoing(str(row["id"]), "", body), url, secret)


def told(tenant_id: int, row: Any) -> str:
    """What the call says, as JSON: numbers and names of steps, no person, no sum, no free text. Raises Refused for what has become confidential."""
    event = (Event.tenant_id == Case.tenant_id) & (Event.case_id == Case.id) & (Event.seq == row["seq"])
    columns = (Case.lane, Case.number, Case.workflow, Event.step, Event.source, Event.dest, Event.at, Tenant.slug)
    found = select(*columns).join(Event, event).join(Tenant, Tenant.id == Case.tenant_id).where(Case.tenant_id == tenant_id, Case.id == row["case_id"])
    case = db.session.execute(found).one_or_none()
    if case is None or case.lane != 0:
        raise Refused("lane")
    base = current_app.extensions["gulir.settings"].base_url
    said = {"id": str(row["id"]), "topic": row["topic"], "city": case.slug, "case": case.number, "workflow": case.workflow, "seq": row["seq"]}
    said |= {"step": case.step, "from": case.source, "to": case.dest, "at": case.at.isoformat(), "link": f"{base}/{case.slug}/berkas/{case.number}"}
    return json.dumps(said, separators=(",", ":"))


def shown(tenant_id: int) -> list[Any]:
    """The webhooks of a city as its page shows them, without address and secret."""
    columns = (Hook.id, Hook.host, Hook.topics, Hook.enabled, Hook.set_at, Hook.problem, Hook.answer, Hook.problem_at, Hook.well_at)
    return list(db.session.execute(select(*columns).where(Hook.tenant_id == tenant_id, Hook.ended_at.is_(None)).order_by(Hook.id)))


def add(who: Acting, tenant_id: int, url: str, topics: list[str]) -> tuple[UUID, str]:
    """A new webhook; gives its id, and its secret, which is told this once. Raises webhook.BadTarget."""
    host = webhook.target(url).hostname or ""
    hook, secret = uuid7(), secrets.token_urlsafe(32)
    sealed = {name: seal({name: words}, tenant_id, f"hook/{hook}") for name, words in (("url", url), ("secret", secret))}
    row = {"tenant_id": tenant_id, "id": hook, "host": host, "topics": topics, "set_by": UUID(who.person_id), **sealed}
    db.session.execute(Hook.__table__.insert(), [row])  # type: ignore[attr-defined]
    db.session.commit()
    return UUID(str(hook)), secret


def change(tenant_id: int, hook_id: UUID, **values: Any) -> bool:
    """Topics, open or closed, ended; False where there is no such webhook."""
    mine = update(Hook).where(Hook.tenant_id == tenant_id, Hook.id == hook_id, Hook.ended_at.is_(None)).values(**values)
    found = db.session.execute(mine).rowcount == 1  # type: ignore[attr-defined]
    db.session.commit()
    return found


def end(tenant_id: int, hook_id: UUID) -> bool:
    """It is called no more, and stands on no page; what it was called of stays among the deliveries."""
    return change(tenant_id, hook_id, enabled=False, ended_at=func.now())


def ping(tenant_id: int, hook_id: UUID) -> Receipt:
    """A call that says nothing but that it is a trial. Raises NotSent, Refused or Unsure; LookupError where there is no such webhook."""
    mine = (Hook.tenant_id == tenant_id, Hook.id == hook_id, Hook.ended_at.is_(None))
    hook = db.session.execute(select(Hook.url, Hook.secret).where(*mine)).one_or_none()
    if hook is None:
        raise LookupError(hook_id)
    db.session.commit()  # no transaction waits for somebody else's machine
    trial = str(uuid7())
    try:
        url, secret = opened(tenant_id, hook_id, hook)
        receipt = webhook.send(Outgoing(trial, "", json.dumps({"id": trial, "topic": "trial"})), url, secret)
    except Trouble as trouble:
        note(tenant_id, hook_id, trouble)
        raise
    note(tenant_id, hook_id, receipt)
    return receipt


def opened(tenant_id: int, hook_id: UUID, hook: Any) -> tuple[str, dict[str, str]]:
    """Address and secret in the clear. Raises Refused for what was sealed under another key."""
    try:
        url, secret = (unseal(sealed, tenant_id, f"hook/{hook_id}") for sealed in (hook.url, hook.secret))
    except NotSealedHere as wrong:
        raise Refused("not_set") from wrong
    return url["url"], secret


def note(tenant_id: int, hook_id: UUID, outcome: Receipt | Trouble) -> None:
    """What was last heard of a webhook."""
    if isinstance(outcome, Receipt):
        change(tenant_id, hook_id, answer=outcome.answer, well_at=func.clock_timestamp())
    elif outcome.problem not in ("off", "lane"):
        change(tenant_id, hook_id, problem=outcome.problem, answer=outcome.answer, problem_at=first_heard(Hook))
