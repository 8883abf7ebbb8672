"""Plugs identity into the application: Flask-Login's current_user, soft limits per address, and page sessions bound to the sign-in."""

import hmac
from typing import Any

from flask import Flask, current_app, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin

from gulir.acting import Acting
from gulir.acting.web import cookie_name
from gulir.web import access
from gulir.web.settings import WebSettings

BOUND = "_for"
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
    app.before_request_funcs.setdefault(None, []).insert(0, bind_page_session)  # before the form's token is checked
    login = LoginManager()
    login.session_protection = None  # the session is at the server; an address that changes is a telephone that moves
    login.request_loader(lambda _request: _user())
    login.init_app(app)
    _limit(app, settings)


def bind_page_session() -> None:
    """The page's session (form token, flashed messages) is worth nothing under another sign-in than the one it was made under."""
    if request.endpoint == "static":
        return
    bound = binding_of(request.cookies.get(cookie_name()))
    if session.get(BOUND, "") != bound:
        session.clear()
        if bound:
            session[BOUND] = bound


def rebind_page_session(token: str | None) -> None:
    """At every change of the sign-in cookie: empties the page's session and binds it to the new one."""
    session.clear()
    if token:
        session[BOUND] = binding_of(token)


def binding_of(token: str | None) -> str:
    """Says which cookie a page session belongs to, without saying the cookie."""
    if not token:
        return ""
    return hmac.digest(str(current_app.secret_key).encode(), b"page session|" + token.encode(), "sha256").hex()[:32]


def _user() -> User | None:
    who = access.acting()
    return User(who) if who else None


def _limit(app: Flask, settings: WebSettings) -> None:
    app.config.setdefault("RATELIMIT_STORAGE_URI", _limits_address(settings.redis_url))
    if settings.redis_url:
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", SHORT)
    limiter.init_app(app)
    # A limited view asks the limiter itself; its hooks would look for limits before every other view, and write headers that are switched off.
    hooks: Any
    for hooks in (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs):
        hooks[None] = [one for one in hooks.get(None, []) if limiter not in (getattr(one, "__self__", None), *getattr(one, "args", ()))]


def _limits_address(redis_url: str | None) -> str:
    if not redis_url:
        return "memory://"
    return f"redis+{redis_url}" if redis_url.startswith("unix://") else redis_url
