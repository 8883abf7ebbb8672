"""What every test may lean on: a migrated PostgreSQL of its own, a Redis of its own, the application on both, and people who are signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from config.settings import Settings
from gulir.acting import Acting, as_acting
from gulir.acting.databases import Databases, open_databases
from gulir.acting.keys import acting_of, key_for_membership
from gulir.acting.who import new_token
from gulir.identity import passwords
from tests import people, places, services
from tests.chromium import chromium  # noqa: F401 - a fixture

if os.environ.get("GULIR_TEST_ARGON2", "cheap") == "cheap":  # set it to "real" to hash as the product does: 26 ms each
    passwords.use_cost(memory_cost=64, time_cost=1)


@pytest.fixture(scope="session")
def database() -> Iterator[services.TestDatabase]:
    """This worker's own database: a clone of one that was migrated once."""
    superuser = os.environ.get("GULIR_TEST_SUPERUSER_URL")
    if not superuser:
        pytest.skip("GULIR_TEST_SUPERUSER_URL is not set: run bin/test, which starts PostgreSQL")
    with services.cloned(superuser) as made:
        yield made


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis that this worker may empty: GULIR_TEST_REDIS_URL, or one out of the wheel."""
    with services.redis() as url:
        yield url


@pytest.fixture(scope="session")
def databases(database: services.TestDatabase) -> Iterator[Databases]:
    """The engines of each role on the worker's database."""
    opened = open_databases(database.url("gulir_app"), database.url("gulir_signin"), database.url("gulir_relay"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def superuser(database: services.TestDatabase) -> Iterator[Engine]:
    """Past every policy, for laying ground and for looking behind the wall; never for what is under test."""
    engine = database.engine()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def cast(databases: Databases, superuser: Engine) -> people.Cast:
    """Two cities, Makassar and Surabaya, and one person of each role: read them, never change them."""
    return people.found(databases, superuser)


@pytest.fixture
def city(databases: Databases, superuser: Engine, cast: people.Cast) -> Callable[..., people.City]:
    """Opens a city that no other test knows, with its own people: `city()`, or `city(zone="Asia/Jayapura")`."""
    return lambda **wishes: people.open_city(databases, superuser, cast, **wishes)


@pytest.fixture(scope="session")
def settings(database: services.TestDatabase, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """As config/ would read them; change some with `dataclasses.replace`."""
    return services.settings(database, redis_url, tmp_path_factory.mktemp("instance"))


@pytest.fixture(scope="session")
def app(settings: Settings, databases: Databases, cast: people.Cast) -> Flask:
    """The whole application, as wsgi.py puts it together."""
    return services.application(settings, databases)


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context, for verbs that are called without a request."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in to."""
    return app.test_client()


@pytest.fixture
def acting_as(app: Flask) -> Callable[..., Acting]:
    """The Acting of a person: `with as_acting(acting_as(cast.rini)): …`; `role=` picks one of several memberships."""

    def _acting(person: people.Person, role: str | None = None, purpose: str = "web") -> Acting:
        with app.app_context():
            return acting_of(key_for_membership(str(person.membership(role)), purpose=purpose))

    return _acting


@pytest.fixture
def act(context: Flask, acting_as: Callable[..., Acting]) -> Callable[..., "as_acting"]:
    """`with act(cast.rini):` runs the block as her, inside the application."""
    return lambda person, role=None: as_acting(acting_as(person, role))


@pytest.fixture
def client_as(app: Flask) -> Callable[..., FlaskClient]:
    """A browser signed in as a person: `client_as(cast.rini)`. It writes the session itself; no password is hashed."""

    def _client(person: people.Person, role: str | None = None) -> FlaskClient:
        token = new_token()
        with app.app_context():
            key_for_membership(str(person.membership(role)), purpose="web", token=token)
        client = app.test_client()
        client.set_cookie("gulir", token)
        return client

    return _client


@pytest.fixture
def mail(settings: Settings) -> places.Mailbox:
    """The letters that were sent, in a folder."""
    return places.Mailbox(Path(settings.mail_url.removeprefix("file://")))
