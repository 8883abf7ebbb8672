"""The statements of tasks: one's own as pages list them, and what relay and workers call."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db

SHOWN = 50
LIST = text("""
select t.tenant_id, t.id, t.kind, t.asked, t.cities, t.shared, t.state, t.done, t.total, t.problem,
  t.file_name, t.file_size, t.file_type, t.created_at, t.started_at, t.ended_at, t.expires_at, t.person_id, t.reach = my_reach() as same_rights
from task t where t.tenant_id = any(:cities) and (cast(:id as uuid) is null or t.id = cast(:id as uuid)) and t.state <> 'dropped' and t.expires_at > now()
  and (not cast(:ready as boolean) or (t.state = 'done' and not t.shared and t.fetched_at is null and t.reach = my_reach()))
order by t.created_at desc, t.id limit :most""")
CLAIM = text("select tenant_id, id from claim_tasks(:batch, :lease, :most)")
START = text("select start_task(:tenant, :task, :civil, :minutes, :lease, :most)")
END_KEY = text("select end_task_key(:key)")
EXPIRE = text("select expire_tasks(:key, :tenant)")


def tasks(cities: Sequence[int], *, ready: bool = False, most: int = SHOWN) -> Sequence[Row[Any]]:
    """What the one acting asked for or may see in these cities, the latest first; `ready`: only files that wait to be fetched."""
    return db.session.execute(LIST, {"cities": list(cities), "id": None, "ready": ready, "most": most}).all()


def task(cities: Sequence[int], one: UUID) -> Row[Any] | None:
    """One of them; None for what is not there, or is somebody else's."""
    return db.session.execute(LIST, {"cities": list(cities), "id": str(one), "ready": False, "most": 1}).one_or_none()
