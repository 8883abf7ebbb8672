"""Who acts in a request: the cookie's token, its key, and what the database says of it."""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request

from gulir.acting.doorway import call, databases
from gulir.acting.who import Acting, begin, from_answer, key_of

IDLE = timedelta(minutes=30)
TOUCH_AFTER = timedelta(minutes=2)


def cookie_name() -> str:
    """The name of the sign-in cookie; over HTTPS it is bound to this host."""
    return "__Host-gulir" if current_app.config["GULIR_HTTPS"] else "gulir"


def key_of_request() -> str | None:
    """The key that this request's cookie brings, whether or not it is known."""
    token = request.cookies.get(cookie_name())
    return key_of(token) if token and len(token) <= 64 else None


def load_acting() -> Acting | None:
    """The one whose key this request brings, or None; from here on they act."""
    key = key_of_request()
    return accepted(key, call("whoami", key)) if key else None


def accepted(key: str, answer: dict[str, Any] | None) -> Acting | None:
    """The one that the database's whoami() names; from here on they act. A session that is idle or still choosing is nobody's."""
    if answer is None or answer["purpose"] == "choosing":
        return None
    idle = datetime.fromisoformat(answer["now"]) - datetime.fromisoformat(answer["seen"])
    if idle > IDLE and answer["purpose"] == "web":
        return None
    if idle > TOUCH_AFTER:
        touch(key)
    who = from_answer(key, answer)
    begin(who)
    return who


def touch(key: str) -> None:
    """Notes that the session is in use (at most every two minutes)."""
    from gulir.acting.who import stored_hash

    signin = databases().signin
    if signin is not None:
        with signin.begin() as connection:
            connection.exec_driver_sql("update session set seen_at = now() where hash = %s", (stored_hash(key),))
