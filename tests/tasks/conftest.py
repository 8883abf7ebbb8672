"""A city with cases, in which every file counts as a large one."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from gulir.acting.keys import key_for_membership
from gulir.acting.who import new_token
from tests.jobs.ground import Ground, lay
from tests.walk.ground import Stage


class Browser(FlaskClient):
    """Each request in a context of its own, as a server has it, though the test holds one open."""

    def open(self, *arguments, **more):
        with self.application.app_context():
            return super().open(*arguments, **more)


@pytest.fixture
def client_as(app: Flask) -> Callable[..., FlaskClient]:
    """A browser that somebody is signed in to."""

    def _client(person, role=None) -> FlaskClient:
        token = new_token()
        with app.app_context():
            key_for_membership(str(person.membership(role)), purpose="web", token=token)
        client = Browser(app, app.response_class)
        client.set_cookie("gulir", token)
        return client

    return _client


@pytest.fixture
def stage(context, superuser, city, cast, acting_as) -> Stage:
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def ground(context, superuser, stage, acting_as, redis_url) -> Iterator[Ground]:
    """The city, its queue, and limits at which two cases are many."""
    found = lay(context, superuser, stage.city, acting_as(stage.city.one("organiser")), redis_url)
    kept = context.extensions["gulir.exports"]
    context.extensions["gulir.exports"] = kept | {"at_once": 1}
    found.change("update task set next_at = now() + interval '9 years' where tenant_id <> :tenant")  # the tasks of other tests stay, and nobody takes them up
    yield found
    context.extensions["gulir.exports"] = kept
    with Redis.from_url(found.redis_url) as client:
        client.flushdb()
