"""A city in the middle of the country, whose time a test moves: nothing sleeps, and the jobs are the real ones."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from gulir.acting import Acting
from gulir.acting.databases import Databases
from tests.deadlines.passing import Passing
from tests.jobs.ground import lay
from tests.people import Cast, City
from tests.walk.ground import Stage


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city on WITA with its people."""
    return Stage(superuser, city(name="Kota Teluk", zone="Asia/Makassar"), cast, acting_as)


@pytest.fixture
def passing(context: Flask, stage: Stage, redis_url: str, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Passing:
    """Time as it passes there."""
    ground = lay(context, stage.superuser, stage.city, stage.who("organiser"), redis_url)
    return Passing(stage, ground, databases, monkeypatch)
