"""What notices read and write: the line of history, whom it concerns, letters to send, and a person's own list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, extract, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.tables import Case, Delivery, Event, Mute, Notice, Tenant, Turn

CAP = 100  # a count that is larger says only that it is
AUDIENCE = text("select * from audience(:key, :tenant, :case, :roles, :people, :except)")
MAY_HEAR = text("select may_hear(:key, :tenant, :case, :person)")
ADDRESSES = text("select * from addresses(:key, :tenant, :people)")
MUTED = text("select * from muted(:key, :tenant, :case, :people)")
CODE_CHANNELS = text("select * from code_channels(:key)")
OUTDATED = text("select notice_id from outdated_plans(:key, :tenant)")
# What goes together in one message is taken up together, in one order, so that two senders never each get half of it. What somebody is told of one case by
# one channel leaves in the order in which it happened: as long as the earlier waits for its next try, so does the later, and nothing else in its bundle.
TAKE_UP = text("""
with mine as (
  select d.tenant_id, d.id from delivery d where d.tenant_id = :tenant and d.state = 'waiting' and d.channel <> 'webhook' and d.not_before <= now()
    and (d.id = :id or d.bundle = (select bundle from delivery where tenant_id = :tenant and id = :id))
    and not exists (select from delivery p where p.tenant_id = d.tenant_id and p.person_id = d.person_id and p.channel = d.channel and p.case_id = d.case_id
      and p.seq < d.seq and p.state = 'waiting' and p.not_before <= now() and (p.bundle is null or p.bundle is distinct from d.bundle))
  order by d.id for update of d)
update delivery d set state = 'unknown', attempts = attempts + 1, at = now(), problem = 'ended'
from mine where d.tenant_id = mine.tenant_id and d.id = mine.id returning d.id, d.notice_id, d.person_id, d.channel, d.bundle, d.attempts, d.resent""")
# A letter that is bundled, may go, and is nobody else's already; and what is in the same bundle elsewhere, as the relay's role may see it.
BUNDLED = text("""
select bundle from delivery where tenant_id = :tenant and id = :id and channel = 'mail' and state = 'waiting' and not_before <= now()""")
BUNDLE_CITIES = text("select distinct tenant_id from delivery where bundle = :bundle and state = 'waiting' and not_before <= now() order by tenant_id")
FIRST_OF_BUNDLE = text("""
select id from delivery where tenant_id = :tenant and bundle = :bundle and state = 'waiting' and not_before <= now() order by id limit 1""")
# A case's calls go out one after the other; the lease keeps others from a call that is under way, and gives it back when its sender ends. From here on it
# may have arrived, which its next try is told (`before`).
TAKE_CALL = text("""
update delivery d set attempts = attempts + 1, at = now(), next_at = now() + interval '2 minutes', problem = 'ended'
where tenant_id = :tenant and id = :id and channel = 'webhook' and state = 'waiting' and greatest(not_before, next_at) <= now() and not exists (
  select from delivery p where p.tenant_id = d.tenant_id and p.hook_id = d.hook_id and p.case_id = d.case_id and p.state = 'waiting'
    and (p.seq, p.id) < (d.seq, d.id))
