"""How people want to be told, and where. The application's role cannot read these: the sign-in role keeps them for their owner."""

import datetime as dt
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Text, Time, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base


class Preference(Base):
    """A person's wishes; who has none is told by e-mail, at once."""

    __tablename__ = "preference"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{mail}'"))
    quiet_from: Mapped[dt.time | None] = mapped_column(Time)
    quiet_until: Mapped[dt.time | None] = mapped_column(Time)
    rhythm: Mapped[str] = mapped_column(server_default=text("'now'"))
    digest_at: Mapped[dt.time] = mapped_column(Time, server_default=text("'07:00'"))
    changed_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Reach(Base):
    """Where a person is reached by one channel; `wanted` is not confirmed yet."""

    __tablename__ = "reach"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str | None]
    wanted: Mapped[str | None]
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    asked_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
