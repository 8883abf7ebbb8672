"""What was seen of a group's savings, meetings, loans and growth: each a recorded summary, the latest counts, the earlier ones stay."""

from typing import Any
from uuid import UUID

from gulir.acting import current
from gulir.acting.store import db
from gulir.groups.unit import unit
from gulir.tables import Group, GroupRecord

KINDS = ("savings", "attendance", "loans", "evaluation")
RATINGS = ("growing", "developing", "independent")


def record(group: Group, kind: str, value: dict[str, Any], note: str | None = None) -> GroupRecord:
    """Adds a summary; `value` as guards read it: savings {weeks, months, from, to}, attendance {share, meetings}, loans {open}, evaluation {rating}.

    Raises OutOfReach, and ValueError for another kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is none of {', '.join(KINDS)}")
    with unit():
        row = GroupRecord(tenant_id=group.tenant_id, group_id=group.id, kind=kind, value=value, note=note, recorded_by=UUID(current().person_id))
        db.session.add(row)
    return row
