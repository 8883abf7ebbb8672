"""Rows for the pages of batches: the list with how far each has come, one batch's cases, and cases that could enter it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, text

from gulir.acting.store import db
from gulir.tables import Batch
from gulir.web.groups.ground import PAGE

LIST = text("""
select b.tenant_id, b.id, b.number, b.title, b.component, b.source, b.year, b.letter_number, b.letter_date, x.cases, x.paid, x.stopped, x.amount
from batch b left join lateral (
  select count(*) as cases,
    count(*) filter (where exists (select from event e where e.tenant_id = c.tenant_id and e.case_id = c.id and e.step = 'disburse')) as paid,
    count(*) filter (where c.blocked > 0) as stopped, sum(c.amount)::bigint as amount
  from cases c where c.tenant_id = b.tenant_id and c.batch_id = b.id) x on true
where b.tenant_id = any(:cities)
  and (cast(:after as uuid) is null or (b.created_at, b.id) < (select a.created_at, a.id from batch a where a.tenant_id = any(:cities) and a.id = :after))
order by b.created_at desc, b.id desc limit :most""")
CASES = text("""
select c.tenant_id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.blocked, c.since, c.ball, g.name as group_name, g.slug as group_slug,
  k.name as kampung,
  (select sum((e.data->'answers'->>'amount')::bigint) from event e
    where e.tenant_id = c.tenant_id and e.case_id = c.id and e.step = 'disburse') as received
from cases c left join groups g on g.tenant_id = c.tenant_id and g.id = c.group_id left join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
where c.tenant_id = :tenant and c.batch_id = :batch order by k.name, c.title, c.id limit 500""")
WAITING = text("""
select c.tenant_id, c.number, c.title, c.amount, k.name as kampung
from cases c left join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
where c.tenant_id = :tenant and c.batch_id is null and c.workflow = :component and c.state in ('formed', 'returned') order by c.moved_at desc, c.id limit 40""")


def batch_rows(cities: Sequence[int], after: str | None) -> list[Row[Any]]:
    """A page of batches, newest first, and one row more where there is a next page."""
    return list(db.session.execute(LIST, {"cities": list(cities), "after": after, "most": PAGE + 1}))


def case_rows(batch: Batch) -> list[Row[Any]]:
    """The cases that the letter names."""
    return list(db.session.execute(CASES, {"tenant": batch.tenant_id, "batch": batch.id}))


def waiting_rows(batch: Batch) -> list[Row[Any]]:
    """Formed cases of the same component that are in no batch yet."""
    return list(db.session.execute(WAITING, {"tenant": batch.tenant_id, "component": batch.component}))
