"""The file of a document."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from gulir.acting.store import db

FILE = text(
    "select d.file_digest, d.file_name, d.file_type, d.file_size from document d where d.tenant_id = :tenant and d.id = :id and d.file_digest is not null"
)


def file_of(tenant: int, document: UUID) -> Row[Any] | None:
    """None for a document without a file, and for one that this one may not see."""
    found = db.session.execute(FILE, {"tenant": tenant, "id": document}).one_or_none()
    db.session.rollback()  # the file is sent slowly to a slow telephone; no connection waits for that
    return found
