"""The commands in the documentation do what it says."""

import json

import psycopg
import pytest

from tests.docs.pages import blocks

pytestmark = [pytest.mark.product, pytest.mark.usefixtures("product")]


@pytest.mark.parametrize("block", blocks("README.md"))
def test_a_command_of_the_readme_runs(shell, block):
    said = shell(block)
    assert said
    if "--format json" in block:
        assert {"rows", "total"} <= set(json.loads(said))


def test_the_backup_of_the_operations_page_is_restored_by_its_next_lines(shell):
    backup, restore = [block for block in blocks("docs/operations.md") if "backup" in block or "restore" in block]
    assert "The keys are not in it" in shell(backup)
    said = shell(restore)
    assert "Restored gulir-" in said
    assert "History is whole" in said
    assert "kendari" in said


def test_the_roles_of_the_operations_page_serve_on_a_server_of_one_s_own(shell, place, bare_server):
    (roles,) = blocks("docs/operations.md", "sql")
    with psycopg.connect(bare_server, autocommit=True) as connection:
        for statement in roles.split(";\n"):
            if statement.strip():
                connection.execute(statement)
    addresses = {
        name: bare_server.replace("postgres@/postgres", f"{role}@/gulir")
        for name, role in {
            "DATABASE_URL": "gulir_app",
            "DATABASE_OWNER_URL": "gulir_owner",
            "DATABASE_SIGNIN_URL": "gulir_signin",
            "DATABASE_RELAY_URL": "gulir_relay",
            "DATABASE_BACKUP_URL": "gulir_backup",
        }.items()
    }
    addresses["GULIR_INSTANCE"] = str(place / "own")
    assert "surabaya is open" in shell("bin/flask migrate && bin/flask tenant open surabaya", **addresses)
    assert ".dump" in shell('bin/flask backup "$BACKUPS/own"', **addresses)
