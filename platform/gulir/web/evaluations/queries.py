"""What the pages of an evaluation read besides one look: signatures that were used, and the kampung that an address names."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db

SIGNED = text("""select s.slot, s.seq, s.digest, s.decider, s.used_seq is not null as used, s.voided_seq is not null as voided from signature s
  where s.tenant_id = :tenant and s.case_id = :case and s.step = 'sign_result' order by s.seq""")
KAMPUNG = text("select k.id, k.name from kampung k where k.tenant_id = :tenant and k.slug = :slug")


def signed(tenant: int, case: UUID | str) -> Sequence[Row[Any]]:
    """Every signature under the result, the oldest first."""
    return db.session.execute(SIGNED, {"tenant": tenant, "case": case}).all()


def kampung(tenant: int, slug: str) -> Row[Any] | None:
    """The kampung of this slug, or None."""
    return db.session.execute(KAMPUNG, {"tenant": tenant, "slug": slug}).first()
