"""What search found, read again under the reader's own policies: what may not be seen is not there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db

CASES = text("""
select c.tenant_id, c.number, c.title, c.workflow, c.wv, c.state, c.amount, c.blocked, k.name as kampung
from cases c left join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
where c.tenant_id = any(:cities) and c.id = any(:ids) order by c.moved_at desc, c.id limit :most""")
GROUPS = text("""
select g.tenant_id, g.slug, g.name, k.name as kampung from groups g join kampung k on k.tenant_id = g.tenant_id and k.id = g.kampung_id
where g.tenant_id = any(:cities) and g.id = any(:ids) order by g.name, g.id limit :most""")
KAMPUNGS = text("""
select k.tenant_id, k.slug, k.name, k.formal from kampung k where k.tenant_id = any(:cities) and k.id = any(:ids) order by k.name, k.id limit :most""")
OF_KIND = {"case": CASES, "group": GROUPS, "kampung": KAMPUNGS}


def read_again(kind: str, cities: Sequence[int], ids: Sequence[UUID], most: int) -> list[Row[Any]]:
    """The rows of a kind (case, group, kampung) that the one acting may see."""
    if not ids:
        return []
    return list(db.session.execute(OF_KIND[kind], {"cities": list(cities), "ids": list(ids), "most": most}))
