"""The job behind every topic: a notice for each person it concerns, and what is to be sent of it; all of it or nothing."""

from uuid import UUID

from sqlalchemy import func
from uuid6 import uuid7

from gulir.acting.who import current
from gulir.jobs import Work, job
from gulir.notices import hooks, queries
from gulir.notices.audience import who_hears
from gulir.notices.leaving import send_soon
from gulir.notices.planning import plan
from gulir.notices.topics import TOPICS


def send_letters(work: Work, waiting: list[UUID]) -> None:
    """After the commit: sent at once, by a job of its own; what does not leave now is swept up by the schedule."""
    send_soon(work.tenant_id, f"leave-{work.id}", waiting)


@job(*TOPICS, then=send_letters)
def tell(work: Work) -> list[UUID]:
    """Writes notices and plans what is sent of them; gives back what may go now. Whoever muted the case finds the notice read."""
    clock = current()
    called = hooks.plan(work)
    heard = who_hears(clock, work)
    if not heard:
        return called
    base = {"tenant_id": work.tenant_id, "lane": work.lane, "case_id": work.case_id, "seq": work.seq}
    born_read = dict.fromkeys(queries.muted(clock, work.tenant_id, work.case_id, heard), func.now())
    rows = [base | {"id": uuid7(), "person_id": person, "topic": kind, "read_at": born_read.get(person)} for person, kind in heard.items()]
    return called + plan(clock, work.tenant_id, {row.person_id: row.id for row in queries.write_notices(rows)})
