"""A database of its own without any city, for tests that open and close them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from gulir.acting.databases import Databases, open_databases
from tests import services


@pytest.fixture(scope="module")
def house(database: services.TestDatabase, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on an empty database, with a context around each test file."""
    with services.cloned(database.superuser) as own:
        databases = open_databases(own.url("gulir_app"), own.url("gulir_signin"), own.url("gulir_relay"))
        app = services.application(services.settings(own, redis_url, tmp_path_factory.mktemp("house")), databases)
        with app.app_context():
            yield app
        databases.close()


@pytest.fixture
def engines(house: Flask) -> Databases:
    """Its databases."""
    return house.extensions["gulir.databases"]
