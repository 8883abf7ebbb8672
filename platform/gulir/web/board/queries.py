"""Where the cases of a workflow stand: a count, a sum and a median age a state, and cards where they are few."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.acting.who import Acting

FEW = 50  # so many are shown as cards
MOST = 500  # so many of a city and state are looked at; beyond, the figures say "of the first"
BOARD = text("""
select s.state, count(c.id) as n, sum(c.amount) as amount, bool_or(c.amount is null) as in_part,
  count(*) filter (where c.blocked > 0) as stopped,
  percentile_disc(0.5) within group (order by c.since) as median,
  case when count(c.id) <= :few then coalesce(jsonb_agg(jsonb_build_object('tenant', c.tenant_id, 'number', c.number, 'title', c.title, 'amount', c.amount,
    'since', c.since, 'due', c.due_on, 'blocked', c.blocked, 'moving', c.ball <> '{}')
    order by c.blocked desc, c.due_on, c.since, c.id) filter (where c.id is not null), '[]') end as cards
from unnest(cast(:states as text[])) s(state) left join lateral (
  select y.* from unnest(cast(:tenants as int[])) t cross join unnest(cast(:lanes as smallint[])) l cross join lateral (
    select c.tenant_id, c.id, c.number, c.title, c.amount, c.since, c.due_on, c.blocked, c.ball from cases c
    where c.tenant_id = t and c.lane = l and c.workflow = :workflow and c.state = s.state order by c.due_on, c.id limit :most) y) c on true
group by s.state""")


def columns(who: Acting, tenants: Sequence[int], workflow: str, states: Sequence[str]) -> dict[str, Row[Any]]:
    """For each state its figures, and its cards where there are few."""
    values: dict[str, Any] = {"tenants": list(tenants), "lanes": who.lanes_to_list, "workflow": workflow, "states": list(states), "few": FEW, "most": MOST}
    return {row.state: row for row in db.session.execute(BOARD, values)}
