"""A site without a database, on which invented people act."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, FileSystemLoader

from gulir.acting import Acting
from gulir.web.access import Gate
from gulir.web.app import create_app
from tests.web.cast import MAKASSAR, PAGES, SURABAYA, Pages, Settings, Thing, somebody


@pytest.fixture
def make_site() -> Callable[..., Flask]:
    """Builds a site on which the person given acts (None: nobody)."""

    def make(who: Acting | None = None, **settings: object) -> Flask:
        gate = Gate(lambda: who, lambda _who, permission: permission is Thing.READ)
        site = create_app(Settings(**settings), [Pages], areas=(), gate=gate)  # type: ignore[arg-type]
        site.jinja_loader = ChoiceLoader([site.jinja_loader, FileSystemLoader(PAGES)])  # type: ignore[list-item]
        site.jinja_env.loader = site.jinja_loader
        return site

    return make


@pytest.fixture
def rini(make_site: Callable[..., Flask]) -> FlaskClient:
    """A browser in which Rini acts in two cities."""
    return make_site(somebody(SURABAYA, MAKASSAR)).test_client()


@pytest.fixture
def nobody(make_site: Callable[..., Flask]) -> FlaskClient:
    """A browser in which nobody has signed in."""
    return make_site().test_client()
