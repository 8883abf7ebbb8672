"""Numbers of a person in full: only for a reason, and only after the asking is written down for good."""

from dataclasses import dataclass
from uuid import UUID

from gulir.acting import current
from gulir.acting.store import db
from gulir.engine.text import _
from gulir.groups.cipher import unseal
from gulir.groups.refusals import Wrong
from gulir.groups.unit import unit
from gulir.tables import Household, Member, Unmasking

SHORTEST_REASON = 5


@dataclass(frozen=True)
class Numbers:
    """A member's NIK and their household's KK, in full; None is unknown."""

    nik: str | None
    kk: str | None


def unmask(member: Member, reason: str) -> Numbers:
    """Writes down who looks and why, then answers. Raises Wrong for a reason that says nothing, OutOfReach where writing is refused."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise Wrong("reason", _("Say in a few words why you need the number"))
    with unit():
        db.session.add(Unmasking(tenant_id=member.tenant_id, member_id=member.id, person_id=UUID(current().person_id), reason=reason[:500]))
    return Numbers(nik_of(member), _kk_of(member))


def nik_of(member: Member) -> str | None:
    """The NIK itself, for comparing; whoever shows it calls `unmask`."""
    return unseal(member.nik_cipher, member.tenant_id, "nik", member.id) if member.nik_cipher else None


def _kk_of(member: Member) -> str | None:
    home = db.session.get(Household, (member.tenant_id, member.household_id)) if member.household_id else None
    return unseal(home.kk_cipher, home.tenant_id, "kk", home.id) if home and home.kk_cipher else None
