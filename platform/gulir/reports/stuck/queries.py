"""Where every case of the programme stood on a day, by the day on which things happened, and what held it there."""

import datetime
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from gulir.acting.store import db

# `whole`: nothing happened after that day, so what the case says of itself today (its ball, its day) held then too.
STANDING = text("""
with told as (
  select e.tenant_id, e.case_id, e.seq, e.step, e.source, e.dest, e.wv, e.act_date,
    coalesce(e.act_date, max(e.act_date) over (partition by e.tenant_id, e.case_id order by e.seq), '-infinity') as counts_from
  from cases c join wf_state n on n.workflow = c.workflow and n.version = c.wv and n.state = c.state
  join event e on e.tenant_id = c.tenant_id and e.case_id = c.id
  where c.tenant_id = any(:cities) and c.lane = 0 and (n.kind <> 'final' or c.moved_at >= :as_of)),
stood as (
  select t.tenant_id, t.case_id, array_agg(t.seq) as lines, (array_agg(t.dest order by t.seq desc))[1] as state, (array_agg(t.wv order by t.seq desc))[1] as wv,
    (array_agg(t.act_date order by t.seq desc) filter (where t.source <> t.dest and t.step <> '@migrate'))[1] as since, bool_or(t.step = 'disburse') as paid
  from told t where t.counts_from <= :as_of group by t.tenant_id, t.case_id),
held as (
  select distinct on (s.tenant_id, s.case_id) s.tenant_id, s.case_id, m.code, m.resolver, m.since, m.note, m.lifted_at is not null as lifted,
    coalesce(m.cured_seq = any(s.lines), false) as settled
  from stood s join mark m on m.tenant_id = s.tenant_id and m.case_id = s.case_id and m.seq = any(s.lines)
  where m.kind = 'blocker' and coalesce(m.since, '-infinity') <= :as_of
  order by s.tenant_id, s.case_id, settled, m.seq)
select c.tenant_id, coalesce(t.deck_name, t.name) as city, t.slug, t.zone, c.id, c.number, c.title, c.workflow, s.wv, s.state, c.rulebook, c.amount, c.group_id,
  g.name as group_name, k.name as kampung, c.parent_id, s.since, s.paid, cardinality(s.lines) = c.seq as whole, c.due_on, c.ball, c.version, c.facts,
  coalesce(not h.settled, false) as blocked, h.code, h.resolver, h.since as blocked_since, h.note, h.lifted,
  (select jsonb_agg(jsonb_build_array(x.step, x.slot) order by x.seq) from signature x where x.tenant_id = s.tenant_id and x.case_id = s.case_id
    and x.seq = any(s.lines) and not coalesce(x.voided_seq = any(s.lines), false) and not coalesce(x.used_seq = any(s.lines), false)) as signed
from stood s join cases c on c.tenant_id = s.tenant_id and c.id = s.case_id join tenant t on t.id = c.tenant_id
join wf_state w on w.workflow = c.workflow and w.version = s.wv and w.state = s.state
left join held h on h.tenant_id = s.tenant_id and h.case_id = s.case_id
left join groups g on g.tenant_id = c.tenant_id and g.id = c.group_id
left join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
where w.kind = 'open' or (w.kind = 'resting' and not h.settled)
order by c.tenant_id, s.since nulls first, c.number""")


def standing(cities: Sequence[int], as_of: datetime.date) -> list[dict[str, Any]]:
    """A row a case that had not ended on that day."""
    return [dict(row) for row in db.session.execute(STANDING, {"cities": list(cities), "as_of": as_of}).mappings()]
