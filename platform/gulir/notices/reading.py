"""Marks notices as read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, update

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.notices import queries
from gulir.tables import Notice


def mark_read(acting: Acting, tenant_ids: list[int], notice_id: UUID) -> None:
    """One notice of the reader's own."""
    _mark(acting, tenant_ids, Notice.id == notice_id)


def mark_all_read(acting: Acting, tenant_ids: list[int], until: datetime) -> None:
    """Every notice of the reader's own that was there when they looked; what only another role of theirs sees was not."""
    _mark(acting, tenant_ids, and_(Notice.created_at <= until, queries.case_is_seen()))


def mark_case_read(acting: Acting, tenant_id: int, case_id: UUID) -> None:
    """Every notice of the reader's own that speaks of a case."""
    _mark(acting, [tenant_id], Notice.case_id == case_id)


def _mark(acting: Acting, tenant_ids: list[int], which: object) -> None:
    mine = update(Notice).where(Notice.person_id == UUID(acting.person_id), Notice.tenant_id.in_(tenant_ids), Notice.read_at.is_(None))
    db.session.execute(mine.where(which).values(read_at=func.now()))  # type: ignore[arg-type]
    db.session.commit()
