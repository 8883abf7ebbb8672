"""The stage on which evaluations are walked."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from tests.evaluation.ground import Reviews
from tests.people import Cast, City


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Reviews:
    """A city of its own with its people."""
    return Reviews(superuser, city(), cast, acting_as)
