"""Two cities that know nothing of each other."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from gulir.acting.databases import Databases
from gulir.acting.keys import acting_of, key_for_membership
from tests.people import Cast, Person, open_city
from tests.walk.ground import Stage
from tests.wall.ground import Ground, lay


@pytest.fixture(scope="session")
def cities(app: Flask, databases: Databases, superuser: Engine, cast: Cast) -> tuple[Ground, Ground]:
    """Ours and theirs. Every attack on them is undone, so that one ground serves all."""

    def acting_as(person: Person, role: str | None = None) -> Acting:
        return acting_of(key_for_membership(str(person.membership(role)), purpose="web"))

    with app.app_context():
        ours, theirs = (lay(Stage(superuser, open_city(databases, superuser, cast), cast, acting_as)) for _ in range(2))
    return ours, theirs
