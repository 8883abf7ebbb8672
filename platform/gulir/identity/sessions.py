"""Sessions live at the server: begun after the password, bound to one role of one organisation, ended there at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from gulir.acting.keys import LIFE_HOURS, write_session
from gulir.acting.who import key_of, new_token, stored_hash
from gulir.identity import queries

CODE, ENROL, CHOOSE = "code", "enrol", "choose"  # what a session that acts for nobody yet still waits for
CHOOSING_MINUTES = 15


@dataclass(frozen=True)
class Choosing:
    """Somebody whose password was right; `stage` is the next thing asked of them."""

    key: str
    person_id: UUID
    stage: str


@dataclass(frozen=True)
class Open:
    """A session as its owner sees it in the list of theirs; `id` names it without being a key."""

    id: str
    purpose: str
    role: str
    organisation_name: str | None
    behalf: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    here: bool


def begin_choosing(connection: Connection, person_id: UUID | str, stage: str, *, replaces: str | None = None) -> str:
    """Writes a session that reads nothing yet; returns its token. The session of the key `replaces` ends."""
    token = new_token()
    values = {"hash": stored_hash(key_of(token)), "person": person_id, "stage": stage, "minutes": CHOOSING_MINUTES}
    connection.execute(queries.BEGIN_CHOOSING, values)
    if replaces:
        end_session(connection, replaces)
    return token


def find_choosing(connection: Connection, token: str | None) -> Choosing | None:
    """Who stands between password and role, by the cookie's token."""
    if not token or len(token) > 64:
        return None
    key = key_of(token)
    row = connection.execute(queries.CHOOSING, {"hash": stored_hash(key)}).one_or_none()
    return Choosing(key, row.person_id, row.role) if row else None


def act_as(connection: Connection, person_id: UUID | str, membership_id: UUID | str, *, replaces: str | None = None) -> str:
    """Begins to act as one of the person's own memberships; returns the token. A switch keeps the end of the session that it replaces.

    Raises NoSuchMembership, also for a membership of somebody else."""
    token = new_token()
    write_session(connection, str(membership_id), purpose="web", hours=LIFE_HOURS, key=key_of(token), person_id=str(person_id))
    take_over(connection, token, replaces)
    return token


def take_over(connection: Connection, token: str, replaces: str | None) -> None:
    """The new session keeps the end of the one that it replaces, which ends now."""
    if replaces:
        connection.execute(queries.KEEP_END, {"hash": stored_hash(key_of(token)), "old": stored_hash(replaces), "hours": LIFE_HOURS})
        end_session(connection, replaces)


def end_session(connection: Connection, key: str) -> None:
    """Ends one session, whatever it was for."""
    connection.execute(queries.END_ONE, {"hash": stored_hash(key)})


def end_sessions_of(connection: Connection, person_id: UUID | str, *, keep: str | None = None) -> int:
    """Ends every session of a person, but the one of the key `keep`; says how many."""
    kept = stored_hash(keep) if keep else b""
    return connection.execute(queries.END_ALL, {"person": person_id, "keep": kept}).rowcount


def end_session_named(connection: Connection, person_id: UUID | str, named: str) -> bool:
    """Ends the one of the person's own sessions that the list names so."""
    return connection.execute(queries.END_NAMED, {"person": person_id, "named": named}).rowcount == 1


def sessions_of(connection: Connection, person_id: UUID | str, here: str) -> list[Open]:
    """The person's own open sessions, the latest first; `here` is the key of this one."""
    rows: Any = connection.execute(queries.SESSIONS_OF, {"person": person_id, "here": stored_hash(here)}).mappings()
    return [Open(**row) for row in rows]


def sweep(connection: Connection) -> int:
    """Removes what ended by itself: sessions over their time or idle, used-up links, forgotten attempts. For the scheduler."""
    return sum(connection.execute(statement).rowcount for statement in queries.SWEEPS)
