"""What the catalogue says of every table, policy, key, function and role; a new table has to fit or stand on a list that was looked through."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from gulir import tables as classes
from gulir.acting.store import Base

# Without a city: the whole country's, or nobody's business but sign-in's. Grants on these are the wall.
GLOBAL = {
    "alembic_version": set(), "attempt": set(), "console": set(), "delegation": set(), "feed": set(), "link": set(), "membership": set(),
    "organisation": {"SELECT"},
    "person": set(), "preference": set(), "reach": set(), "registry": set(),
    "rulebook": {"SELECT"}, "session": set(), "tenant": {"SELECT"}, "wf_current": {"SELECT"}, "wf_state": {"SELECT"}, "wf_step": {"SELECT"},
    "wf_version": {"SELECT"},
}  # fmt: skip
ROLES = ("gulir_owner", "gulir_door", "gulir_app", "gulir_signin", "gulir_relay", "gulir_backup")
DOOR_FUNCTIONS_OF_APP = {
    "acting_session", "tenants", "writes", "lanes", "civil", "me", "my_org", "whole", "my_kampungs", "my_groups", "in_own_name", "whoami",
    "look", "look_new", "take", "sign",
    "earlier", "open_case", "find", "claim", "release_claim", "verify_city", "witness_lines", "drop_anchor", "check_anchors", "anchor_mailed", "audience",
    "plead", "plea_known", "plea_of",
    "look_many", "issue_letter", "letter_printed", "letter_told", "code_channels",
    "addresses", "may_hear", "history_traces", "muted", "outdated_plans", "arrive", "score", "candidates",
    "my_reach", "ask_task", "task_step", "task_ends", "task_file", "change_task", "expire_tasks",
    "version_for_new", "migrating", "migrate",
}  # fmt: skip
OURS = "n.nspname = 'public'"


@pytest.fixture
def catalogue(superuser: Engine) -> Iterator[Connection]:
    """The superuser's, who may read all of it."""
    with superuser.connect() as connection:
        yield connection


def names(connection: Connection, statement: str) -> list[str]:
    """The first column, sorted."""
    return sorted(str(one) for one in connection.execute(text(statement)).scalars())


TENANT = f"""select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, (select array_agg(a.attname order by k.ord) from pg_constraint p,
    unnest(p.conkey) with ordinality k(n, ord) join pg_attribute a on a.attnum = k.n where p.conrelid = c.oid and p.contype = 'p' and a.attrelid = c.oid) as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OURS} and c.relkind in ('r', 'p') and c.relname <> all(:global) order by 2"""


def test_every_table_is_of_a_city_or_was_looked_through(catalogue: Connection) -> None:
    every = names(catalogue, f"select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OURS} and c.relkind in ('r', 'p')")
    assert set(every) >= set(GLOBAL)
    rows = catalogue.execute(text(TENANT), {"global": list(GLOBAL)}).all()
    assert len(rows) >= 24
    for row in rows:
        assert row.key[0] == "tenant_id", row.relname
        assert row.relrowsecurity, row.relname
        assert row.relforcerowsecurity, row.relname


def test_there_are_no_views_and_no_other_schemas(catalogue: Connection) -> None:
    assert (
        names(catalogue, f"select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where {OURS} and c.relkind in ('v', 'm', 'f')") == []
    )
    assert names(catalogue, "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'") == ["public"]


def test_every_key_and_every_index_of_a_city_begins_with_the_city(catalogue: Connection) -> None:
    unique = """select c.relname || '.' || i.relname from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and x.indisunique and c.relname <> all(:global)
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = x.indkey[0])"""
    assert list(catalogue.execute(text(unique), {"global": list(GLOBAL)}).scalars()) == []
    leading = """select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'
      and c.relname <> all(:global)
      and not exists (select from pg_index x join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
        and a.attname = 'tenant_id' where x.indrelid = c.oid)"""
    assert list(catalogue.execute(text(leading), {"global": list(GLOBAL)}).scalars()) == []


def test_every_reference_to_a_city_table_carries_the_city(catalogue: Connection) -> None:
    keys = """select c.relname || '.' || f.conname from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
      where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and t.relname <> all(:global)
      and not exists (select from unnest(f.conkey, f.confkey) k(here, there) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.here
        and a.attname = 'tenant_id'
        join pg_attribute b on b.attrelid = t.oid and b.attnum = k.there and b.attname = 'tenant_id')"""
    assert list(catalogue.execute(text(keys), {"global": list(GLOBAL)}).scalars()) == []
    laned = """select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'lane'
      join pg_attribute k on k.attrelid = c.oid and k.attname = 'case_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
        and f.confrelid = 'cases'::regclass and a.attnum = any(f.conkey) and f.confupdtype = 'c')"""
    assert names(catalogue, laned) == []


def test_the_application_has_a_policy_for_each_command_that_it_is_granted_and_no_other(catalogue: Connection) -> None:
    policies = catalogue.execute(text("select tablename, cmd from pg_policies where roles = '{gulir_app}'")).all()
    granted = catalogue.execute(
        text("select table_name, privilege_type from information_schema.column_privileges where grantee = 'gulir_app' and table_name <> all(:global) union"
             " select table_name, privilege_type from information_schema.table_privileges where grantee = 'gulir_app' and table_name <> all(:global)"),
        {"global": list(GLOBAL)},
    ).all()  # fmt: skip
    assert {(table, kind) for table, kind in granted} == {(table, one) for table, one in policies}, "a policy speaks of one command, never of ALL"
    assert [one for one in granted if one[1] not in ("SELECT", "INSERT", "UPDATE", "DELETE")] == []


