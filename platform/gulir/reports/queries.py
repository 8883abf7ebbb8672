"""The figures of the reports, counted from cases and events by the day on which things happened.

An act of unknown date counts from the latest dated act before it in the same history; with none before it, it counts from the beginning.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from gulir.acting.store import db

TABULATION = text("""
with act as (
  select e.tenant_id, e.case_id, e.act_date, e.act_precision, e.data->'answers' as said, coalesce(e.data->'answers'->>'note', (
      select s.data->'answers'->>'note' from event s
      where s.tenant_id = e.tenant_id and s.case_id = e.case_id and s.seq = e.seq - 1 and s.step = 'sign')) as note,
    coalesce(e.act_date, (select max(p.act_date) from event p
      where p.tenant_id = e.tenant_id and p.case_id = e.case_id and p.seq < e.seq), '-infinity') as counts_from
  from event e where e.tenant_id = any(:cities) and e.workflow = 'kube' and e.step = 'disburse'),
paid as (
  select c.tenant_id, c.group_id, a.act_date, a.act_precision, (a.said->>'amount')::bigint as amount,
    case when a.act_precision <> 'day' then a.note end as note
  from act a join cases c on c.tenant_id = a.tenant_id and c.id = a.case_id where a.counts_from <= :as_of),
funded as (select p.tenant_id, p.group_id, sum(p.amount) as funds from paid p group by p.tenant_id, p.group_id),
counted as (
  select f.*, case when g.members_known then coalesce(g.member_count, (select nullif(count(*), 0) from member m
    where m.tenant_id = g.tenant_id and m.group_id = g.id and not m.invented and m.left_on is null)) end as members
  from funded f join groups g on g.tenant_id = f.tenant_id and g.id = f.group_id)
select t.id as tenant, coalesce(t.deck_name, t.name) as city, count(*)::int as groups, sum(n.funds)::bigint as funds,
  case when bool_and(n.members is not null) then sum(n.members)::int end as members,
  (select jsonb_agg(distinct jsonb_build_object('date', p.act_date, 'precision', p.act_precision, 'note', p.note))
    from paid p where p.tenant_id = t.id) as disbursed
from counted n join tenant t on t.id = n.tenant_id group by t.id order by t.id""")

UNREALISED = text("""
with proposed as (
  select distinct e.tenant_id, e.case_id from event e where e.tenant_id = any(:cities) and e.workflow = 'kube' and e.step = 'propose'
    and (e.act_date is null or e.act_date <= :as_of)
    and not exists (select from event d where d.tenant_id = e.tenant_id and d.case_id = e.case_id and d.step = 'disburse' and d.act_date <= :as_of)),
told as (
  select e.tenant_id, e.case_id, e.seq, e.step, e.source, e.dest, e.wv, e.act_date,
    coalesce(e.act_date, max(e.act_date) over (partition by e.tenant_id, e.case_id order by e.seq), '-infinity') as counts_from
  from proposed p join event e on e.tenant_id = p.tenant_id and e.case_id = p.case_id),
stood as (
  select t.tenant_id, t.case_id, array_agg(t.seq) as lines, bool_or(t.step = 'propose') as proposed, bool_or(t.step = 'disburse') as paid,
    (array_agg(t.dest order by t.seq desc) filter (where t.source <> t.dest))[1] as state,
    (array_agg(t.wv order by t.seq desc) filter (where t.source <> t.dest))[1] as wv,
    (array_agg(t.act_date order by t.seq desc) filter (where t.source <> t.dest and t.step <> '@migrate'))[1] as since
  from told t where t.counts_from <= :as_of group by t.tenant_id, t.case_id),
waiting as (
  select s.*, c.group_id, c.amount, c.batch_id, c.workflow, c.rulebook from stood s join cases c on c.tenant_id = s.tenant_id and c.id = s.case_id
  join wf_state w on w.workflow = c.workflow and w.version = s.wv and w.state = s.state
  where s.proposed and not s.paid and w.kind <> 'final'),
marked as (
  select m.tenant_id, m.case_id, m.kind, m.code, m.resolver, m.note, m.seq, coalesce(m.cured_seq = any(w.lines), false) as settled
  from waiting w join mark m on m.tenant_id = w.tenant_id and m.case_id = w.case_id and m.seq = any(w.lines)
  where m.kind in ('blocker', 'bridge') and coalesce(m.since, '-infinity') <= :as_of),
cause as (
  select distinct on (m.tenant_id, m.case_id) m.* from marked m where m.kind = 'blocker' order by m.tenant_id, m.case_id, m.settled, m.seq),
bridged as (
  select m.tenant_id, m.case_id, min(m.note) as note from marked m where m.kind = 'bridge' and not m.settled group by m.tenant_id, m.case_id)
select t.id as tenant, coalesce(t.deck_name, t.name) as city, x.code as reason, x.settled,
  count(distinct w.group_id)::int as groups, sum(w.amount)::bigint as funds,
  case when bool_and(w.since is not null) then min(w.since) end as since,
  jsonb_agg(distinct x.resolver) filter (where x.resolver is not null and not x.settled) as resolvers,
  jsonb_agg(distinct jsonb_build_array(w.workflow, w.wv, w.state, w.rulebook)) filter (where x.code is null or x.settled) as places,
  array_agg(distinct x.note) filter (where x.note is not null) as causes,
  array_agg(distinct r.note) filter (where r.note is not null) as bridges,
  array_agg(distinct b.note) filter (where b.note is not null) as remarks