returning id, hook_id, case_id, seq, topic, attempts, resent, old.problem as before""")
SETTLE = text("""
update delivery set state = :state, receipt = :receipt, answer = :answer, problem = :problem, at = now(), next_at = now() + make_interval(secs => :pause)
where tenant_id = :tenant and id = any(:ids)""")
# What waits for another of its case comes last: it can be many, and what frees it must not wait behind it.
WAITING = text("""
select d.id from delivery d where d.tenant_id = :tenant and d.state = 'waiting' and greatest(d.not_before, d.next_at) <= now()
order by exists (select from delivery p where p.tenant_id = d.tenant_id and p.case_id = d.case_id and p.channel = d.channel and p.state = 'waiting'
    and p.seq < d.seq and p.not_before <= now() and p.person_id is not distinct from d.person_id and p.hook_id is not distinct from d.hook_id
    and (p.bundle is null or p.bundle is distinct from d.bundle)), d.next_at, d.seq, d.id limit :most""")


def line_of(tenant_id: int, case_id: UUID, seq: int) -> Row[Any]:
    """The line of history and its case, as the clock sees them."""
    event = and_(Event.tenant_id == Case.tenant_id, Event.case_id == Case.id, Event.seq == seq)
    columns = (Case.workflow, Case.wv, Case.assignee, Event.step, Event.source, Event.dest, Event.actor, Event.decider, Event.data)
    return db.session.execute(select(*columns).join(Event, event).where(Case.tenant_id == tenant_id, Case.id == case_id)).one()


def roles_with_turn(tenant_id: int, case_id: UUID) -> list[str]:
    """On whose work lists the case stands now."""
    return list(db.session.scalars(select(Turn.role).where(Turn.tenant_id == tenant_id, Turn.case_id == case_id)))


def watchers(tenant_id: int, case_id: UUID) -> list[UUID]:
    """Who follows the case: whoever began to, and did not stop."""
    last = select(Event.actor, Event.step).ext(distinct_on(Event.actor)).order_by(Event.actor, Event.seq.desc())
    last = last.where(Event.tenant_id == tenant_id, Event.case_id == case_id, Event.step.in_(("watch", "unwatch")))
    return [row.actor for row in db.session.execute(last) if row.step == "watch"]


def audience(clock: Acting, tenant_id: int, case_id: UUID, roles: Iterable[str], people: Iterable[UUID], but: UUID) -> list[UUID]:
    """Of these, who may see the case and is not the one who acted."""
    values = {"key": clock.key, "tenant": tenant_id, "case": case_id, "roles": sorted(set(roles)), "people": list(people), "except": but}
    return list(db.session.scalars(AUDIENCE, values))


def write_notices(rows: list[dict[str, Any]]) -> list[Any]:
    """Writes those that are not there yet; gives their ids and people."""
    return list(db.session.execute(insert(Notice).values(rows).on_conflict_do_nothing().returning(Notice.id, Notice.person_id)).all())


def addresses(clock: Acting, tenant_id: int, people: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """Where and how people who have a notice in this city want to be told, their language, and whether they are invented."""
    found = db.session.execute(ADDRESSES, {"key": clock.key, "tenant": tenant_id, "people": list(people)})
    return {row.person_id: row for row in found}


def muted(clock: Acting, tenant_id: int, case_id: UUID, people: Iterable[UUID]) -> list[UUID]:
    """Who of these has muted the case."""
    return list(db.session.scalars(MUTED, {"key": clock.key, "tenant": tenant_id, "case": case_id, "people": list(people)}))


def unread_of(tenant_id: int, notice_ids: Iterable[UUID]) -> list[Row[Any]]:
    """Those of these notices that nobody has read yet."""
    unread = select(Notice.id, Notice.person_id, Notice.topic).where(Notice.tenant_id == tenant_id, Notice.id.in_(notice_ids), Notice.read_at.is_(None))
    found: list[Row[Any]] = list(db.session.execute(unread.order_by(Notice.id)).all())  # type: ignore[arg-type]
    return found


def outdated_plans(clock: Acting, tenant_id: int) -> list[UUID]:
    """Notices of which something waits that was planned under other wishes."""
    return list(db.session.scalars(OUTDATED, {"key": clock.key, "tenant": tenant_id}))


def write_plans(rows: list[dict[str, Any]]) -> None:
    """Writes what is to be sent; what waits already, or was dropped, is planned anew."""
    if not rows:
        return
    put = insert(Delivery)
    moved = {name: put.excluded[name] for name in ("not_before", "next_at", "bundle")} | {"planned_at": func.now(), "state": "waiting", "problem": None}
    free = or_(Delivery.state == "waiting", Delivery.state == "dropped")
    keys = (Delivery.tenant_id, Delivery.notice_id, Delivery.channel)
    db.session.execute(put.on_conflict_do_update(index_elements=keys, set_=moved, where=free), rows)


def drop_plans(tenant_id: int, notice_ids: Iterable[UUID], kept: set[tuple[UUID, str]]) -> None:
    """What waits of these notices and is on none of the kept channels is not sent."""
    waiting = update(Delivery).where(Delivery.tenant_id == tenant_id, Delivery.notice_id.in_(notice_ids), Delivery.state == "waiting")
    db.session.execute(waiting.where(~tuple_(Delivery.notice_id, Delivery.channel).in_(kept)).values(state="dropped", at=func.now()))


def to_tell(clock: Acting, deliveries: Iterable[UUID]) -> list[Row[Any]]:
    """What these deliveries, all of one reader, have to tell: unread, and of cases that the reader may still see; by city and case."""
    mine = and_(Delivery.tenant_id == Notice.tenant_id, Delivery.notice_id == Notice.id)
    found = about(select(*described(), Notice.tenant_id, Notice.case_id, Notice.person_id).select_from(Notice).join(Delivery, mine))
    rows = list(db.session.execute(found.where(Delivery.id.in_(deliveries), Notice.read_at.is_(None)).order_by(Tenant.name, Case.number, Notice.id)).all())
    cases = {(row.tenant_id, row.case_id): row.person_id for row in rows}
    asked = ({"key": clock.key, "tenant": tenant, "case": case, "person": person} for (tenant, case), person in cases.items())
    seen = {(one["tenant"], one["case"]) for one in asked if db.session.scalar(MAY_HEAR, one)}
    return [row for row in rows if (row.tenant_id, row.case_id) in seen]


def described() -> tuple[Any, ...]:
    """The columns that words are made of."""
    place = (Case.number, Case.title, Case.lane, Case.workflow, Case.wv, Tenant.slug, Tenant.name.label("city"))
    return (Notice.id, Notice.topic, Notice.created_at, Notice.read_at, *place, Event.step, Event.source, Event.dest)


def about(query: Any) -> Any:
    """Notices with their case, line and city; those of a case that the reader may not see (any more) are left out."""
    case = and_(Case.tenant_id == Notice.tenant_id, Case.id == Notice.case_id)
    event = and_(Event.tenant_id == Notice.tenant_id, Event.case_id == Notice.case_id, Event.seq == Notice.seq)
    return query.join(Case, case).join(Event, event).join(Tenant, Tenant.id == Notice.tenant_id)


def of_person(acting: Acting, tenant_ids: list[int], after: tuple[Any, ...] | None, limit: int, which: Any = True) -> list[Row[Any]]:
    """A person's notices, unread first, the newest first; `which`: a condition on them."""
    order: tuple[Any, ...] = (Notice.read_at.is_not(None), extract("epoch", Notice.created_at) * -1, Notice.id)
    silent = exists().where(Mute.tenant_id == Notice.tenant_id, Mute.case_id == Notice.case_id, Mute.person_id == Notice.person_id)
    mine = about(select(*described(), silent.label("muted"), *(column.label(f"k{n}") for n, column in enumerate(order))).select_from(Notice))
    mine = mine.where(Notice.person_id == UUID(acting.person_id), Notice.tenant_id.in_(tenant_ids), which)
    if after is not None:
        mine = mine.where(tuple_(*order) > tuple_(*after))
    return list(db.session.execute(mine.order_by(*order).limit(limit)).all())


