"""Keys that carry the city: the mixin of every tenant-owned table."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column
from uuid6 import uuid7


class Owned:
    """Primary key (tenant_id, id); the id is made here, so that many rows go in one statement."""

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, server_default=text("uuidv7()"), sort_order=-1)
