"""Single calls of the database's own functions: one round trip each, the key as argument, never inside the ORM's transaction."""

from typing import Any

from flask import current_app
from psycopg.types.json import Jsonb

from gulir.acting.databases import Databases


def databases() -> Databases:
    """The engines of this application."""
    return current_app.extensions["gulir.databases"]  # type: ignore[no-any-return]


def call(function: str, *arguments: Any) -> Any:
    """The single value that `function` answers. Names of functions come from code, never from a request."""
    found = _ask("select", function, arguments)
    return found[0][0] if found else None


def rows(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """The rows that a set-returning `function` answers."""
    return _ask("select * from", function, arguments)


def _ask(how: str, function: str, arguments: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    connection = databases().door.raw_connection()
    driver: Any = connection.driver_connection
    try:
        marks = ", ".join(["%s"] * len(arguments))
        return driver.execute(f"{how} {function}({marks})", [_bound(one) for one in arguments], prepare=True).fetchall()  # type: ignore[no-any-return]
    finally:
        if driver.closed:
            connection.invalidate()  # the pool, which has nothing to roll back here, would not notice
        connection.close()


def _bound(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value
