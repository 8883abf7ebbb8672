"""A city whose cases are due, and browsers."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from gulir.cases.looking import processes
from gulir.commands.migrate import announce
from tests.people import Cast, City
from tests.walk.ground import Stage


@pytest.fixture
def stage(app: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people; its browsers have contexts of their own."""
    with app.app_context():
        announce(superuser, processes())
    return Stage(superuser, city(), cast, acting_as)
