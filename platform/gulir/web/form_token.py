"""The mark that every form of ours bears: for whoever is signed in made from their sign-in, for anybody else kept in the page's session."""

import hmac
import secrets
from typing import Any

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect, generate_csrf, same_origin
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from gulir.acting.web import cookie_name
from gulir.web.asked import asked

NAME = "csrf_token"
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
SALT = 16  # characters; with it no two answers bear the same mark, so that nothing is learnt from how well a page compresses


class FormTokens(CSRFProtect):
    """Checks the mark of every form before its view: by the sign-in's cookie alone where there is one."""

    def init_app(self, app: Flask) -> None:
        """Gives templates our own `csrf_token()`."""
        super().init_app(app)
        app.jinja_env.globals[NAME] = form_token
        app.context_processor(lambda: {NAME: form_token})

    def protect(self, apply_exemptions: bool = False) -> None:
        """What the cookie does not vouch for is judged, and refused, as Flask-WTF does."""
        sent = asked()
        if sent.endpoint is None or sent.method in SAFE:
            return
        token = sent.cookies.get(cookie_name())
        if token and is_of(token, sent.form.get(NAME, "")) and (not sent.is_secure or same_origin(sent.referrer or "", f"https://{sent.host}/")):
            g.csrf_valid = True
        else:
            super().protect(apply_exemptions)


class FormToken(CSRF):
    """The same mark, in forms of WTForms."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        """For the field."""
        return form_token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """It was judged before the view. Raises ValidationError where it was not."""
        if not g.get("csrf_valid"):
            raise ValidationError("The form bears no mark of ours.")


def form_token() -> str:
    """The mark of this answer."""
    token = request.cookies.get(cookie_name())
    if not token:
        return str(generate_csrf())
    if "form_token" not in g:
        salt = secrets.token_urlsafe(SALT)[:SALT]
        g.form_token = salt + made(token, salt)
    return str(g.form_token)


def is_of(token: str, mark: str) -> bool:
    """Whether a mark was made for this sign-in."""
    return hmac.compare_digest(made(token, mark[:SALT]).encode(), mark[SALT:].encode())


def made(token: str, salt: str) -> str:
    """What cannot be made without our key, from the sign-in's cookie and the salt."""
    return hmac.digest(str(current_app.secret_key).encode(), f"form token|{salt}|{token}".encode(), "sha256").hex()
