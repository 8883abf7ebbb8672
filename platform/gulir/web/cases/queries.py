"""The list of cases, what forms choose from, drafts, and the file of a paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from gulir.acting.store import db
from gulir.acting.who import Acting, current
from gulir.cases.queries import reach, within

Rows = Sequence[Row[Any]]
BATCHES = text("select id, number, letter_number, title from batch where tenant_id = :tenant order by created_at desc limit 100")
SEATS = text("""
select s.person_id, s.name, s.role, o.name as organisation from seat s join organisation o on o.id = s.organisation_id
where s.tenant_id = :tenant and (s.until is null or s.until > now()) and (cast(:roles as text[]) is null or s.role = any(cast(:roles as text[])))
  and (cast(:organisation as int) is null or s.organisation_id = :organisation) order by s.name limit 200""")
GROUP = text("select g.id, g.slug, g.name, g.kampung_id, k.name as kampung from groups g join kampung k on k.tenant_id = g.tenant_id and k.id = g.kampung_id "
             "where g.tenant_id = :tenant and (cast(:slug as text) is null or g.slug = :slug) order by g.name limit 300")  # fmt: skip
KAMPUNGS = text("select id, name from kampung where tenant_id = :tenant order by name limit 500")
# Obstacles that somebody asked help with, and the cases that work on them: each as far as the reader may read it.
WAITING = text("""
select p.id, t.slug as city, c.number, c.title, c.workflow, c.wv, m.code from plea p join cases c on c.tenant_id = p.tenant_id and c.id = p.case_id
join mark m on m.tenant_id = p.tenant_id and m.id = p.mark_id join tenant t on t.id = p.tenant_id
where p.tenant_id = any(:tenants) and m.cured_at is null and m.lifted_at is null
  and not exists (select from tie x where x.tenant_id = :tenant and x.case_id = :case and x.plea_id = p.id) order by t.slug, c.number limit 100""")
PLEAS = text("""
select p.mark_id, p.id, w.number, w.title, w.workflow, w.wv, w.state from plea p
left join tie x on x.tenant_id = p.tenant_id and x.plea_id = p.id and x.plea_tenant = p.tenant_id
left join cases w on w.tenant_id = x.tenant_id and w.id = x.case_id
where p.tenant_id = :tenant and p.case_id = :case""")
TIES = text("""
select x.plea_id, t.name as city, t.slug, c.number, c.title, c.amount, m.lifted_at is not null as lifted, m.cured_at is not null as cured
from tie x join tenant t on t.id = x.plea_tenant left join plea p on p.tenant_id = x.plea_tenant and p.id = x.plea_id
left join cases c on c.tenant_id = p.tenant_id and c.id = p.case_id left join mark m on m.tenant_id = p.tenant_id and m.id = p.mark_id
where x.tenant_id = :tenant and x.case_id = :case order by x.seq""")
DUE_DAYS = text("select id::text, due_on from cases where tenant_id = :tenant and parent_id = :case and due_on is not null")
DRAFT = text("select typed, at from draft where tenant_id = :tenant and person_id = :person and place = :place")
KEEP = text("""
insert into draft (tenant_id, person_id, place, typed) values (:tenant, :person, :place, :typed)
on conflict (tenant_id, person_id, place) do update set typed = excluded.typed, at = now()""").bindparams(bindparam("typed", type_=JSONB))
DROP = text("delete from draft where tenant_id = :tenant and person_id = :person and place = :place")

COLUMNS = "c.tenant_id, c.id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.ball, c.since, c.due_on, c.blocked, c.moved_at, c.kampung_id"
LIST = """
select z.*, k.name as kampung from unnest(cast(:tenants as int[])) t cross join unnest(cast(:lanes as smallint[])) l cross join lateral (
  select {columns} from cases c where c.tenant_id = t and c.lane = l {more} order by {order} limit :most) z
