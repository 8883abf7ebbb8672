"""Keys that carry the city: the mixin of every tenant-owned table, and relationships that cannot move a row to another city."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from uuid6 import uuid7


class Owned:
    """Primary key (tenant_id, id); the id is made here, so that many rows go in one statement."""

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7, server_default=text("uuidv7()"), sort_order=-1)


def belongs_to(here: str, there: str, column: str) -> Any:
    """A relationship over (tenant_id, column) that writes only `column`: setting it to None never blanks the city."""
    join = f"and_(foreign({here}.{column})==remote({there}.id), {here}.tenant_id==remote({there}.tenant_id))"
    return relationship(there, primaryjoin=join)
