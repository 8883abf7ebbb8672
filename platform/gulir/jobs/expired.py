"""Clears away sessions, links and counted failures whose time is over."""

from gulir.acting.doorway import databases
from gulir.jobs import queries
from gulir.jobs.schedule import house


@house("expired")
def tidy() -> None:
    """As the sign-in role, which alone may: what is expired lets nobody in, and is kept no longer than it can matter."""
    engine = databases().signin
    if engine is None:
        return  # this installation lets another process of its own do it
    for statement in (queries.TIDY_SESSIONS, queries.TIDY_LINKS, queries.TIDY_ATTEMPTS):
        with engine.begin() as connection:
            connection.execute(statement)
