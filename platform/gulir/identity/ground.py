"""What identity stands on inside the application: its own connection to the database, and its keys."""

from contextlib import AbstractContextManager

from flask import current_app
from sqlalchemy import Connection

from gulir.acting.doorway import databases


def begin() -> AbstractContextManager[Connection]:
    """A transaction of the sign-in role, which alone reads persons and writes sessions."""
    engine = databases().signin
    if engine is None:
        raise RuntimeError("DATABASE_SIGNIN_URL is not set: nobody can sign in here")
    return engine.begin()


def secret() -> str:
    """The key of the application's own signatures."""
    return str(current_app.secret_key)


def data_key() -> bytes:
    """The key that seals what is kept of people."""
    return current_app.extensions["gulir.settings"].data_key


def is_embedded() -> bool:
    """True where bin/serve runs its own services: the demonstration."""
    return bool(current_app.extensions["gulir.settings"].embedded)
