"""The stage on which cases are walked."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from tests.door.straight import Straight
from tests.people import Cast, City
from tests.services import TestDatabase
from tests.walk.ground import Stage


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people."""
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def door(database: TestDatabase) -> Iterator[Straight]:
    """As the application's role, one call a transaction."""
    with psycopg.connect(database.url("gulir_app"), autocommit=True) as connection:
        yield Straight(connection)
