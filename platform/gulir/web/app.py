"""Builds the Flask application from settings and the parts that it is handed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, Request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from gulir.web import access, assets, cities, errors, filters, health, i18n, layout, legible, lent, security, shell, words
from gulir.web.answers import Answer, Onward, onward
from gulir.web.areas import AREAS, register_areas
from gulir.web.asked import Asked
from gulir.web.form_token import FormTokens
from gulir.web.page_session import PageSessions
from gulir.web.settings import WebSettings

ROOT = Path(__file__).resolve().parents[3]


class Part(Protocol):
    """A package that plugs itself in: tenants, workflows."""

    def init_app(self, app: Flask) -> None:
        """Adds to the application what this part knows."""


class Site(Flask):
    """Flask, which asks of every function at every request whether it is a coroutine; none of ours is."""

    request_class = Asked
    response_class = Answer

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Bound to what the request has read of its environment already. There is one map, whatever the host is called, and it knows no other protocol."""
        if request is None:
            return super().create_url_adapter(request)
        query = request.query_string.decode("latin1")
        return self.url_map.bind(request.host, request.root_path, "", request.scheme, request.method, request.path, query)

    def redirect(self, location: str, code: int = 302) -> Onward:
        """To another page."""
        return onward(location, code)


def create_app(settings: WebSettings, parts: Iterable[Part] = (), *, areas: Iterable[str] = AREAS, gate: access.Gate | None = None) -> Flask:
    """The whole site; raises when a listed area does not import or a page names neither a permission nor `public`."""
    app = Site("gulir", root_path=str(Path(__file__).parent), template_folder=str(ROOT / "templates"), static_folder=None)
    configure(app, settings)
    app.session_interface = PageSessions(settings.secret_key)
    access.init_app(app, gate)  # first: who may not come here is told so whatever the form bears
    FormTokens(app)
    for piece in (legible, cities, security, assets, i18n, filters, words, lent, layout, errors):
        piece.init_app(app)
    health.init_app(app, settings)
    app.register_blueprint(shell.blueprint)
    register_areas(app, areas)
    for part in parts:
        part.init_app(app)
    access.refuse_undeclared(app)
    return app


def configure(app: Flask, settings: WebSettings) -> None:
    """Flask's own settings: the cookie of the page, templates."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-gulir-page" if settings.https else "gulir-page",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,  # it lives as long as the sign-in that it is of; ages would be told by clocks of several machines
        WTF_CSRF_SSL_STRICT=settings.https,
        GULIR_HTTPS=settings.https,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
