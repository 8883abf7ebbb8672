"""What waits to be told, what was told, and what was typed and not yet done."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base
from gulir.tables.owned import Owned


class Outbox(Base):
    """What must be told, written with the event that causes it."""

    __tablename__ = "outbox"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(server_default=text("uuidv7()"))
    lane: Mapped[int] = mapped_column(SmallInteger)
    topic: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'new'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    next_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    problem: Mapped[str | None]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Effect(Base):
    """What a job did, once."""

    __tablename__ = "effect"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Notice(Owned, Base):
    """A line in somebody's inbox."""

    __tablename__ = "notice"

    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    person_id: Mapped[UUID]
    topic: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    read_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Delivery(Owned, Base):
    """One notice on one channel, or one call of a webhook. What it is about is filled in by the database, from the notice."""

    __tablename__ = "delivery"

    notice_id: Mapped[UUID | None]
    channel: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    not_before: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    next_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    bundle: Mapped[UUID | None]
    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    topic: Mapped[str]
    person_id: Mapped[UUID | None]
    hook_id: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    resent: Mapped[int] = mapped_column(server_default=text("0"))
    receipt: Mapped[str | None]
    answer: Mapped[str | None]
    problem: Mapped[str | None]
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    planned_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Mute(Base):
    """A case of which somebody wants to be sent nothing."""

    __tablename__ = "mute"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    lane: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Anchor(Base):
    """The hash over a city's chain heads on one day."""

    __tablename__ = "anchor"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    cases: Mapped[int]
    digest: Mapped[str]
    made_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    mailed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Unmasking(Owned, Base):
    """Who looked at a NIK, and why."""

    __tablename__ = "unmasking"

    member_id: Mapped[UUID]
    person_id: Mapped[UUID]
    reason: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Draft(Owned, Base):
    """What was typed and not yet done."""

    __tablename__ = "draft"

    person_id: Mapped[UUID]
    place: Mapped[str]
    typed: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