def test_nothing_that_moves_a_case_is_granted_to_the_application(catalogue: Connection) -> None:
    written = names(
        catalogue,
        "select table_name from information_schema.column_privileges where grantee = 'gulir_app' and privilege_type in ('INSERT', 'UPDATE')"
        " union select table_name from information_schema.table_privileges where grantee = 'gulir_app' and privilege_type in ('DELETE', 'TRUNCATE')",
    )
    assert set(written) & {"cases", "turn", "event", "document", "mark", "signature", "answered", "access", "numbering", "anchor", "seat", "word"} == set()
    keys = "select table_name from information_schema.column_privileges where grantee = 'gulir_app'"
    keys += " and privilege_type = 'UPDATE' and column_name in ('tenant_id', 'id')"
    assert names(catalogue, keys) == []


@pytest.mark.parametrize("table", GLOBAL)
def test_what_has_no_city_is_granted_as_listed(catalogue: Connection, table: str) -> None:
    found = catalogue.execute(
        text("select privilege_type from information_schema.column_privileges where grantee in ('gulir_app', 'PUBLIC') and table_name = :table"),
        {"table": table},
    ).scalars()
    assert set(found) == GLOBAL[table]


def test_functions_belong_to_roles_without_tables_and_look_nowhere_else(catalogue: Connection) -> None:
    owners = names(catalogue, "select distinct pg_get_userbyid(proowner) from pg_proc where pronamespace = 'public'::regnamespace")
    assert owners == ["gulir_door", "gulir_signin"]
    assert names(catalogue, "select relname from pg_class where pg_get_userbyid(relowner) in ('gulir_door', 'gulir_signin', 'gulir_app', 'gulir_relay')") == []
    loose = """select proname from pg_proc where pronamespace = 'public'::regnamespace and prosqlbody is null
      and coalesce(array_to_string(proconfig, ','), '') not like '%search_path=pg_catalog, pg_temp%'"""
    assert names(catalogue, loose) == []
    public = "select proname from pg_proc where pronamespace = 'public'::regnamespace"
    public += " and (proacl is null or exists (select from aclexplode(proacl) x where x.grantee = 0))"
    assert names(catalogue, public) == []
    called = "select proname from pg_proc where pronamespace = 'public'::regnamespace and has_function_privilege('gulir_app', oid, 'execute')"
    assert set(names(catalogue, called)) == DOOR_FUNCTIONS_OF_APP


def test_roles_have_no_power_of_their_own(catalogue: Connection) -> None:
    rows = catalogue.execute(text("select * from pg_roles where rolname = any(:roles)"), {"roles": list(ROLES)}).all()
    assert len(rows) == len(ROLES)
    for row in rows:
        assert not (row.rolsuper or row.rolcreaterole or row.rolcreatedb or row.rolreplication), row.rolname
        assert row.rolbypassrls is (row.rolname == "gulir_backup"), row.rolname
    assert next(row for row in rows if row.rolname == "gulir_door").rolcanlogin is False
    members = "select m.rolname || ' in ' || r.rolname from pg_auth_members a join pg_roles m on m.oid = a.member"
    members += " join pg_roles r on r.oid = a.roleid where m.rolname like 'gulir%'"
    assert names(catalogue, members) == ["gulir_owner in gulir_door", "gulir_owner in gulir_signin"]
    writing = "select table_name from information_schema.column_privileges where grantee = 'gulir_backup' and privilege_type <> 'SELECT'"
    assert names(catalogue, writing) == []


def test_nobody_makes_temporary_tables_or_anything_in_the_schema(catalogue: Connection) -> None:
    for role in ("gulir_app", "gulir_signin", "gulir_relay", "gulir_door", "gulir_backup"):
        temporary, create = catalogue.execute(
            text("select has_database_privilege(:role, current_database(), 'TEMP'), has_schema_privilege(:role, 'public', 'CREATE')"), {"role": role}
        ).one()
        assert not temporary, role
        assert not create, role


def test_classes_and_tables_say_the_same(catalogue: Connection) -> None:
    assert classes.__all__
    found = catalogue.execute(
        text("select table_name, column_name, is_nullable = 'YES' as nullable from information_schema.columns where table_schema = 'public'")
    ).all()
    columns: dict[str, dict[str, bool]] = {}
    for row in found:
        columns.setdefault(row.table_name, {})[row.column_name] = row.nullable
    assert len(Base.metadata.tables) >= 20
    for name, table in Base.metadata.tables.items():
        missing = set(columns[name]) - set(table.columns.keys())
        assert name in ("person",) or not missing, f"{name} lacks {missing}"  # what sign-in alone reads has no place in a class
        for column in table.columns:
            assert column.name in columns[name], f"{name}.{column.name} is not in the database"
            assert bool(column.nullable) == columns[name][column.name] or column.computed is not None, f"{name}.{column.name}"
