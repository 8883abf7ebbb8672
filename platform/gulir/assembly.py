"""Puts the machinery together: databases, site, command line. What it is told comes in as settings and parts."""

from collections.abc import Iterable

from flask import Flask

from gulir import commands
from gulir.acting import store
from gulir.acting.databases import Databases, open_databases
from gulir.identity import wiring
from gulir.web.app import Part, create_app
from gulir.web.settings import WebSettings


def assemble(settings: WebSettings, parts: Iterable[Part] = (), databases: Databases | None = None) -> Flask:
    """The whole application. Raises UnfitRole when the database role is one that the wall would not bind."""
    if databases is None:
        databases = open_databases(settings.database_url or "", settings.signin_url, settings.relay_url, size=settings.pool_size)
    app = create_app(settings, parts)
    app.extensions["gulir.settings"] = settings
    store.init_app(app, databases)
    wiring.init_app(app, settings)
    commands.init_app(app)
    return app
