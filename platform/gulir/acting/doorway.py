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
    connection = databases().door.raw_connection()
    try:
        marks = ", ".join(["%s"] * len(arguments))
        row = connection.driver_connection.execute(f"select {function}({marks})", [_bound(a) for a in arguments], prepare=True).fetchone()  # type: ignore[union-attr]
        return None if row is None else row[0]
    finally:
        connection.close()


def rows(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """The rows that a set-returning `function` answers."""
    connection = databases().door.raw_connection()
    try:
        marks = ", ".join(["%s"] * len(arguments))
        return connection.driver_connection.execute(f"select * from {function}({marks})", [_bound(a) for a in arguments]).fetchall()  # type: ignore[union-attr, no-any-return]  # noqa: S608
    finally:
        connection.close()


def _bound(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value
