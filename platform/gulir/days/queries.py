"""The statements of a city's own days off. Who may write them, and that what was taken away stays, is the database's word."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from gulir.acting.store import db

OF_YEAR = text("""
select h.*, (select s.name from seat s where s.tenant_id = h.tenant_id and s.person_id = h.added_by limit 1) as adder,
  (select s.name from seat s where s.tenant_id = h.tenant_id and s.person_id = h.removed_by limit 1) as remover
from holiday h where h.tenant_id = :tenant and extract(year from h.day) = :year order by h.day, h.added_at""")
ONE = text("select h.* from holiday h where h.tenant_id = :tenant and h.id = :id and h.removed_at is null")
ADD = text("""
insert into holiday (tenant_id, id, day, name, decree, reason, added_by) values (:tenant, :id, :day, :name, :decree, :reason, :me)
on conflict (tenant_id, day) where removed_at is null do nothing returning id""")
REMOVE = text("""
update holiday set removed_by = :me, removed_at = now(), removed_why = :why
where tenant_id = :tenant and id = :id and removed_at is null returning id""")
# A due day moves only where the day lies between the day that the time runs from and its end, and only working days count.
AROUND = text("""
select c.id, c.number, c.title, c.workflow, c.wv, c.state, c.due_on, c.clock from cases c
where c.tenant_id = :tenant and c.due_on >= :day and c.clock ->> 'from' < cast(:day as text) and c.clock ->> 'every_day' is null
order by c.due_on, c.id""")
# What the calendar moved lately, as far as whoever asks may read it.
MOVED = text("""
select c.number, c.title, e.at, e.data -> 'answers' ->> 'old' as old, e.data -> 'answers' ->> 'new' as new
from event e join cases c on c.tenant_id = e.tenant_id and c.id = e.case_id
where e.tenant_id = :tenant and e.step = 'redate' and e.at > now() - interval '30 days' order by e.at desc, c.id limit :most""")
CHANGES = text("select count(*) + count(removed_at) from holiday where tenant_id = :tenant")


def now() -> dt.datetime:
    """The database's time."""
    moment: dt.datetime = db.session.scalars(select(func.now())).one()
    return moment


def of_year(tenant_id: int, year: int) -> Sequence[Any]:
    """The city's own of a year, also what was taken away."""
    return db.session.execute(OF_YEAR, {"tenant": tenant_id, "year": year}).all()


def one(tenant_id: int, holiday_id: UUID) -> Any:
    """One that stands, or None."""
    return db.session.execute(ONE, {"tenant": tenant_id, "id": holiday_id}).first()


def add(**values: Any) -> bool:
    """Whether it was added: on one day a city has one day off."""
    return db.session.execute(ADD, values).first() is not None


def remove(**values: Any) -> bool:
    """Whether it was taken away now."""
    return db.session.execute(REMOVE, values).first() is not None


def around(tenant_id: int, day: dt.date) -> Sequence[Any]:
    """Cases whose time runs across a day, as far as whoever asks may read them."""
    return db.session.execute(AROUND, {"tenant": tenant_id, "day": day}).all()


def moved(tenant_id: int, most: int) -> Sequence[Any]:
    """Due days that the calendar moved within the last thirty days, the latest first."""
    return db.session.execute(MOVED, {"tenant": tenant_id, "most": most}).all()


def changes(tenant_id: int) -> int:
    """How often a city's own days were changed; it only grows."""
    return int(db.session.execute(CHANGES, {"tenant": tenant_id}).scalar_one())
