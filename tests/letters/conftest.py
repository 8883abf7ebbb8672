"""A city of its own whose cases are stuck, and people who write letters about them."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from tests.people import Cast, City
from tests.walk.ground import Stage


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people."""
    return Stage(superuser, city(), cast, acting_as)
