"""By which ways a city speaks, and whom it calls."""

import datetime as dt
from uuid import UUID

from sqlalchemy import DateTime, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base
from gulir.tables.owned import Owned

MOMENT = DateTime(timezone=True)


class Channel(Base):
    """One channel of a city. `settings` is sealed; `problem`, `answer`: what the provider has against the channel itself."""

    __tablename__ = "channel"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(primary_key=True)
    settings: Mapped[bytes]
    sender: Mapped[str]
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    set_at: Mapped[dt.datetime] = mapped_column(MOMENT, server_default=text("now()"))
    set_by: Mapped[UUID]
    problem: Mapped[str | None]
    answer: Mapped[str | None]
    problem_at: Mapped[dt.datetime | None] = mapped_column(MOMENT)
    well_at: Mapped[dt.datetime | None] = mapped_column(MOMENT)


class Hook(Owned, Base):
    """An address of the city's own that is called when something happens. `url` and `secret` are sealed."""

    __tablename__ = "hook"

    url: Mapped[bytes]
    host: Mapped[str]
    secret: Mapped[bytes]
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text))
    enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    set_at: Mapped[dt.datetime] = mapped_column(MOMENT, server_default=text("now()"))
    set_by: Mapped[UUID]
    problem: Mapped[str | None]
    answer: Mapped[str | None]
    problem_at: Mapped[dt.datetime | None] = mapped_column(MOMENT)
    well_at: Mapped[dt.datetime | None] = mapped_column(MOMENT)
    ended_at: Mapped[dt.datetime | None] = mapped_column(MOMENT)


class ChannelAct(Owned, Base):
    """Who changed what of a channel or a webhook; the tables themselves write it."""

    __tablename__ = "channel_act"

    at: Mapped[dt.datetime] = mapped_column(MOMENT, server_default=text("now()"))
    person_id: Mapped[UUID]
    channel: Mapped[str]
    hook_id: Mapped[UUID | None]
    host: Mapped[str | None]
    act: Mapped[str]