from waiting w join tenant t on t.id = w.tenant_id
left join cause x on x.tenant_id = w.tenant_id and x.case_id = w.case_id
left join bridged r on r.tenant_id = w.tenant_id and r.case_id = w.case_id
left join batch b on b.tenant_id = w.tenant_id and b.id = w.batch_id
group by t.id, x.code, x.settled order by funds desc nulls last, city, reason""")

# A case is held up by its first standing obstacle; a house whose grant is held up too is not counted again.
HELD_UP = text("""
with told as (
  select e.tenant_id, e.case_id, e.seq, e.source, e.dest, c.amount, c.parent_id, c.workflow, e.wv,
    coalesce(e.act_date, max(e.act_date) over (partition by e.tenant_id, e.case_id order by e.seq), '-infinity') as counts_from
  from cases c join event e on e.tenant_id = c.tenant_id and e.case_id = c.id
  where c.tenant_id = any(:cities) and c.lane = 0 and exists (select from mark m where m.tenant_id = c.tenant_id and m.case_id = c.id and m.kind = 'blocker')),
stood as (
  select t.tenant_id, t.case_id, t.amount, t.parent_id, t.workflow, array_agg(t.seq) as lines, (array_agg(t.dest order by t.seq desc))[1] as state,
    (array_agg(t.wv order by t.seq desc))[1] as wv
  from told t where t.counts_from <= :as_of group by t.tenant_id, t.case_id, t.amount, t.parent_id, t.workflow),
held as (
  select distinct on (s.tenant_id, s.case_id) s.*, m.id as mark, m.code, m.resolver, m.since, m.note
  from stood s join mark m on m.tenant_id = s.tenant_id and m.case_id = s.case_id and m.seq = any(s.lines)
  join wf_state w on w.workflow = s.workflow and w.version = s.wv and w.state = s.state and w.kind <> 'final'
  where m.kind = 'blocker' and coalesce(m.since, '-infinity') <= :as_of and not coalesce(m.cured_seq = any(s.lines), false)
  order by s.tenant_id, s.case_id, m.seq)
select h.code as cause, coalesce(t.deck_name, t.name) as city, count(*)::int as cases, coalesce(sum(h.amount), 0)::bigint as funds,
  count(*) filter (where h.amount is null)::int as unpriced, min(h.since) as since, array_agg(distinct h.workflow) as workflows,
  array_agg(distinct h.resolver) filter (where h.resolver is not null) as resolvers, array_agg(distinct h.note) filter (where h.note is not null) as notes
from held h join tenant t on t.id = h.tenant_id
where not exists (select from held p where p.tenant_id = h.tenant_id and p.case_id = h.parent_id)
group by h.code, t.id order by sum(sum(h.amount)) over (partition by h.code) desc nulls last, h.code, funds desc, city""")


# Who holds the ball after an act stands in its event. An act of unknown day begins with the latest known one before it.
DESKS = text("""
with told as (
  select e.tenant_id, e.case_id, e.seq, c.workflow, e.wv, e.dest, e.data->'ball' as ball,
    coalesce(e.act_date, max(e.act_date) over (partition by e.tenant_id, e.case_id order by e.seq)) as day
  from cases c join event e on e.tenant_id = c.tenant_id and e.case_id = c.id where c.tenant_id = any(:cities) and c.lane = 0),
span as (
  select t.*, lead(t.day) over (partition by t.tenant_id, t.case_id order by t.seq) as ended from told t where t.day <= :as_of),
charged as (
  select s.tenant_id, s.case_id, s.workflow, s.wv, s.dest as state, party.holder, greatest(coalesce(s.ended, :as_of) - s.day, 0) as days,
    s.ended is null as here
  from span s cross join lateral jsonb_array_elements_text(s.ball) as party(holder))
select coalesce(t.deck_name, t.name) as city, d.workflow, max(d.wv) as wv, d.state, d.holder, sum(d.days)::int as days,
  count(distinct d.case_id)::int as cases, count(distinct d.case_id) filter (where d.here)::int as here
from charged d join tenant t on t.id = d.tenant_id group by t.id, d.workflow, d.state, d.holder order by days desc, city, d.workflow, d.state, d.holder""")


def tabulation_rows(cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    """A row a city: groups whose money came by that day, the money, members (None: unknown), and when it came."""
    return _rows(TABULATION, cities, as_of)


def unrealised_rows(cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    """A row a city and reason: groups proposed by that day and without money on it, since when, and whom the obstacles wait for."""
    return _rows(UNREALISED, cities, as_of)


def held_up_rows(cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    """A row a cause and city: cases of every kind that an obstacle held up on that day, what they ask for, since when, and who can resolve it."""
    return _rows(HELD_UP, cities, as_of)


def desk_rows(cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    """A row a city, process, stage and holder: days of the calendar spent there up to that day, in how many cases, and how many are there still."""
    return _rows(DESKS, cities, as_of)


def _rows(statement: Any, cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(statement, {"cities": list(cities), "as_of": as_of}).mappings()]
