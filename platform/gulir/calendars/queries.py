"""What a calendar shows of cases beyond the work list: their history's length, their lane, and those that a person took on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from gulir.acting.store import db
from gulir.acting.who import Acting

DATED = text("""
select c.tenant_id, c.id, c.lane, c.number, c.title, c.due_on, c.seq, c.facts, c.moved_at from cases c
where c.tenant_id = any(:tenants) and c.due_on is not null and (c.id = any(:ids) or c.assignee = cast(:me as uuid)) order by c.due_on, c.id limit :most""")


def dated(who: Acting, ids: Sequence[UUID], most: int) -> list[Any]:
    """These cases and those that somebody gave to this person, as far as they have a day and this person may read them."""
    return list(db.session.execute(DATED, {"tenants": who.tenant_ids, "ids": list(ids), "me": who.person_id, "most": most}))
