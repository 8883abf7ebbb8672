"""Cities, organisations, people and what deployment declares: the tables that belong to no city."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Integer, LargeBinary, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base


class Tenant(Base):
    """A city, or the reserved `nasional`."""

    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    letters: Mapped[str]
    code: Mapped[str | None]
    name: Mapped[str]
    deck_name: Mapped[str | None]
    province: Mapped[str]
    zone: Mapped[str]
    status: Mapped[str] = mapped_column(server_default=text("'open'"))
    preset: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    days_off: Mapped[list[dt.date]] = mapped_column(ARRAY(Date), server_default=text("'{}'"))
    opened_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Organisation(Base):
    """Whom people act for."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    tenant_id: Mapped[int | None]
    province: Mapped[str | None]


class Person(Base):
    """One identity. The application's role cannot read this table: names stand in seats and in history."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_step: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    locale: Mapped[str] = mapped_column(server_default=text("'id'"))
    kind: Mapped[str] = mapped_column(server_default=text("'human'"))
    demo: Mapped[bool] = mapped_column(server_default=text("false"))
    disabled_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Membership(Base):
    """One role of one organisation. Only the sign-in role reads it."""

    __tablename__ = "membership"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    person_id: Mapped[UUID]
    organisation_id: Mapped[int]
    role: Mapped[str]
    tenants: Mapped[list[int] | None] = mapped_column(ARRAY(Integer))
    kampungs: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    group_id: Mapped[UUID | None]
    since: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Rulebook(Base):
    """A rulebook's content, by its hash, as it was when a case was pinned to it."""

    __tablename__ = "rulebook"

    hash: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str]
    version: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    declared_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