def unread(acting: Acting, tenant_ids: list[int] | None = None) -> int:
    """How many unread notices a person has in these cities (in all that they act in), counted up to a hundred."""
    return _count(acting, acting.tenant_ids if tenant_ids is None else tenant_ids, case_is_seen())


def unread_elsewhere(acting: Acting, tenant_ids: list[int]) -> int:
    """How many of the last two weeks they could read only in another role, or in the place of whoever lent them theirs."""
    return _count(acting, tenant_ids, and_(~case_is_seen(), Notice.created_at > func.now() - func.make_interval(0, 0, 2)))


def case_is_seen() -> Any:
    """Of notices: the one who acts may see the case."""
    return select(Case.id).where(Case.tenant_id == Notice.tenant_id, Case.id == Notice.case_id).exists()


def _count(acting: Acting, tenant_ids: list[int], which: Any) -> int:
    mine = select(Notice.id).where(Notice.person_id == UUID(acting.person_id), Notice.read_at.is_(None), Notice.tenant_id.in_(tenant_ids), which)
    return db.session.scalar(select(func.count()).select_from(mine.limit(CAP).subquery())) or 0


def case_of(tenant_id: int, number: str) -> Any | None:
    """The case of a number, if the one acting may see it."""
    return db.session.execute(select(Case.id, Case.lane).where(Case.tenant_id == tenant_id, Case.number == number)).first()


def muted_by(acting: Acting) -> list[Row[Any]]:
    """The cases that a person has muted, in all cities that they act in."""
    case = and_(Case.tenant_id == Mute.tenant_id, Case.id == Mute.case_id)
    mine = select(Case.number, Case.title, Tenant.slug, Tenant.name.label("city")).join(Mute, case).join(Tenant, Tenant.id == Mute.tenant_id)
    return list(db.session.execute(mine.where(Mute.tenant_id.in_(acting.tenant_ids)).order_by(Tenant.name, Case.number)).all())  # type: ignore[arg-type]


def place_of(acting: Acting, tenant_ids: list[int], notice_id: UUID) -> Row[Any] | None:
    """The city and number of a notice's case, if it is the reader's own and they may see it."""
    mine = about(select(Tenant.slug, Case.number).select_from(Notice)).where(Notice.person_id == UUID(acting.person_id), Notice.tenant_id.in_(tenant_ids))
    return db.session.execute(mine.where(Notice.id == notice_id)).first()
