"""Slows guessing down for each account, whether anybody has it or not: 1 s, doubling, at most 15 minutes, never for good."""

import hashlib
import hmac

from sqlalchemy import Connection

from gulir.identity import queries
from gulir.identity.contact import normal_account


class TooSoon(RuntimeError):
    """The next try is heard in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def of_account(secret: str, account: str) -> bytes:
    """What an account's tries are counted under; keyed, so that the table names nobody."""
    return _tag(secret, "sign-in|" + normal_account(account))


def of_code(secret: str, person_id: str) -> bytes:
    """What a person's tries at the second factor are counted under."""
    return _tag(secret, f"code|{person_id}")


def of_letter(secret: str, account: str) -> bytes:
    """What requests for a letter to an account are counted under."""
    return _tag(secret, "letter|" + normal_account(account))


def reserve(connection: Connection, tag: bytes) -> None:
    """Counts a try before it is known whether it is right, so that many at once count as many. Commit before judging it. Raises TooSoon."""
    if connection.execute(queries.RESERVE, {"account": tag}).scalar_one_or_none() is None:
        raise TooSoon(connection.execute(queries.WAIT, {"account": tag}).scalar() or 1)


def forget(connection: Connection, tag: bytes) -> None:
    """The try was right: the count begins anew."""
    connection.execute(queries.FORGET, {"account": tag})


def _tag(secret: str, words: str) -> bytes:
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).digest()
