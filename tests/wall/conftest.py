"""Two cities that know nothing of each other."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from tests.people import Cast, City
from tests.walk.ground import Stage
from tests.wall.ground import Ground, lay


@pytest.fixture
def cities(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> tuple[Ground, Ground]:
    """Ours and theirs."""
    ours, theirs = (lay(Stage(superuser, city(), cast, acting_as)) for _ in range(2))
    return ours, theirs
