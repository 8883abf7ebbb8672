"""A page of notices: rows in words, and where the next page begins."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlalchemy import true

from gulir.acting import Acting
from gulir.notices import queries
from gulir.notices.topics import KINDS
from gulir.notices.words import say
from gulir.tables import Notice

PAGE = 40


@dataclass(frozen=True)
class Line:
    """One notice as it is shown."""

    id: UUID
    url: str
    title: str
    body: str
    at: dt.datetime
    read: bool
    city: str
    slug: str
    number: str
    muted: bool


@dataclass(frozen=True)
class Page:
    """Lines; `next` is the mark that the next page begins after, `seen_at` the newest line's moment."""

    lines: list[Line]
    next: str | None
    after: str | None
    seen_at: dt.datetime | None


# The list's filters: unread ones, and those that ask something of their reader.
ASKING = ("turn", "assigned", *(kind for kind in KINDS if kind.startswith(("reminded_", "escalated_"))), "recorded")
WHICH = {"baru": Notice.read_at.is_(None), "diminta": Notice.topic.in_(ASKING)}


def a_page(who: Acting, tenant_ids: list[int], after: str | None, which: str | None = None) -> Page:
    """A page of one's notices; a mark that makes no sense begins anew, a filter that there is not lets all through."""
    mark = parse(after)
    rows = queries.of_person(who, tenant_ids, mark, PAGE + 1, WHICH.get(which or "", true()))
    lines = [line_of(row) for row in rows[:PAGE]]
    more = mark_of(rows[PAGE - 1]) if len(rows) > PAGE else None
    return Page(lines, more, after if mark else None, max((line.at for line in lines), default=None))


def line_of(row: Any) -> Line:
    """One row in words."""
    said = say(row)
    return Line(
        row.id,
        f"/{row.slug}/berkas/{row.number}",
        said.title,
        f"{said.line} {row.number}",
        row.created_at,
        row.read_at is not None,
        row.city,
        row.slug,
        row.number,
        row.muted,
    )


def mark_of(row: Any) -> str:
    """Where a row stands in the order, for an address."""
    return f"{int(row.k0)}_{row.k1}_{row.id}"


def parse(mark: str | None) -> tuple[Any, ...] | None:
    """The order's values of a mark, or None."""
    parts = (mark or "").split("_")
    try:
        read, epoch, notice = parts
        return bool(int(read)), Decimal(epoch), UUID(notice)
    except (ValueError, InvalidOperation):
        return None
