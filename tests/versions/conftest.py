"""The database knows both versions; the ordinary application is the old program, `newer` the new one."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from config.settings import Settings
from gulir.acting import Acting
from gulir.acting.databases import Databases, driver_url
from gulir.commands.migrate import announce
from tests import services
from tests.people import Cast, City
from tests.versions.ground import both
from tests.walk.ground import Stage


@pytest.fixture
def stage(context: Flask, superuser: Engine, city: Callable[..., City], cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city of its own with its people, under the old program."""
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def newer(settings: Settings, databases: Databases, cast: Cast, superuser: Engine) -> Iterator[Flask]:
    """The new program beside the old one; afterwards new cases take the first version again, as everywhere else in the tests."""
    app = services.application(settings, databases)
    app.extensions["gulir.workflows"] = both()
    announce(superuser, both())
    yield app
    with superuser.begin() as connection:
        connection.execute(text("update wf_current set version = 1 where workflow = 'kube'"))


@pytest.fixture
def run(newer: Flask, database: services.TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`bin/flask workflow …` of the new program; gives what it said."""
    monkeypatch.setitem(os.environ, "DATABASE_OWNER_URL", driver_url(database.url("gulir_owner")))

    def said(*words: str) -> str:
        with newer.app_context():
            done = newer.test_cli_runner().invoke(args=["workflow", *words])
        assert done.exit_code == 0, done.output
        return done.output

    return said
