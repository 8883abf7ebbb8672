"""The database as each role sees it: the application, its door, sign-in and relay. Nothing else opens a connection."""

import os
import weakref
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, create_engine

from gulir.acting.lines import Lines
from gulir.acting.refusal import UnfitRole, refuse_unfit_role

TIMEOUTS = "-c statement_timeout=15000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
SOON = " -c synchronous_commit=off"  # what the relay writes (claims, starts, keys of minutes) may be lost with a crash: it is then done again
_engines: "weakref.WeakSet[Engine]" = weakref.WeakSet()


@dataclass(frozen=True)
class Databases:
    """One engine a role. `door` and `relay` make single calls and therefore run without transactions of their own."""

    app: Engine
    door: Engine
    signin: Engine | None
    relay: Engine | None
    size: int = 5

    @cached_property
    def lines(self) -> Lines:
        """The door's, for single calls."""
        return Lines(self.door, self.size)

    def close(self) -> None:
        """Closes every pool."""
        self.lines.close()
        for engine in (self.app, self.door, self.signin, self.relay):
            if engine is not None:
                engine.dispose()


def driver_url(url: str) -> str:
    """The url with the driver named, whatever short form was given."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise ValueError(f"a database address begins with postgresql://, not {scheme}://")
    return f"postgresql+psycopg://{rest}"


def make_engine(url: str, *, autocommit: bool = False, size: int = 5, more: str = "") -> Engine:
    """An engine with the house's time-outs: 15 s a statement, 3 s for a lock, 30 s idle in a transaction."""
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None} if autocommit else {}  # nothing to roll back
    engine = create_engine(
        driver_url(url),
        pool_pre_ping=not autocommit,
        pool_size=size,
        max_overflow=size,
        pool_timeout=10,
        connect_args={"options": TIMEOUTS + more, "connect_timeout": 5},
        **options,
    )
    _engines.add(engine)
    return engine


def open_databases(app_url: str, signin_url: str | None, relay_url: str | None, *, size: int = 5) -> Databases:
    """Opens them and refuses a role that the wall would not hold: a superuser, one that bypasses policies, an owner, or a member of one."""
    databases = Databases(
        app=make_engine(app_url, size=size),
        door=make_engine(app_url, autocommit=True, size=size),
        signin=make_engine(signin_url, size=2) if signin_url else None,
        relay=make_engine(relay_url, autocommit=True, size=2, more=SOON) if relay_url else None,
        size=size,
    )
    try:
        refuse_unfit_role(databases.app)
        for engine, setting, fit in ((databases.signin, "DATABASE_SIGNIN_URL", "gulir_signin"), (databases.relay, "DATABASE_RELAY_URL", "gulir_relay")):
            if engine is not None:
                refuse_unfit_role(engine, setting, fit)
    except UnfitRole:
        databases.close()
        raise
    return databases


def _forget_parents_connections() -> None:
    """A child process must not speak on its parent's connections; they stay open for the parent."""
    for engine in list(_engines):
        engine.dispose(close=False)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_parents_connections)
