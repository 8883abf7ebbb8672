"""The stage on which cases are walked."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, text

from gulir.acting import Acting
from gulir.acting.databases import Databases
from tests.door.standing import Standing
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


@pytest.fixture
def standing(stage: Stage, databases: Databases, superuser: Engine) -> Standing:
    """Rights are lent on the stage, by people who are spared the second factor."""
    spared = [one.id for some in stage.city.people.values() for one in some]
    with superuser.begin() as connection:
        connection.execute(text("update person set demo = true where id = any(:people)"), {"people": spared})
    return Standing(stage, databases)
