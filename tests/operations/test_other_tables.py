"""A database that an earlier build laid out differently is refused in words; one that was migrated by these files is left in peace."""

import os

import pytest
from alembic.util import CommandError
from sqlalchemy import text

from gulir.commands.migrate import upgrade
from tests import services


@pytest.fixture
def database():
    superuser = os.environ.get("GULIR_TEST_SUPERUSER_URL") or pytest.skip("GULIR_TEST_SUPERUSER_URL is not set: run bin/test, which starts PostgreSQL")
    with services.cloned(superuser) as found:
        yield found


def run(database, statement: str) -> None:
    with database.engine().begin() as connection:
        connection.execute(text(statement))


def test_the_same_files_find_nothing_to_do(database):
    upgrade(database.url("gulir_owner"))


@pytest.mark.parametrize("note", ["null", """'{"0001": "another", "0002": "another"}'"""])
def test_another_layout_is_refused_in_words(database, note):
    run(database, f"comment on table alembic_version is {note}")
    with pytest.raises(CommandError, match="an earlier build laid out this database differently"):
        upgrade(database.url("gulir_owner"))
