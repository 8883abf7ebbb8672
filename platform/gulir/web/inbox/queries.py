"""What waits for others: who holds how much money, since when, and for which reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.cases.queries import MINE, reach, within

SAMPLE = 400  # the cases of a city that moved last; a city of a million is not counted through for a work list
WAITING = """
select c.tenant_id as tenant, c.ball, m.code, c.mine, count(*) as cases, sum(c.amount) as amount, bool_or(c.amount is null) as in_part, min(c.since) as since,
  max(o.name) as office, max(c.title) as title, max(c.number) as number,
  (select count(*) from (select from cases z where z.tenant_id = c.tenant_id limit :sample + 1) z) > :sample as sampled
from (select y.*, {mine} as mine
  from unnest(cast(:tenants as int[])) t cross join unnest(cast(:lanes as smallint[])) l cross join lateral (
    select c.tenant_id, c.id, c.ball, c.since, c.amount, c.blocked, c.workflow, c.state, c.title, c.number from cases c
    where c.tenant_id = t and c.lane = l {within} order by c.moved_at desc, c.id limit :sample) y) c
left join lateral (select m.code from mark m where m.tenant_id = c.tenant_id and m.case_id = c.id and m.kind = 'blocker' and m.cured_at is null
  order by m.seq limit 1) m on c.blocked > 0
left join organisation o on o.tenant_id = c.tenant_id and cardinality(c.ball) = 1 and o.kind = c.ball[1]
where c.ball <> '{{}}' and (c.workflow || '.' || c.state) <> all(cast(:idle as text[])) group by c.tenant_id, c.ball, m.code, c.mine"""
KAMPUNGS = text("select k.id, k.name from kampung k where k.tenant_id = :tenant order by k.name limit 300")


@dataclass(frozen=True)
class Waiting:
    """Cases of one city that wait for the same holder for the same reason; `mine` when the one who looks may move them on."""

    tenant: int
    ball: list[str]
    code: str | None
    mine: bool
    cases: int
    amount: int | None
    in_part: bool
    since: dt.date | None
    office: str | None
    title: str
    number: str
    sampled: bool


def waiting(who: Acting, tenants: Sequence[int], idle: Sequence[str]) -> list[Waiting]:
    """Among the cases of each city that moved last; `idle`: workflow.state where nothing leads on, so that nobody is waited for."""
    values = reach(who, tenants) | {"lanes": who.lanes_to_list, "idle": list(idle), "sample": SAMPLE}
    return [Waiting(**row) for row in db.session.execute(text(WAITING.format(mine=MINE, within=within(who, "c"))), values).mappings()]


def kampungs(tenant: int) -> list[tuple[str, str]]:
    """Id and name, to choose from."""
    return [(str(row.id), row.name) for row in db.session.execute(KAMPUNGS, {"tenant": tenant})]
