"""The secret links of calendars: made for a seat, kept as a hash, taken back at once, and worth no more than the seat is when they are used."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from gulir.acting.keys import NoSuchMembership, write_session
from gulir.acting.who import key_of, new_token, stored_hash
from gulir.identity import queries

MOST = 5  # links of one person at a time; a technical limit
PURPOSE = "feed"


class TooMany(RuntimeError):
    """There are as many links as one may have: take one back first."""


@dataclass(frozen=True)
class Feed:
    """A link as its owner sees it: never the word itself."""

    id: UUID
    role: str
    organisation_name: str
    created_at: datetime
    fetched_at: datetime | None
    ended: bool


def make(connection: Connection, person_id: UUID | str, membership_id: UUID | str) -> str:
    """A new link of one's own seat; returns the word, which is nowhere else. Raises TooMany, NoSuchMembership."""
    connection.execute(queries.LOCK_PERSON, {"person": person_id})
    if len(of(connection, person_id)) >= MOST:
        raise TooMany
    token = new_token()
    if connection.execute(queries.NEW_FEED, {"hash": _hash(token), "person": person_id, "membership": membership_id}).rowcount != 1:
        raise NoSuchMembership(str(membership_id))
    return token


def of(connection: Connection, person_id: UUID | str) -> list[Feed]:
    """The links that a person has not taken back, the latest first."""
    rows: Any = connection.execute(queries.FEEDS_OF, {"person": person_id}).mappings()
    return [Feed(**row) for row in rows]


def revoke(connection: Connection, person_id: UUID | str, feed_id: UUID) -> bool:
    """Takes one of one's own links back."""
    return connection.execute(queries.REVOKE_FEED, {"person": person_id, "id": feed_id}).rowcount == 1


def key_for(connection: Connection, token: str) -> str | None:
    """A key to read by for a minute, as the seat may now; None for a word that nobody made, that was taken back, or whose seat or person has ended."""
    row = connection.execute(queries.USE_FEED, {"hash": _hash(token)}).one_or_none() if len(token) <= 64 else None
    if row is None:
        return None
    key = key_of(new_token())
    try:
        write_session(connection, str(row.membership_id), purpose=PURPOSE, hours=1, key=key, person_id=str(row.person_id))
    except NoSuchMembership:
        return None
    connection.execute(queries.ONLY_READS, {"hash": stored_hash(key)})
    return key


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
