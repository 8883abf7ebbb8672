"""The statements of the page of deliveries. Which rows somebody sees, and that they may only put them back, is the database's word."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from gulir.acting.store import db

SHOWN = 100
LIST = text("""
select d.id, d.channel, d.state, d.attempts, d.resent, d.receipt, d.answer, d.problem, d.at, d.topic, c.number, c.title,
  case when d.state = 'waiting' and greatest(d.not_before, d.next_at) > now() then greatest(d.not_before, d.next_at) end as goes_at,
  (select s.name from seat s where s.tenant_id = d.tenant_id and s.person_id = d.person_id limit 1) as whom
from delivery d join cases c on c.tenant_id = d.tenant_id and c.id = d.case_id
where d.tenant_id = :tenant and (cast(:state as text) is null or d.state = :state) and (cast(:channel as text) is null or d.channel = :channel)
order by d.at desc, d.id limit :most""")
# Of what was not kept for its reader's hour, the ten seconds begin with the act: a relay or a worker that was away is a delay like any other.
# In time is what left so the first time; what has waited for longer than that is late already.
FIGURES = text("""
select channel, count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'sent' and resent = 0 and at <= due)::int as quick,
  count(*) filter (where state in ('sent', 'failed', 'unknown') or (state = 'waiting' and due < now()))::int as counted,
  count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state = 'unknown')::int as unknown,
  min(due - interval '10 seconds') filter (where state = 'waiting' and not_before <= now()) as oldest
from (select d.channel, d.state, d.at, d.resent, d.not_before,
    interval '10 seconds' + case when d.not_before > d.created_at then d.not_before else coalesce(e.at, d.created_at) end as due
  from delivery d left join event e on e.tenant_id = d.tenant_id and e.case_id = d.case_id and e.seq = d.seq
  where d.tenant_id = :tenant and d.created_at > now() - interval '7 days') x group by channel order by channel""")
UNTOLD = text("""
select count(*)::int as many, min(created_at) as oldest from outbox
where tenant_id = :tenant and state in ('new', 'sent') and created_at < now() - interval '10 seconds'""")
DEAD = text("""
select o.id, o.topic, o.attempts, o.problem, o.created_at, c.number, c.title from outbox o join cases c on c.tenant_id = o.tenant_id and c.id = o.case_id
where o.tenant_id = :tenant and o.state = 'dead' order by o.created_at, o.id limit :most""")
UNSURE = text("select count(*) from delivery where tenant_id = :tenant and id = any(:ids) and state = 'unknown'")
# Once for what was seen: a second click, or a page that is old by now, finds another count and changes nothing.
AGAIN = text("""
update delivery d set state = 'waiting', resent = d.resent + 1, next_at = now(), not_before = now(), bundle = null, problem = null, at = now()
from unnest(cast(:ids as uuid[]), cast(:seen as int[])) as asked(id, resent)
where d.tenant_id = :tenant and d.id = asked.id and d.resent = asked.resent and d.state in ('failed', 'unknown', 'dropped') returning d.id""")
REVIVE = text("""
update outbox set state = 'new', attempts = 0, problem = null, next_at = now()
where tenant_id = :tenant and id = any(:ids) and state = 'dead' returning id""")


def deliveries(tenant_id: int, state: str | None, channel: str | None) -> Sequence[Any]:
    """The newest, of one state or channel if one is asked for."""
    return db.session.execute(LIST, {"tenant": tenant_id, "state": state, "channel": channel, "most": SHOWN}).all()


def figures(tenant_id: int) -> Sequence[Any]:
    """A row a channel, of the last seven days."""
    return db.session.execute(FIGURES, {"tenant": tenant_id}).all()


def untold(tenant_id: int) -> Any:
    """How much news has waited for longer than a moment before anybody was told, and since when."""
    return db.session.execute(UNTOLD, {"tenant": tenant_id}).one()


def dead(tenant_id: int) -> Sequence[Any]:
    """Jobs that were given up."""
    return db.session.execute(DEAD, {"tenant": tenant_id, "most": SHOWN}).all()


def unsure(tenant_id: int, ids: Iterable[UUID]) -> int:
    """How many of these may have arrived."""
    return int(db.session.execute(UNSURE, {"tenant": tenant_id, "ids": list(ids)}).scalar_one())


def again(tenant_id: int, asked: dict[UUID, int]) -> int:
    """Puts these back, where nobody did so since they were seen; gives how many."""
    found = db.session.execute(AGAIN, {"tenant": tenant_id, "ids": list(asked), "seen": list(asked.values())}).all()
    db.session.commit()
    return len(found)


def revive(tenant_id: int, ids: Iterable[UUID]) -> int:
    """Sends jobs that were given up on their way again; gives how many."""
    found = db.session.execute(REVIVE, {"tenant": tenant_id, "ids": list(ids)}).all()
    db.session.commit()
    return len(found)
