"""Raw SQL as the application's role, with a valid key of one city, with none, and with forged settings: nothing of another city, nothing past the door."""

import json
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, text

from tests.services import TestDatabase
from tests.wall.ground import Ground, another_row, columns_of, tenant_tables

HIDDEN = ("registry", "session", "person", "membership", "attempt", "link", "feed", "console", "word", "numbering")
LANED = ("cases", "turn", "event", "document", "mark", "item", "signature", "notice", "outbox")


class Intruder:
    """Whoever can run any statement as the application's role."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        self.did: Counter[str] = Counter()

    def tries(self, statement: str, key: str = "", values: dict[str, object] | None = None, door: str = "") -> int | str:
        """The rows that a statement reached, or the error's code; undone."""
        with self.connection.transaction(force_rollback=True):
            self.connection.execute("select set_config('gulir.key', %s, true), set_config('gulir.door', %s, true)", [key, door])
            try:
                with self.connection.transaction():
                    done = self.connection.execute(sql.SQL(statement), values)  # type: ignore[arg-type]
                    found: int | str = int(done.fetchone()[0]) if done.description else done.rowcount  # type: ignore[index]
            except psycopg.Error as problem:
                found = problem.sqlstate or "?"
        self.did["refused" if isinstance(found, str) else "answered"] += 1
        return found


@pytest.fixture
def intruder(database: TestDatabase) -> Iterator[Intruder]:
    """As gulir_app."""
    with psycopg.connect(database.url("gulir_app")) as connection:
        yield Intruder(connection)


def updatable(superuser: Engine, table: str) -> list[str]:
    """The columns that the application may change."""
    with superuser.connect() as connection:
        asked = "select column_name from information_schema.column_privileges where grantee = 'gulir_app' and privilege_type = 'UPDATE' and table_name = :table"
        return list(connection.execute(text(asked), {"table": table}).scalars())


def snapshot(superuser: Engine, tenant: int) -> dict[str, str]:
    """A hash of every row of a city, by table."""
    with superuser.connect() as connection:
        asked = "select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from {} x where tenant_id = :t"
        return {table: connection.execute(text(asked.format(table)), {"t": tenant}).scalar_one() for table in tenant_tables(superuser)}


def statements(superuser: Engine, table: str, ours: int, theirs: int) -> tuple[dict[str, str], dict[str, object]]:
    """What an intruder tries on one table, and the row that they would add."""
    with superuser.connect() as connection:
        columns, row = columns_of(connection, table), json.dumps(another_row(connection, table, theirs), default=str)
    names = ", ".join(f'"{name}"' for name in columns)
    found = {
        "read": f"select count(*) from {table} where tenant_id = {theirs}",
        "remove": f"delete from {table} where tenant_id = {theirs}",
        "update": f"update {table} set tenant_id = {ours} where tenant_id = {theirs}",
        "add": f"insert into {table} ({names}) select {names} from jsonb_populate_record(null::{table}, %(row)s)",
    }
    return found | {f"update {one}": f"update {table} set {one} = {one} where tenant_id = {theirs}" for one in updatable(superuser, table)}, {"row": row}


