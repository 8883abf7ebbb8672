"""Every function that the application may call, found in the catalogue, with another city's ids, and with nothing where something belongs: it tells and
changes nothing of that city, whoever asks."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
from sqlalchemy import Engine, text

from tests.services import TestDatabase
from tests.wall.ground import Ground, tenant_tables
from tests.wall.test_raw_sql import snapshot

FUNCTIONS = text("""select p.proname, p.proargtypes::regtype[]::text[] as types from pg_proc p where p.pronamespace = 'public'::regnamespace
  and has_function_privilege('gulir_app', p.oid, 'execute') and p.pronargs > 0 order by 1""")
ID = ("id", "case_id", "number", "notice_id", "hook_id", "claim", "file_digest")


def ids_of(superuser: Engine, tenant: int) -> set[str]:
    """What only this city knows."""
    with superuser.connect() as connection:
        rows = [row for table in tenant_tables(superuser) for row in
                connection.execute(text(f"select to_jsonb(x) from {table} x where tenant_id = :t"), {"t": tenant}).scalars()]  # fmt: skip
    return {str(row[name]) for row in rows for name in ID if row.get(name) and len(str(row[name])) > 6}


def message(case: str, tenant: int) -> str:
    """As much of every function's message as names another city."""
    return json.dumps({
        "idem": case, "hash": "00", "workflow": "kube", "dest": "saving", "wv": 1, "series": "KUBE-2014", "id": case, "parent": case, "group": case, "seen": 1,
        "seq": 1, "facts": 1, "step": "note", "body": "{}", "cities": [tenant], "most": 99, "days": 1, "kind": "cases", "language": "id", "asked": {},
        "state": "done", "content": {"cases": [{"id": case}]}, "day": "2014-01-01", "holder": "x", "addressee": "x", "scores": [],
    })  # fmt: skip


def calls(types: list[str], keys: list[str | None], theirs: Ground) -> Iterator[list[Any]]:
    """By each key: everything of the other city, and that with one argument after the other left out; a text may name its city, or its case."""
    given: dict[str, Any] = {
        "integer": theirs.id, "uuid": theirs.case.id, "jsonb": message(theirs.case.id, theirs.id), "integer[]": [theirs.id], "uuid[]": [theirs.case.id],
        "bytea[]": [b"\x01"], "text[]": ["organiser"], "date": "2014-05-12", "bigint": 1, "boolean": True,
    }  # fmt: skip
    for key in keys:
        for word in (theirs.case.number, theirs.case.stage.city.slug):
            whole = [key if n == 0 and one == "text" else given.get(one, word) for n, one in enumerate(types)]
            yield whole
            yield from ([None if n == gap else one for n, one in enumerate(whole)] for gap in range(len(whole)))


def test_no_function_tells_or_changes_anything_of_another_city(database: TestDatabase, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    ours, theirs = cities
    secret, before, told, tried = ids_of(superuser, theirs.id) - ids_of(superuser, ours.id), snapshot(superuser, theirs.id), [], 0
    keys = [ours.key, ours.dinsos.key, ours.admin.key, ours.clock.key, "ab" * 32, ""]
    with superuser.connect() as connection:
        functions = connection.execute(FUNCTIONS).all()
    with psycopg.connect(database.url("gulir_app"), autocommit=True) as connection:
        for function, types in functions:
            marks = ", ".join(f"%s::{one}" for one in types)
            for arguments in calls(types, keys, theirs):
                tried += 1
                try:
                    said = str(connection.execute(f"select x::text from {function}({marks}) x", arguments).fetchall())  # type: ignore[arg-type]
                except psycopg.Error as refused:
                    said = str(refused)
                found = [one for one in secret if one in said and one not in str(arguments)]
                if found:
                    told.append(f"{function}: {found[0]} in {said[:200]}")
    assert told == []
    assert snapshot(superuser, theirs.id) == before
    assert tried > len(functions) * 20 > 800
