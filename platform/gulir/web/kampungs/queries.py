"""Rows for the pages of kampungs: the list with money, one kampung's cases, and who works there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.acting.who import Acting
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
  left join told t on t.tenant_id = c.tenant_id and t.case_id = c.id where c.tenant_id = any(:cities) group by c.tenant_id, c.kampung_id),
kinds as (
  select x.tenant_id, x.kampung_id, jsonb_object_agg(x.workflow, x.n) as by_kind from (
    select c.tenant_id, c.kampung_id, c.workflow, count(*) as n from cases c where c.tenant_id = any(:cities) group by 1, 2, 3) x group by 1, 2)
select k.tenant_id, k.id, k.slug, k.name, k.formal, (select count(*) from groups g where g.tenant_id = k.tenant_id and g.kampung_id = k.id) as groups,
  coalesce(m.cases, 0) as cases, coalesce(m.received, 0) as received, coalesce(m.asked_cases, 0) as asked_cases,
  case when m.asked_cases > 0 then m.asked else 0 end as asked, coalesce(m.stopped, 0) as stopped, coalesce(n.by_kind, '{}') as by_kind
from kampung k left join kinds n on n.tenant_id = k.tenant_id and n.kampung_id = k.id left join money m on m.tenant_id = k.tenant_id and m.kampung_id = k.id
where k.tenant_id = any(:cities) and (cast(:only as uuid) is null or k.id = :only) order by k.name, k.id limit 500""")
# The cases of a kampung lane by lane as the policies hold them; the third lane comes by its access list alone.
HERE = """with here as (
  select c.* from unnest(cast(:lanes as smallint[])) l cross join lateral (
    select c.* from cases c where c.tenant_id = :tenant and c.kampung_id = :kampung and c.lane = l) c
  union all select c.* from access a join cases c on c.tenant_id = a.tenant_id and c.id = a.case_id and c.lane = 2
  where a.tenant_id = :tenant and :team and (a.until is null or a.until > now()) and c.kampung_id = :kampung)"""
CASES = text(f"""{HERE}
select c.tenant_id, c.id, c.parent_id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.blocked, c.since, c.due_on, c.ball
from here c order by c.parent_id is not null, c.moved_at desc, c.id limit 300""")  # noqa: S608 - HERE is ours
MONEY = text(f"""{HERE}, told as (
  select e.case_id, bool_or(e.step = 'propose') as proposed, sum((e.data->'answers'->>'amount')::bigint) filter (where e.step = 'disburse') as received
  from here h join event e on e.tenant_id = h.tenant_id and e.case_id = h.id where e.step in ('propose', 'disburse') group by e.case_id)
select c.workflow, count(*) as cases, sum(t.received)::bigint as received, count(*) filter (where c.blocked > 0 and w.kind <> 'final') as stopped,
  coalesce(sum(c.amount) filter (where w.kind <> 'final' and t.proposed and t.received is null), 0)::bigint as asked,
  count(*) filter (where w.kind <> 'final') as open
from here c join wf_state w on w.workflow = c.workflow and w.version = c.wv and w.state = c.state left join told t on t.case_id = c.id
group by c.workflow""")  # noqa: S608 - HERE is ours
OBSTACLES = text(f"""{HERE}
select c.tenant_id, c.number, c.title, c.amount, m.code, m.resolver, m.since, m.note, a.number as worked_on, a.title as worked_title
from here c join mark m on m.tenant_id = c.tenant_id and m.case_id = c.id and m.kind = 'blocker' and m.cured_at is null
left join plea p on p.tenant_id = m.tenant_id and p.mark_id = m.id left join tie t on t.tenant_id = p.tenant_id and t.plea_id = p.id
left join cases a on a.tenant_id = t.tenant_id and a.id = t.case_id order by m.since, m.seq limit 500""")  # noqa: S608 - HERE is ours
MEETINGS = text(f"""{HERE}
select c.tenant_id, c.number, c.title, d.kind, d.act_date as date, d.number as letter from here c
join document d on d.tenant_id = c.tenant_id and d.case_id = c.id and d.kind = any(cast(:kinds as text[]))
order by d.act_date desc nulls last, d.seq desc limit 12""")  # noqa: S608 - HERE is ours
ATTENDED = text("""
select g.slug, g.name, r.meetings, r.share, r.at from groups g cross join lateral (
  select (x.value->>'meetings')::int as meetings, (x.value->>'share')::float as share, x.recorded_at as at from group_record x
  where x.tenant_id = g.tenant_id and x.group_id = g.id and x.kind = 'attendance' order by x.recorded_at desc limit 1) r
where g.tenant_id = :tenant and g.kampung_id = :kampung order by g.name limit 20""")
OF_MEETINGS = ("information_minutes", "formation_record", "site_record", "meeting_decision", "handover_record")
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


def of_kampung(who: Acting, kampung: Kampung) -> dict[str, Any]:
    """Everything of one kampung that this one may see, by what it is."""
    lanes = [lane for lane in who.lanes if lane != 2]
    key = {"tenant": kampung.tenant_id, "kampung": kampung.id, "lanes": lanes, "team": not who.government, "kinds": list(OF_MEETINGS)}
    asked = {"cases": CASES, "money": MONEY, "obstacles": OBSTACLES, "meetings": MEETINGS, "attended": ATTENDED, "groups": GROUPS, "people": PEOPLE}
    found: dict[str, Any] = {name: list(db.session.execute(query, key)) for name, query in asked.items()}
    return found | {"homes": db.session.execute(HOMES, key).one()}