def test_nothing_of_another_city_is_read_changed_added_or_removed(intruder: Intruder, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    ours, theirs = cities
    before, tables, holes = snapshot(superuser, theirs.id), tenant_tables(superuser), []
    keys = {"ours": ours.key, "the clock of ours": ours.clock.key, "nobody": "", "forged": "ab" * 32}
    for table in tables:
        tried, row = statements(superuser, table, ours.id, theirs.id)
        for who, key in keys.items():
            for what, statement in tried.items():
                found = intruder.tries(statement, key, row if what == "add" else None, door=str(theirs.id))
                if found not in (("42501",) if what == "add" else (0, "42501")):
                    holes.append(f"{who}: {what} {table}: {found}")
    assert holes == []
    assert intruder.did.total() > len(tables) * len(keys) * 3
    assert intruder.did["answered"] > 50
    assert snapshot(superuser, theirs.id) == before


def test_with_nobody_acting_there_is_nothing_at_all(intruder: Intruder, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    tables = tenant_tables(superuser)
    for key in ("", "00" * 32, "ab" * 32):
        assert {intruder.tries(f"select count(*) from {table}", key, door=str(cities[0].id)) for table in tables} <= {0, "42501"}
    assert intruder.tries("select count(*) from cases", "not hex") in ("22023", 0)
    assert intruder.did.total() == 3 * len(tables) + 1


@pytest.mark.parametrize("table", HIDDEN)
def test_what_is_not_the_applications_is_not_even_read(intruder: Intruder, cities: tuple[Ground, Ground], table: str) -> None:
    for statement in ("select count(*) from {}", "delete from {}", "insert into {} default values", "truncate {}", "lock table {} in exclusive mode"):
        assert intruder.tries(statement.format(table), cities[0].key) == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "set row_security = off; select count(*) from cases", "set role gulir_owner", "set role gulir_door", "set role postgres",
        "set session authorization postgres",
        "alter table cases disable row level security", "alter table cases no force row level security", "drop policy read_cases on cases",
        "create policy mine on cases for select using (true)", "alter function tenants() owner to gulir_app", "grant gulir_door to gulir_app",
        "create function public.tenants2() returns int language sql as 'select 1'",
        "create or replace function tenants() returns int[] language sql as 'select array[1]'",
        "create temporary table cases (like cases)", "create table canary ()", "create view canary as select * from cases", "create schema canary",
        "copy cases to program 'true'", "select count(*) from pg_read_file('PG_VERSION')",
        "set session_replication_role = replica", "create trigger t before insert on batch for each row execute function never()",
        "drop trigger append_only on event",
        "select append_event(null, null, null, null, null, null)", "select bump_group(1, null)", "select set_turns(null, null)", "select next_number(1, 'X')",
        "select event_line(1, null, 1, null, null, 1, null, null, null, null, 1, null, null, null, null, null)", "select mint_job(1, 10)",
        "select apply_effects(null, null, null, null)", "select move(null, null, null, null)", "select heads_until(1, now())",
        "select lo_import('/etc/passwd')", "truncate event", "alter sequence tenant_id_seq restart",
    ],
)  # fmt: skip
def test_the_role_cannot_become_more_than_it_is(intruder: Intruder, cities: tuple[Ground, Ground], statement: str) -> None:
    connection, refused = intruder.connection, 0
    connection.execute("select set_config('gulir.key', %s, true)", [cities[0].key])
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFunction)):
        connection.execute(statement)  # type: ignore[call-overload]
    refused += 1
    connection.rollback()
    assert refused == 1


def test_a_case_changes_through_the_door_alone(intruder: Intruder, cities: tuple[Ground, Ground]) -> None:
    ours = cities[0]
    for statement in (
        "update cases set state = 'disbursed'", "update cases set version = version + 1", "update cases set title = 'x'", "update cases set amount = 1",
        "update cases set lane = 0", "update cases set facts = 0", "update cases set assignee = null", "delete from cases",
        "update event set body = '{}'", "update event set at = now()", "delete from event", "update signature set voided_seq = null", "delete from signature",
        "update document set correct = true", "update mark set cured_at = now()", "delete from mark", "update turn set role = 'treasurer'", "delete from turn",
        "delete from answered", "update anchor set digest = 'x'", "delete from anchor",
        "insert into access (tenant_id, case_id, person_id) select tenant_id, id, me() from cases",
        "update outbox set topic = 'x'", "delete from outbox", "update seat set role = 'treasurer'", "insert into seat select * from seat",
        "insert into event (tenant_id, case_id, seq) select tenant_id, case_id, seq + 99 from event", "insert into answered select * from answered",
        "select count(*) from cases for update",
        "merge into cases c using (select 1) x on true when matched then update set state = 'decreed'",
    ):  # fmt: skip
        assert intruder.tries(statement, ours.key) == "42501" or "for update" in statement, statement
    for key in (ours.key, ours.clock.key):
        new = "insert into cases (tenant_id, number, workflow, wv, state, title) values (%(t)s, 'XXX-1', 'kube', 1, %(state)s, 'Setengah')"
        for state in ("saving", "disbursed", "nowhere"):
            assert intruder.tries(new, key, {"t": ours.id, "state": state}) == "42501"


