"""Plugs identity into the application: Flask-Login's current_user, and soft limits per address."""

from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin

from gulir.acting import Acting
from gulir.web import access
from gulir.web.settings import WebSettings

SHORT = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3}  # a limit is not worth waiting for
limiter = Limiter(get_remote_address, swallow_errors=True, in_memory_fallback_enabled=True, headers_enabled=False)


class User(UserMixin):
    """The one acting, in the shape that Flask-Login knows."""

    def __init__(self, acting: Acting) -> None:
        self.acting = acting

    def get_id(self) -> str:
        """The person's id; it is never a way in."""
        return self.acting.person_id


def init_app(app: Flask, settings: WebSettings) -> None:
    """Once, after the pages are registered."""
    login = LoginManager()
    login.session_protection = None  # the session is at the server; an address that changes is a telephone that moves
    login.request_loader(lambda _request: _user())
    login.init_app(app)
    _limit(app, settings)
    # A limited view asks the limiter itself, and nobody is remembered beyond their session: the hooks of both would look at every request in vain.
    _unhook(app, limiter, login)


def _user() -> User | None:
    who = access.acting()
    return User(who) if who else None


def _limit(app: Flask, settings: WebSettings) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", _limits_address(settings.redis_url))
    if settings.redis_url:
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", SHORT)
    limiter.init_app(app)


def _unhook(app: Flask, *idle: object) -> None:
    hooks: Any
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        hooks[None] = [one for one in hooks.get(None, []) if not any(mine in idle for mine in (getattr(one, "__self__", None), *getattr(one, "args", ())))]


def _limits_address(redis_url: str | None) -> str:
    if not redis_url:
        return "memory://"
    return f"redis+{redis_url}" if redis_url.startswith("unix://") else redis_url
