"""Groups and the households behind them, and the seats that people have in a city."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, LargeBinary, SmallInteger, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base
from gulir.tables.owned import Owned


class Seat(Owned, Base):
    """A membership as one city sees it."""

    __tablename__ = "seat"

    membership_id: Mapped[UUID]
    person_id: Mapped[UUID]
    name: Mapped[str]
    organisation_id: Mapped[int]
    role: Mapped[str]
    kampungs: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    group_id: Mapped[UUID | None]
    since: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Kampung(Owned, Base):
    """A neighbourhood; formal None is unknown."""

    __tablename__ = "kampung"

    slug: Mapped[str]
    name: Mapped[str]
    formal: Mapped[bool | None]
    village_code: Mapped[str | None]
    note: Mapped[str | None]


class Group(Owned, Base):
    """A group; it outlives its cases."""

    __tablename__ = "groups"

    slug: Mapped[str]
    name: Mapped[str]
    kampung_id: Mapped[UUID]
    founded_on: Mapped[dt.date | None]
    bank: Mapped[str | None]
    account_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    account_tail: Mapped[str | None]
    account_holder: Mapped[str | None]
    account_in_group_name: Mapped[bool | None]
    specimens: Mapped[int | None] = mapped_column(SmallInteger)
    members_known: Mapped[bool] = mapped_column(server_default=text("true"))
    member_count: Mapped[int | None]
    note: Mapped[str | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Household(Owned, Base):
    """A family card (KK), encrypted."""

    __tablename__ = "household"

    kampung_id: Mapped[UUID]
    head: Mapped[str]
    address: Mapped[str | None]
    kk_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    kk_tag: Mapped[bytes | None] = mapped_column(LargeBinary)
    in_poverty_data: Mapped[bool | None]
    validated_by: Mapped[UUID | None]
    validated_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    invented: Mapped[bool] = mapped_column(server_default=text("false"))


class Member(Owned, Base):
    """A member of a group; the NIK is encrypted, its keyed tag lies in the registry under `claim`."""

    __tablename__ = "member"

    group_id: Mapped[UUID]
    household_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    name: Mapped[str]
    office: Mapped[str | None]
    nik_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    nik_mask: Mapped[str | None]
    claim: Mapped[UUID | None]
    born_on: Mapped[dt.date | None]
    married: Mapped[bool | None]
    public_servant: Mapped[bool | None]
    received_before: Mapped[bool | None]
    signed_rules_on: Mapped[dt.date | None]
    joined_on: Mapped[dt.date | None]
    left_on: Mapped[dt.date | None]
    invented: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class GroupRecord(Owned, Base):
    """A recorded summary of savings, attendance, loans or rating."""

    __tablename__ = "group_record"

    group_id: Mapped[UUID]
    kind: Mapped[str]
    value: Mapped[dict[str, Any]] = mapped_column(JSONB)
    note: Mapped[str | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Batch(Owned, Base):
    """A proposal letter that names several groups' cases."""

    __tablename__ = "batch"

    number: Mapped[str]
    component: Mapped[str]
    source: Mapped[str]
    year: Mapped[int | None]
    title: Mapped[str]
    letter_number: Mapped[str | None]
    letter_date: Mapped[dt.date | None]
    signer: Mapped[str | None]
    file_digest: Mapped[str | None]
    file_name: Mapped[str | None]
    file_type: Mapped[str | None]
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
