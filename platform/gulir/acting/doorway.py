"""Single calls of the database's own functions: one round trip each, the key as argument, never inside the ORM's transaction."""

import json
from typing import Any

from flask import current_app
from psycopg import DataError, OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import DiagnosticField, ExecStatus

from gulir.acting.databases import Databases

JSON = json.JSONDecoder()
READ = frozenset({23, 114, 3802})  # PostgreSQL's own numbers of int4, json and jsonb


def databases() -> Databases:
    """The engines of this application."""
    return current_app.extensions["gulir.databases"]  # type: ignore[no-any-return]


def call(function: str, *arguments: Any) -> Any:
    """The single value that `function` answers: JSON or a number read, anything else as text. Names of functions come from code, never from a request.

    Said to libpq itself: every act passes here twice, and a cursor, its adapters and its copy of the answer cost more than the act's own rules."""
    lines = databases().lines
    taken = lines.take()
    try:
        line, known = taken.driver.pgconn, taken.prepared
        name = f"{function}/{len(arguments)}".encode()
        if name not in known:
            marks = ", ".join(f"${n}" for n, _one in enumerate(arguments, 1))
            _answered(line, line.prepare(name, f"select {function}({marks})".encode()))
            known.add(name)
        return _read(_answered(line, line.exec_prepared(name, [_sent(one) for one in arguments])))
    finally:
        lines.give_back(taken)


def rows(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """The rows that a set-returning `function` answers."""
    lines = databases().lines
    taken = lines.take()
    try:
        marks = ", ".join(["%s"] * len(arguments))
        return taken.driver.execute(f"select * from {function}({marks})", arguments, prepare=True).fetchall()  # type: ignore[no-any-return]  # noqa: S608 - the name comes from code
    finally:
        lines.give_back(taken)


def _sent(value: Any) -> bytes | None:
    """An argument as text; what it is, the function says."""
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value) if isinstance(value, dict) else str(value)
    if "\0" in text:
        raise DataError("a text of the database bears no NUL")  # libpq would end the text there
    return text.encode()


def _answered(line: Any, result: Any) -> Any:
    """The result, unless it is an error. Raises the driver's own for its code."""
    if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        if result.error_field(DiagnosticField.SQLSTATE) is None:  # libpq's own: the server is gone, which libpq notes on the line only at its next use
            line.finish()
            raise OperationalError("the database ended the connection")
        raise error_from_result(result)
    return result


def _read(result: Any) -> Any:
    value: bytes | None = result.get_value(0, 0)
    if not value:
        return None
    text = value.decode()
    return JSON.raw_decode(text.lstrip())[0] if result.ftype(0) in READ else text
