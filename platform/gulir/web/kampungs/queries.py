"""Rows for the pages of kampungs: the list with money, one kampung's cases, and who works there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.tables import Kampung

LIST = text("""
with told as (
  select e.tenant_id, e.case_id, bool_or(e.step = 'propose') as proposed,
    sum((e.data->'answers'->>'amount')::bigint) filter (where e.step = 'disburse') as received
  from event e where e.tenant_id = any(:cities) and e.step in ('propose', 'disburse') group by e.tenant_id, e.case_id),
money as (
  select c.tenant_id, c.kampung_id, sum(t.received)::bigint as received,
    sum(c.amount) filter (where w.kind <> 'final' and t.proposed and t.received is null)::bigint as asked,
    count(*) as cases, count(*) filter (where w.kind <> 'final' and t.proposed and t.received is null) as asked_cases,
    count(*) filter (where c.blocked > 0 and w.kind <> 'final') as stopped
  from cases c join wf_state w on w.workflow = c.workflow and w.version = c.wv and w.state = c.state
  left join told t on t.tenant_id = c.tenant_id and t.case_id = c.id where c.tenant_id = any(:cities) group by c.tenant_id, c.kampung_id)
select k.tenant_id, k.id, k.slug, k.name, k.formal, (select count(*) from groups g where g.tenant_id = k.tenant_id and g.kampung_id = k.id) as groups,
  coalesce(m.cases, 0) as cases, coalesce(m.received, 0) as received, coalesce(m.asked_cases, 0) as asked_cases,
  case when m.asked_cases > 0 then m.asked else 0 end as asked, coalesce(m.stopped, 0) as stopped
from kampung k left join money m on m.tenant_id = k.tenant_id and m.kampung_id = k.id
where k.tenant_id = any(:cities) and (cast(:only as uuid) is null or k.id = :only) order by k.name, k.id limit 500""")
CASES = text("""
select c.tenant_id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.blocked, c.since, c.ball, g.name as group_name, g.slug as group_slug
from cases c left join groups g on g.tenant_id = c.tenant_id and g.id = c.group_id
where c.tenant_id = :tenant and c.kampung_id = :kampung order by c.moved_at desc, c.id limit 51""")
GROUPS = text("""
select g.slug, g.name, coalesce(g.member_count, case when g.members_known then (select count(*) from member m
  where m.tenant_id = g.tenant_id and m.group_id = g.id and m.left_on is null) end) as members
from groups g where g.tenant_id = :tenant and g.kampung_id = :kampung order by g.name, g.id limit 101""")
PEOPLE = text("""
select s.name, s.role, o.name as organisation from seat s join organisation o on o.id = s.organisation_id
where s.tenant_id = :tenant and (s.until is null or s.until > now()) and :kampung = any(s.kampungs) order by s.name limit 50""")
HOMES = text("""
select count(*) as households, count(*) filter (where h.validated_at is not null) as visited
from household h where h.tenant_id = :tenant and h.kampung_id = :kampung""")


def kampung_rows(cities: Sequence[int], only: Any = None) -> list[Row[Any]]:
    """A row a kampung; `only` is one kampung's id."""
    return list(db.session.execute(LIST, {"cities": list(cities), "only": only}))


def of_kampung(kampung: Kampung) -> dict[str, Any]:
    """Everything of one kampung, by what it is."""
    key = {"tenant": kampung.tenant_id, "kampung": kampung.id}
    found: dict[str, Any] = {name: list(db.session.execute(query, key)) for name, query in (("cases", CASES), ("groups", GROUPS), ("people", PEOPLE))}
    return found | {"homes": db.session.execute(HOMES, key).one()}
