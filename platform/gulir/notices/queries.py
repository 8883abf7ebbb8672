"""What notices read and write: the line of history, whom it concerns, letters to send, and a person's own list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, extract, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.tables import Case, Delivery, Event, Notice, Tenant, Turn

CAP = 100  # a count that is larger says only that it is
AUDIENCE = text("select * from audience(:key, :tenant, :case, :roles, :people, :except)")
ADDRESSES = text("select person_id, email, locale, demo from addresses(:key, :tenant, :people)")
# What goes together in one message is taken up together, in one order, so that two senders never each get half of it.
TAKE_UP = text("""
with mine as (
  select tenant_id, id from delivery where tenant_id = :tenant and state = 'waiting' and not_before <= now()
    and (id = :id or bundle = (select bundle from delivery where tenant_id = :tenant and id = :id)) order by id for update)
update delivery d set state = 'unknown', attempts = attempts + 1, at = now(), problem = 'its sender ended before it knew'
from mine where d.tenant_id = mine.tenant_id and d.id = mine.id returning d.id, d.notice_id, d.person_id, d.channel, d.bundle, d.attempts, d.resent""")
SETTLE = text("""
update delivery set state = :state, receipt = :receipt, answer = :answer, problem = :problem, at = now(), next_at = now() + make_interval(secs => :pause)
where tenant_id = :tenant and id = any(:ids)""")
WAITING = text("select id from delivery where tenant_id = :tenant and state = 'waiting' and greatest(not_before, next_at) <= now() order by next_at limit 500")


def line_of(tenant_id: int, case_id: UUID, seq: int) -> Row[Any]:
    """The line of history and its case, as the clock sees them."""
    event = and_(Event.tenant_id == Case.tenant_id, Event.case_id == Case.id, Event.seq == seq)
    columns = (Case.workflow, Case.wv, Case.assignee, Event.step, Event.source, Event.dest, Event.actor, Event.decider, Event.data)
    return db.session.execute(select(*columns).join(Event, event).where(Case.tenant_id == tenant_id, Case.id == case_id)).one()


def roles_with_turn(tenant_id: int, case_id: UUID) -> list[str]:
    """On whose work lists the case stands now."""
    return list(db.session.scalars(select(Turn.role).where(Turn.tenant_id == tenant_id, Turn.case_id == case_id)))


def watchers(tenant_id: int, case_id: UUID) -> list[UUID]:
    """Who follows the case."""
    return list(db.session.scalars(select(Event.actor).where(Event.tenant_id == tenant_id, Event.case_id == case_id, Event.step == "watch").distinct()))


def audience(clock: Acting, tenant_id: int, case_id: UUID, roles: Iterable[str], people: Iterable[UUID], but: UUID) -> list[UUID]:
    """Of these, who may see the case and is not the one who acted."""
    values = {"key": clock.key, "tenant": tenant_id, "case": case_id, "roles": sorted(set(roles)), "people": list(people), "except": but}
    return list(db.session.scalars(AUDIENCE, values))


def write_notices(rows: list[dict[str, Any]]) -> list[Any]:
    """Writes those that are not there yet; gives their ids and people."""
    return list(db.session.execute(insert(Notice).values(rows).on_conflict_do_nothing().returning(Notice.id, Notice.person_id)).all())


def addresses(clock: Acting, tenant_id: int, people: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """E-mail and language of people who have a notice in this city, and whether they are invented."""
    found = db.session.execute(ADDRESSES, {"key": clock.key, "tenant": tenant_id, "people": list(people)})
    return {row.person_id: row for row in found}


def letter(tenant_id: int, delivery_id: UUID) -> Row[Any] | None:
    """What a letter is about."""
    notice = and_(Notice.tenant_id == Delivery.tenant_id, Notice.id == Delivery.notice_id)
    columns = (Notice.person_id, *described(), Delivery.attempts)
    found = about(select(*columns).select_from(Delivery).join(Notice, notice)).where(Delivery.tenant_id == tenant_id, Delivery.id == delivery_id)
    return db.session.execute(found).first()


def described() -> tuple[Any, ...]:
    """The columns that words are made of."""
    place = (Case.number, Case.title, Case.lane, Case.workflow, Case.wv, Tenant.slug, Tenant.name.label("city"))
    return (Notice.id, Notice.topic, Notice.created_at, Notice.read_at, *place, Event.step, Event.source, Event.dest)


def about(query: Any) -> Any:
    """Notices with their case, line and city; those of a case that the reader may not see (any more) are left out."""
    case = and_(Case.tenant_id == Notice.tenant_id, Case.id == Notice.case_id)
    event = and_(Event.tenant_id == Notice.tenant_id, Event.case_id == Notice.case_id, Event.seq == Notice.seq)
    return query.join(Case, case).join(Event, event).join(Tenant, Tenant.id == Notice.tenant_id)


def of_person(acting: Acting, tenant_ids: list[int], after: tuple[Any, ...] | None, limit: int) -> list[Row[Any]]:
    """A person's notices, unread first, the newest first."""
    order: tuple[Any, ...] = (Notice.read_at.is_not(None), extract("epoch", Notice.created_at) * -1, Notice.id)
    mine = about(select(*described(), *(column.label(f"k{n}") for n, column in enumerate(order))).select_from(Notice))
    mine = mine.where(Notice.person_id == UUID(acting.person_id), Notice.tenant_id.in_(tenant_ids))
    if after is not None:
        mine = mine.where(tuple_(*order) > tuple_(*after))
    return list(db.session.execute(mine.order_by(*order).limit(limit)).all())


def unread(acting: Acting, tenant_ids: list[int] | None = None) -> int:
    """How many unread notices a person has in these cities (in all that they act in), counted up to a hundred."""
    case = select(Case.id).where(Case.tenant_id == Notice.tenant_id, Case.id == Notice.case_id).exists()
    mine = select(Notice.id).where(Notice.person_id == UUID(acting.person_id), Notice.read_at.is_(None), case)
    mine = mine.where(Notice.tenant_id.in_(acting.tenant_ids if tenant_ids is None else tenant_ids)).limit(CAP)
    return db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0


def place_of(acting: Acting, tenant_ids: list[int], notice_id: UUID) -> Row[Any] | None:
    """The city and number of a notice's case, if it is the reader's own and they may see it."""
    mine = about(select(Tenant.slug, Case.number).select_from(Notice)).where(Notice.person_id == UUID(acting.person_id), Notice.tenant_id.in_(tenant_ids))
    return db.session.execute(mine.where(Notice.id == notice_id)).first()