left join kampung k on k.tenant_id = z.tenant_id and k.id = z.kampung_id order by {outer} limit :most"""
RECENT = (
    "c.moved_at desc, c.id",
    "z.moved_at desc, z.id",
    " and (c.moved_at < cast(:moved as timestamptz) or (c.moved_at = cast(:moved as timestamptz) and c.id > cast(:after as uuid)))",
)
# Where the state is given, the index of the board is walked in its own order.
DUE = (
    "c.due_on, c.id",
    "z.due_on, z.id",
    " and (c.due_on > cast(:due as date) or c.due_on is null or (c.due_on = cast(:due as date) and c.id > cast(:after as uuid)))",
)
DUE_NEVER = " and c.due_on is null and c.id > cast(:after as uuid)"
FILTERS = {
    "workflow": " and c.workflow = :workflow", "state": " and c.state = :state", "kampung": " and c.kampung_id = cast(:kampung as uuid)",
    "batch": " and c.batch_id = (select b.id from batch b where b.tenant_id = c.tenant_id and b.number = :batch)",
    "blocked": " and c.blocked > 0", "holder": " and :holder = any(c.ball)",
    "reason": " and exists (select from mark m where m.tenant_id = c.tenant_id and m.case_id = c.id and m.kind = 'blocker' and m.cured_at is null"
    " and m.code = :reason)",
}  # fmt: skip


BY_ID = ("c.id", "z.id", " and c.id > cast(:after as uuid)")  # an order in which no case moves while a file is written
COUNT = """
select count(*) from unnest(cast(:tenants as int[])) t cross join unnest(cast(:lanes as smallint[])) l cross join lateral (
  select from cases c where c.tenant_id = t and c.lane = l {more} limit :most) z"""


@dataclass(frozen=True)
class Sought:
    """Filters of the list, and where the last page ended."""

    workflow: str | None = None
    state: str | None = None
    kampung: UUID | None = None
    batch: str | None = None
    blocked: bool = False
    holder: str | None = None
    reason: str | None = None
    moved: str | None = None
    due: dt.date | None = None
    after: UUID | None = None

    @property
    def by_due(self) -> bool:
        """Whether the board's own index gives the order."""
        return bool(self.workflow and self.state)

    @property
    def active(self) -> int:
        """How many filters are set."""
        return sum(bool(getattr(self, name)) for name in FILTERS)


def cases(who: Acting, tenants: Sequence[int], sought: Sought, most: int) -> Rows:
    """One page of the list; of each city its own part, so that a million cases elsewhere cost nothing."""
    order, outer, onward = DUE if sought.by_due else RECENT
    if sought.by_due and sought.after and not sought.due:
        onward = DUE_NEVER
    return _page(who, tenants, sought, most, (order, outer, onward))


def by_id(who: Acting, tenant: int, sought: Sought, most: int) -> Rows:
    """Some cases of a city in the order of their ids, after the one that was last."""
    return _page(who, [tenant], sought, most, BY_ID)


def count(who: Acting, tenants: Sequence[int], sought: Sought, most: int) -> int:
    """How many there are; of each city and lane no more than `most` are counted."""
    values = vars(sought) | reach(who, tenants) | {"lanes": who.lanes_to_list, "most": most}
    return int(db.session.execute(text(COUNT.format(more=_filters(who, sought))), values).scalar_one())


def _page(who: Acting, tenants: Sequence[int], sought: Sought, most: int, ways: tuple[str, str, str]) -> Rows:
    order, outer, onward = ways
    more = _filters(who, sought) + (onward if sought.after else "")
    values = vars(sought) | reach(who, tenants) | {"lanes": who.lanes_to_list, "most": most}
    return db.session.execute(text(LIST.format(columns=COLUMNS, more=more, order=order, outer=outer)), values).all()


def _filters(who: Acting, sought: Sought) -> str:
    return "".join(words for name, words in FILTERS.items() if getattr(sought, name)) + within(who, "c")


def batches(tenant: int) -> Rows:
    """The city's letters, the newest first."""
    return db.session.execute(BATCHES, {"tenant": tenant}).all()


def seats(tenant: int, roles: list[str] | None = None, organisation: int | None = None) -> Rows:
    """People who have a seat in the city, of these roles or of this organisation."""
    return db.session.execute(SEATS, {"tenant": tenant, "roles": roles, "organisation": organisation}).all()


def groups(tenant: int, slug: str | None = None) -> Rows:
    """The groups within reach, or the one of this address."""
    return db.session.execute(GROUP, {"tenant": tenant, "slug": slug}).all()


def kampungs(tenant: int) -> Rows:
    """The kampungs of a city, by name."""
    return db.session.execute(KAMPUNGS, {"tenant": tenant}).all()


def due_days(tenant: int, case: str) -> dict[str, dt.date]:
    """By which day something is due in the cases that hang on this one."""
    return {row.id: row.due_on for row in db.session.execute(DUE_DAYS, {"tenant": tenant, "case": case})}


def draft(tenant: int, place: str) -> Row[Any] | None:
    """What this one typed here and has not sent."""
    return db.session.execute(DRAFT, _mine(tenant, place)).one_or_none()


def keep_draft(tenant: int, place: str, typed: dict[str, str]) -> None:
    """Keeps it, in place of what was kept before."""
    db.session.execute(KEEP, _mine(tenant, place) | {"typed": typed})
    db.session.commit()


def drop_draft(tenant: int, place: str) -> None:
    """Forgets it."""
    db.session.execute(DROP, _mine(tenant, place))
    db.session.commit()


def _mine(tenant: int, place: str) -> dict[str, Any]:
    return {"tenant": tenant, "person": current().person_id, "place": place}
