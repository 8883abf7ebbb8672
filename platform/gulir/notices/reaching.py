"""Where somebody is reached. A new address counts once the code that was sent there has come back; until then the one before it goes on."""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from gulir.identity.contact import normal_chat, normal_email, normal_mobile
from gulir.notices.preferences import touch
from gulir.tables import Person, Reach

NORMAL: dict[str, Callable[[str], str]] = {"mail": normal_email, "whatsapp": normal_mobile, "sms": normal_mobile, "telegram": normal_chat}
LASTS = dt.timedelta(minutes=15)
PAUSE = dt.timedelta(minutes=1)  # between two codes for one channel: each costs somebody a message
MOST_TRIES = 5


class AskedTooSoon(RuntimeError):
    """A code was sent less than a minute ago."""


class DeadCode(LookupError):
    """No code is awaited: it was used, tried too often, or is too old."""


@dataclass(frozen=True)
class Reached:
    """`wanted` waits for its code."""

    address: str | None = None
    wanted: str | None = None


def reaches_of(connection: Connection, person_id: UUID | str) -> dict[str, Reached]:
    """By channel."""
    found = connection.execute(select(Reach.channel, Reach.address, Reach.wanted).where(Reach.person_id == person_id))
    return {row.channel: Reached(row.address, row.wanted) for row in found}


def ask(connection: Connection, secret: str, person_id: UUID | str, channel: str, written: str) -> tuple[str, str]:
    """Notes a new address, and gives it in its one form with the code that is to be sent there. Raises NotAnAddress, AskedTooSoon."""
    address, code = NORMAL[channel](written), f"{secrets.randbelow(10**6):06}"
    values = {"wanted": address, "code_hash": tag(secret, person_id, channel, code), "code_until": func.now() + LASTS, "tries": 0, "asked_at": func.now()}
    put = insert(Reach).values(person_id=person_id, channel=channel, **values)
    free = Reach.asked_at.is_(None) | (Reach.asked_at < func.now() - PAUSE)
    asked = put.on_conflict_do_update(index_elements=[Reach.person_id, Reach.channel], set_=values, where=free).returning(Reach.channel)
    if connection.execute(asked).one_or_none() is None:
        raise AskedTooSoon(channel)
    return address, code


def confirm(connection: Connection, secret: str, person_id: UUID | str, channel: str, code: str) -> bool:
    """The address counts from now on; False, and one try less, for another code than was sent. Raises DeadCode."""
    mine = (Reach.person_id == person_id, Reach.channel == channel)
    tried = update(Reach).where(*mine, Reach.wanted.is_not(None), Reach.code_until > func.now(), Reach.tries < MOST_TRIES).values(tries=Reach.tries + 1)
    row = connection.execute(tried.returning(Reach.wanted, Reach.code_hash)).one_or_none()
    if row is None:
        raise DeadCode(channel)
    if not hmac.compare_digest(row.code_hash or b"", tag(secret, person_id, channel, "".join(code.split()))):
        return False
    connection.execute(update(Reach).where(*mine).values(address=row.wanted, wanted=None, code_hash=None, code_until=None))
    touch(connection, person_id)
    return True


def forget(connection: Connection, person_id: UUID | str, channel: str) -> None:
    """The channel has no address any more; by mail they are reached where they sign in. When a code was last asked for is not forgotten."""
    gone = {"address": None, "wanted": None, "code_hash": None, "code_until": None}
    connection.execute(update(Reach).where(Reach.person_id == person_id, Reach.channel == channel).values(gone))
    touch(connection, person_id)


def tag(secret: str, person_id: UUID | str, channel: str, code: str) -> bytes:
    """What is kept of a code; keyed, since there are only a million."""
    return hmac.new(secret.encode(), f"reach|{person_id}|{channel}|{code}".encode(), hashlib.sha256).digest()


def sign_in_mail(connection: Connection, person_id: UUID | str) -> str | None:
    """The e-mail address that they sign in by, which their invitation went to."""
    return connection.execute(select(Person.email).where(Person.id == person_id)).scalar_one()


def address_of(connection: Connection, person_id: UUID | str, channel: str) -> str | None:
    """Their confirmed address by a channel; by mail also the one that they sign in by."""
    confirmed = reaches_of(connection, person_id).get(channel, Reached()).address
    return confirmed or (sign_in_mail(connection, person_id) if channel == "mail" else None)