def test_the_government_sees_nothing_of_the_secret_lanes(intruder: Intruder, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    ours = cities[0]
    with superuser.connect() as connection:
        for table in LANED:
            assert (
                connection.execute(text(f"select count(*) from {table} where tenant_id = :t and lane > 0"), {"t": ours.id}).scalar_one() > 0
                or table == "signature"
            )
        secret = connection.execute(text("select array_agg(id::text) from cases where tenant_id = :t and lane > 0"), {"t": ours.id}).scalar_one()
    for table in LANED:
        assert intruder.tries(f"select count(*) from {table} where lane > 0", ours.dinsos.key) == 0, table
    for table, column in (("access", "case_id"), ("answered", "case_id"), ("cases", "id"), ("event", "case_id")):
        assert intruder.tries(f"select count(*) from {table} where {column}::text = any(%(ids)s)", ours.dinsos.key, {"ids": secret}) == 0, table
    # a count of every case, traces of work on any of them, and what a case of advocacy works on
    for source in ("anchor", "effect", "plea", "tie", "check_anchors(%(k)s, %(t)s)"):
        asked = f"select count(*) from {source}"
        assert intruder.tries(asked, ours.dinsos.key, {"k": ours.dinsos.key, "t": ours.id}) == 0, source
        assert intruder.tries(asked, ours.clock.key, {"k": ours.clock.key, "t": ours.id}) > 0, source  # type: ignore[operator]
    assert intruder.tries("select count(*) from find(%(k)s, 'canary', 10)", ours.dinsos.key, {"k": ours.dinsos.key}) == 0
    assert intruder.tries("select count(*) from find(%(k)s, 'canary', 10)", ours.key, {"k": ours.key}) == 2
    lines = "select count(*) from witness_lines(%(k)s, %(t)s) where case_id::text = any(%(ids)s)"
    assert intruder.tries(lines, ours.dinsos.key, {"k": ours.dinsos.key, "t": ours.id, "ids": secret}) == 0
    assert intruder.tries(lines, ours.clock.key, {"k": ours.clock.key, "t": ours.id, "ids": secret}) > 0  # type: ignore[operator]
    for counted in ("anchor", "effect"):  # which count what lies in every lane
        assert intruder.tries(f"select count(*) from {counted}", ours.clock.key) > 0, counted  # type: ignore[operator]
        assert [intruder.tries(f"select count(*) from {counted}", key) for key in (ours.dinsos.key, ours.key, ours.admin.key)] == [0, 0, 0], counted
    assert intruder.tries("select count(*) from cases where lane = 1", ours.key) == 1
    assert intruder.tries("select count(*) from cases where lane = 2", ours.key) == 1


def test_who_asks_for_a_message_again_puts_it_into_nobody_elses_letter(intruder: Intruder, cities: tuple[Ground, Ground]) -> None:
    again = "update delivery set state = 'waiting', bundle = {} where channel = 'webhook'"
    assert intruder.tries(again.format("gen_random_uuid()"), cities[0].key) == "42501"
    assert intruder.tries(again.format("null"), cities[0].key) == 1


def test_muting_does_not_tell_whether_a_case_is_there(intruder: Intruder, superuser: Engine, cities: tuple[Ground, Ground]) -> None:
    ours = cities[0]
    with superuser.connect() as connection:
        rows = connection.execute(text("select lane, id::text from cases where tenant_id = :t and lane > 0"), {"t": ours.id}).all()
    muting = f"insert into mute (tenant_id, lane, case_id, person_id) values ({ours.id}, %(lane)s, %(case)s, me())"
    for lane, case in (*rows, (1, "00000000-0000-4000-8000-000000000000"), (0, ours.case.id)):
        assert intruder.tries(muting, ours.dinsos.key, {"lane": lane, "case": case}) == (1 if lane == 0 else "42501")


@pytest.mark.parametrize(
    "call",
    [
        "look(%(k)s, %(t)s, %(c)s)", "verify_city(%(k)s, %(t)s)", "witness_lines(%(k)s, %(t)s)", "check_anchors(%(k)s, %(t)s)",
        "history_traces(%(k)s, %(t)s)",
        "drop_anchor(%(k)s, %(t)s, '2014-05-12')", "anchor_mailed(%(k)s, %(t)s, '2014-05-12')",
        "claim(%(k)s, %(t)s, array['\\x01'::bytea], array[%(c)s::uuid])",
        "release_claim(%(k)s, %(t)s, %(c)s)", "addresses(%(k)s, %(t)s, array[%(c)s::uuid])", "audience(%(k)s, %(t)s, %(c)s, array['organiser'], '{}', %(c)s)",
        "look_new(%(k)s, %(t)s, null, null, null)", "earlier(%(k)s, %(t)s, %(c)s, '{}')",
    ],
)  # fmt: skip
def test_a_function_answers_nothing_about_another_city(intruder: Intruder, cities: tuple[Ground, Ground], call: str) -> None:
    ours, theirs = cities
    for key in (ours.key, ours.clock.key, "ab" * 32):
        values = {"k": key, "t": theirs.id, "c": theirs.case.id}
        found = intruder.tries(f"select count(*) from {call} x where coalesce(to_jsonb(x)->'case', to_jsonb(x))::text ~ '[0-9a-f]{{8}}'", key, values)
        assert found in (0, "42501"), found
