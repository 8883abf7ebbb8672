"""Mutes a case for one person: nothing of it is sent to them any more, and its notices stand in their list as read. Their work list is as before."""

from sqlalchemy import delete, exists, insert, select

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.notices import queries
from gulir.notices.reading import mark_case_read
from gulir.tables import Mute


def mute(acting: Acting, tenant_id: int, number: str) -> bool:
    """From now on silent; what is unread counts as read. False where this one sees no such case, or writes nothing."""
    case = queries.case_of(tenant_id, number)
    if case is None or acting.read_only:
        return False
    mine = (Mute.tenant_id == tenant_id, Mute.case_id == case.id, Mute.person_id == acting.person_id)
    if not db.session.scalar(select(exists().where(*mine))):
        db.session.execute(insert(Mute).values(tenant_id=tenant_id, lane=case.lane, case_id=case.id, person_id=acting.person_id))
    mark_case_read(acting, tenant_id, case.id)
    return True


def unmute(acting: Acting, tenant_id: int, number: str) -> bool:
    """What happens from now on is told again. False where this one sees no such case."""
    case = queries.case_of(tenant_id, number)
    if case is None or acting.read_only:
        return False
    db.session.execute(delete(Mute).where(Mute.tenant_id == tenant_id, Mute.case_id == case.id, Mute.person_id == acting.person_id))
    db.session.commit()
    return True
