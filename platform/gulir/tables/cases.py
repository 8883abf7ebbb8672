"""Cases, and what hangs on them. The application only reads these: the door writes."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Computed, DateTime, LargeBinary, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gulir.acting.store import Base
from gulir.tables.owned import Owned


class Case(Owned, Base):
    """One thing moving through one workflow. `amount` in rupiah; `since` is the day the ball came to its holder, by act date."""

    __tablename__ = "cases"

    lane: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    number: Mapped[str]
    workflow: Mapped[str]
    wv: Mapped[int]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("0"))
    seq: Mapped[int] = mapped_column(server_default=text("0"))
    facts: Mapped[int] = mapped_column(server_default=text("0"))
    title: Mapped[str]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    group_id: Mapped[UUID | None]
    kampung_id: Mapped[UUID | None]
    batch_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    rulebook: Mapped[str | None]
    ball: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    since: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    clock: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    blocked: Mapped[int] = mapped_column(server_default=text("0"))
    items: Mapped[int] = mapped_column(server_default=text("0"))
    assignee: Mapped[UUID | None]
    opened_on: Mapped[dt.date | None]
    historical: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    moved_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


class Turn(Base):
    """Whose work list a case stands on."""

    __tablename__ = "turn"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[int] = mapped_column(SmallInteger)
    role: Mapped[str] = mapped_column(primary_key=True)
    due_on: Mapped[dt.date] = mapped_column(server_default=text("'9999-12-31'"))
    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    kampung_id: Mapped[UUID | None]
    group_id: Mapped[UUID | None]
    team_until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Event(Base):
    """A line of a case's history."""

    __tablename__ = "event"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    workflow: Mapped[str]
    wv: Mapped[int]
    step: Mapped[str]
    source: Mapped[str]
    dest: Mapped[str]
    actor: Mapped[UUID]
    org: Mapped[int]
    decider: Mapped[str]
    act_date: Mapped[dt.date | None]
    act_precision: Mapped[str]
    body: Mapped[str]
    data: Mapped[dict[str, Any] | None] = mapped_column(JSONB, Computed("body::jsonb", persisted=False))
    prev: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    witness: Mapped[bytes] = mapped_column(LargeBinary)
    behalf: Mapped[UUID | None]


class Document(Owned, Base):
    """A paper of a case; present and correct are None until somebody looked."""

    __tablename__ = "document"

    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    kind: Mapped[str]
    number: Mapped[str | None]
    act_date: Mapped[dt.date | None]
    signer: Mapped[str | None]
    signer_title: Mapped[str | None]
    note: Mapped[str | None]
    file_digest: Mapped[str | None]
    file_name: Mapped[str | None]
    file_type: Mapped[str | None]
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    present: Mapped[bool | None]
    present_by: Mapped[str | None]
    present_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    correct: Mapped[bool | None]
    correct_by: Mapped[str | None]
    correct_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    released_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Mark(Owned, Base):
    """A blocker, waiver, contest or bridge."""

    __tablename__ = "mark"

    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    kind: Mapped[str]
    code: Mapped[str | None]
    clause: Mapped[str | None]
    resolver: Mapped[str | None]
    since: Mapped[dt.date | None]
    note: Mapped[str | None]
    lifted_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    cured_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    cured_seq: Mapped[int | None]


class Item(Owned, Base):
    """A line of a case: a demand, a delegate, a commitment. `closed_seq`: the act that ended it."""

    __tablename__ = "item"

    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    kind: Mapped[str]
    words: Mapped[str]
    who: Mapped[str | None]
    due_on: Mapped[dt.date | None]
    evidence: Mapped[str | None]
    of_id: Mapped[UUID | None]
    state: Mapped[str]
    answer: Mapped[str | None]
    closed_seq: Mapped[int | None]


class Signature(Owned, Base):
    """One signature towards a step."""

    __tablename__ = "signature"

    lane: Mapped[int] = mapped_column(SmallInteger)
    case_id: Mapped[UUID]
    seq: Mapped[int]
    step: Mapped[str]
    slot: Mapped[str]
    decider: Mapped[str]
    actor: Mapped[UUID]
    digest: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    voided_seq: Mapped[int | None]
    used_seq: Mapped[int | None]
    behalf: Mapped[UUID | None]
