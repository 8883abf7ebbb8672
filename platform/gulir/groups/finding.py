"""Finds one thing by what an address says of it, always in a named city; what the wall hides is not there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from gulir.acting.store import db
from gulir.groups.refusals import NotThere
from gulir.tables import Batch, Group, Household, Kampung, Member


def group(tenant_id: int, slug: str) -> Group:
    """By slug. Raises NotThere."""
    return _one(select(Group).where(Group.tenant_id == tenant_id, Group.slug == slug))


def member(tenant_id: int, group_id: UUID, member_id: UUID) -> Member:
    """A member of that group, also one who has left. Raises NotThere."""
    return _one(select(Member).where(Member.tenant_id == tenant_id, Member.group_id == group_id, Member.id == member_id))


def active_members(tenant_id: int, group_id: UUID) -> Sequence[Member]:
    """Those who have not left, officers first, then by name."""
    query = select(Member).where(Member.tenant_id == tenant_id, Member.group_id == group_id, Member.left_on.is_(None))
    order = {"chair": 0, "secretary": 1, "treasurer": 2}
    return sorted(db.session.scalars(query), key=lambda one: (order.get(one.office or "", 3), one.name))


def household(tenant_id: int, household_id: UUID) -> Household:
    """By id. Raises NotThere."""
    return _one(select(Household).where(Household.tenant_id == tenant_id, Household.id == household_id))


def kampung(tenant_id: int, slug: str) -> Kampung:
    """By slug. Raises NotThere."""
    return _one(select(Kampung).where(Kampung.tenant_id == tenant_id, Kampung.slug == slug))


def batch(tenant_id: int, number: str) -> Batch:
    """By number. Raises NotThere."""
    return _one(select(Batch).where(Batch.tenant_id == tenant_id, Batch.number == number))


def _one(query: Any) -> Any:
    found = db.session.scalar(query)
    if found is None:
        raise NotThere
    return found
