"""The sign-in role's transaction: the only one that may write tenants, organisations, people and their roles."""

from contextlib import AbstractContextManager

from sqlalchemy import Connection

from gulir.acting.doorway import databases


def as_signin() -> AbstractContextManager[Connection]:
    """A transaction that is kept when the block ends well."""
    engine = databases().signin
    if engine is None:
        raise RuntimeError("DATABASE_SIGNIN_URL is not set: this process may not write cities and people")
    return engine.begin()
