"""The six roles: made as often as wanted, each with what it needs and no more."""

import os
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from gulir.services.roles import ensure_roles

pytestmark = pytest.mark.skipif("GULIR_TEST_SUPERUSER_URL" not in os.environ, reason="bin/test gives a database")


@pytest.fixture
def database():
    superuser, name = os.environ["GULIR_TEST_SUPERUSER_URL"], f"roles_{uuid4().hex[:8]}"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: ensure_roles(superuser, name), range(4)))
    yield superuser.replace("/postgres?", f"/{name}?").replace("postgres@", "{role}@"), superuser
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"drop database {name}")


def test_the_serving_role_may_neither_create_nor_keep_temporary_tables(database):
    url, _ = database
    with psycopg.connect(url.format(role="gulir_app"), autocommit=True) as connection:
        for statement in ("create table t (x int)", "create temp table t (x int)", "create schema s", "set role gulir_owner", "set role gulir_door"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_owner_may_lay_tables_and_become_the_door(database):
    url, _ = database
    with psycopg.connect(url.format(role="gulir_owner")) as connection:
        connection.execute("create table t (x int)")
        connection.execute("set role gulir_door")


def test_only_the_backup_sees_past_the_wall_and_nobody_is_superuser(database):
    _, superuser = database
    with psycopg.connect(superuser) as connection:
        found = connection.execute("select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'gulir%' order by 1").fetchall()
    assert [name for name, is_super, bypasses, _ in found if is_super or bypasses] == ["gulir_backup"]
    assert [name for name, *_, logs_in in found if not logs_in] == ["gulir_door"]
