"""Links that work once: an invitation for a day, a new password for an hour; the table keeps their hash."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from gulir.identity import queries, totp
from gulir.identity.persons import set_password

HOURS = {"invite": 24, "reset": 1}


class DeadLink(LookupError):
    """The link was used, is too old, or never was."""


@dataclass(frozen=True)
class Invited:
    """Whom a link is for. `made_by` None: they asked for it themselves."""

    person_id: UUID
    purpose: str
    made_by: UUID | None
    name: str
    email: str | None
    phone: str | None
    locale: str


def make_link(connection: Connection, person_id: UUID | str, purpose: str, made_by: UUID | str | None = None) -> str:
    """Returns the token; every earlier link of the person is dead from now on."""
    token = secrets.token_urlsafe(32)
    connection.execute(queries.DROP_LINKS, {"person": person_id})
    values = {"hash": _hash(token), "person": person_id, "purpose": purpose, "made_by": made_by, "hours": HOURS[purpose]}
    connection.execute(queries.NEW_LINK, values)
    return token


def find_link(connection: Connection, token: str) -> Invited:
    """Whom it is for; looking does not use it. Raises DeadLink."""
    row = connection.execute(queries.LINK, {"hash": _hash(token)}).mappings().one_or_none()
    if row is None:
        raise DeadLink
    return Invited(**row)


def use_link(connection: Connection, token: str, password: str) -> UUID:
    """Sets the password; one use, whoever is first. A reset that an administrator sent also removes a lost second factor.

    Raises DeadLink, and WeakPassword, after which the link still works."""
    row = connection.execute(queries.USE_LINK, {"hash": _hash(token)}).one_or_none()
    if row is None:
        raise DeadLink
    set_password(connection, row.person_id, password)
    if row.purpose == "reset" and row.made_by is not None:
        totp.remove(connection, row.person_id)
    return row.person_id


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
