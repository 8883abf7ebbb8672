"""An advocacy case and its track, with everything that hangs on them: with a government key not one row is there, in any table, by raw SQL or by function."""

from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, text

from gulir.acting import Acting
from gulir.acting.databases import Databases
from tests.people import Cast, City, add_person
from tests.services import TestDatabase
from tests.walk.advocates import Office
from tests.walk.ground import Case, Stage

TABLES = text("""select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = 'public' and c.column_name = 'case_id' and t.table_type = 'BASE TABLE' order by 1""")
HELD = ("access", "event", "item", "document", "turn", "outbox", "notice", "answered", "mute")
GOVERNMENT = ("dinsos_officer", "province_officer", "ministry_officer", "auditor")


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people."""
    return Stage(superuser, city(), cast, acting_as)


LEFT = (  # by somebody who was on the team, and went over to a government
    "insert into access (tenant_id, case_id, person_id) values (:t, :case, :who)",
    "insert into notice (tenant_id, lane, case_id, seq, person_id, topic) select :t, lane, id, 1, :who, 'turn' from cases where id = :case",
    "insert into mute (tenant_id, lane, case_id, person_id) select :t, lane, id, :who from cases where id = :case",
    "insert into answered (tenant_id, person_id, key, body_hash, case_id, answer) values (:t, :who, gen_random_uuid(), '', :case, '{}')",
    "insert into draft (tenant_id, person_id, place, typed) values (:t, :who, 'case:' || cast(:case as text) || ':note:', '{}')",
)


def hung(superuser: Engine, cases: list[str], stage: Stage, both: UUID) -> list[str]:
    """The tables that hold something of these cases, from behind the wall; each reader is told of them, and on their team by a slip."""
    with superuser.begin() as connection:
        for who in (*(stage.person(name).id for name in GOVERNMENT), both):
            for case in cases:
                for statement in LEFT:
                    connection.execute(text(statement), {"t": stage.city.id, "case": case, "who": who})
        tables = list(connection.execute(TABLES).scalars())
        return [table for table in tables if connection.execute(text(f"select count(*) from {table} where case_id = any(:cases)"), {"cases": cases}).scalar()]


def seen(connection: psycopg.Connection, key: str, stage: Stage, cases: list[Case], tables: list[str]) -> dict[str, int]:
    """What a key finds: rows by table, and what the functions say."""
    ids, found = [case.id for case in cases], {}
    with connection.transaction():
        connection.execute("select set_config('gulir.key', %s, true)", [key])
        for table in (*tables, "cases"):
            column = "id" if table == "cases" else "case_id"
            row = connection.execute(f"select count(*) from {table} where {column} = any(%s::uuid[])", [ids]).fetchone()
            found[table] = row[0] if row else 0
        row = connection.execute("select count(*) from draft where substr(place, 6, 36) = any(%s)", [ids]).fetchone()
        found["draft"] = row[0] if row else 0
        for case in cases:
            for place, number in ((case.id, None), (None, case.number)):
                row = connection.execute("select look(%s, %s, %s, %s)->'case' #>> '{}'", [key, stage.city.id, place, number]).fetchone()
                found["look"] = found.get("look", 0) + (row is not None and row[0] is not None)
        row = connection.execute("select count(*) from find(%s, 'penggusuran', 50) f where f.ref = any(%s::uuid[])", [key, ids]).fetchone()
    return found | {"find": row[0] if row else 0}


@pytest.mark.parametrize("lane", [1, 2])
def test_nobody_of_government_finds_a_row(stage: Stage, database: TestDatabase, databases: Databases, superuser: Engine, lane: int) -> None:
    office = Office(stage)
    case = office.at("waiting", lane=lane)
    cases = [case, office.track(case)]
    network, dinsos = (stage.city.organisations[kind] for kind in ("network", "dinsos_city"))
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        both = add_person(connection, "Ganda", [("organiser", network, [stage.city.id]), ("dinsos_officer", dinsos, [stage.city.id])])
    tables = hung(superuser, [one.id for one in cases], stage, both.id)
    assert set(HELD) <= set(tables)
    keys = {name: stage.who(name).key for name in GOVERNMENT} | {f"both as {role}": stage.of(both, role).key for role in ("organiser", "dinsos_officer")}
    with psycopg.connect(database.url("gulir_app")) as connection:
        for name, key in keys.items():
            assert not any(seen(connection, key, stage, cases, tables).values()), name
        found = seen(connection, stage.who("advocate").key, stage, cases, tables)
        assert {name for name, n in found.items() if n} >= {"cases", "event", "item", "document", "turn", "access", "look", "find"}
        others = seen(connection, stage.who("organiser2").key, stage, cases, tables)
        assert any(others.values()) is (lane == 1)


def test_search_ends_where_ones_own_kampungs_end(stage: Stage, database: TestDatabase, databases: Databases) -> None:
    case, words = Office(stage).log(title="Katakenari digusur"), "select ref::text from find(%s, %s, 9)"
    with databases.signin.begin() as connection:  # type: ignore[union-attr]
        near, far = (add_person(connection, "Dekat", [("organiser", stage.city.organisations["network"], [stage.city.id])]) for _ in range(2))
        for person, kampung in zip((near, far), stage.city.kampungs, strict=True):
            reach = {"kampung": kampung, "person": person.id}
            connection.execute(text("update membership set kampungs = array[cast(:kampung as uuid)] where person_id = :person"), reach)
    with psycopg.connect(database.url("gulir_app")) as connection:
        found = {one.id: connection.execute(words, [stage.of(one).key, "katakenari"]).fetchall() for one in (near, far)}
        assert found == {near.id: [(case.id,)], far.id: []}
        groups = [connection.execute(words, [stage.of(one).key, group]).fetchall() for one in (near, far) for group in ("melati", "mawar")]
        assert groups == [[(str(stage.city.groups[0]),)], [], [], [(str(stage.city.groups[1]),)]]
        kampungs = {len(connection.execute(words, [stage.of(one).key, "kampung"]).fetchall()) for one in (near, far)}
    assert kampungs == {2}
