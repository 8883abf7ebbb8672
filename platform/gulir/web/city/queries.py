"""Figures of cities: groups, money received, asked for and stuck, and what waits for whom. What one may not see is not counted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db

# `asked`: proposed, not ended, and no money on it yet, as in the report of what is unrealised. `stuck`: asked, and a blocker stands.
CITIES = text("""
with told as (
  select e.tenant_id, e.case_id, bool_or(e.step = 'propose') as proposed,
    sum((e.data->'answers'->>'amount')::bigint) filter (where e.step = 'disburse') as received
  from event e where e.tenant_id = any(:cities) and e.step in ('propose', 'disburse') group by e.tenant_id, e.case_id),
flow as (
  select c.tenant_id, c.group_id, c.amount, t.received, w.kind <> 'final' and t.proposed and t.received is null as asked,
    w.kind <> 'final' and coalesce(t.proposed, false) = false as forming, c.blocked > 0 as blocked
  from cases c join wf_state w on w.workflow = c.workflow and w.version = c.wv and w.state = c.state
  left join told t on t.tenant_id = c.tenant_id and t.case_id = c.id where c.tenant_id = any(:cities)),
money as (
  select f.tenant_id, sum(f.received)::bigint as received, count(*) filter (where f.received is not null) as received_cases,
    sum(f.amount) filter (where f.asked)::bigint as asked, count(*) filter (where f.asked) as asked_cases,
    count(*) filter (where f.asked and f.amount is null) as asked_unknown,
    sum(f.amount) filter (where f.asked and f.blocked)::bigint as stuck, count(*) filter (where f.asked and f.blocked) as stuck_cases,
    count(*) filter (where f.forming) as forming_cases
  from flow f group by f.tenant_id)
select t.id, t.slug, t.name, t.province, (select count(*) from groups g where g.tenant_id = t.id) as groups,
  (select count(*) from kampung k where k.tenant_id = t.id) as kampungs,
  coalesce(m.received, 0) as received, coalesce(m.received_cases, 0) as received_cases,
  case when coalesce(m.asked_cases, 0) = coalesce(m.asked_unknown, 0) and m.asked_unknown > 0 then null else coalesce(m.asked, 0) end as asked,
  coalesce(m.asked_cases, 0) as asked_cases, coalesce(m.asked_unknown, 0) as asked_unknown,
  coalesce(m.stuck, 0) as stuck, coalesce(m.stuck_cases, 0) as stuck_cases, coalesce(m.forming_cases, 0) as forming_cases
from tenant t left join money m on m.tenant_id = t.id where t.id = any(:cities) order by t.name""")
WAITING = text("""
select x.party, count(*) as cases, sum(c.amount)::bigint as amount, min(c.since) as since, count(*) filter (where c.blocked > 0) as stopped
from cases c, unnest(c.ball) x(party) where c.tenant_id = any(:cities) group by x.party order by count(*) desc, x.party""")


def city_rows(cities: Sequence[int]) -> list[Row[Any]]:
    """A row a city."""
    return list(db.session.execute(CITIES, {"cities": list(cities)}))


def waiting_rows(cities: Sequence[int]) -> list[Row[Any]]:
    """A row a party that holds cases: how many, how much money, since when the oldest, how many are stopped."""
    return list(db.session.execute(WAITING, {"cities": list(cities)}))
