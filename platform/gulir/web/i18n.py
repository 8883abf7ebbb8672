"""Which language a person reads: their choice, else their account's, else Indonesian; what a browser prefers is not asked."""

from babel import Locale
from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

from gulir.web.access import acting
from gulir.web.catalogues import LOCALES, PoBabel

COOKIE = "gulir-bahasa"
DEFAULT = LOCALES[0]
PARSED = {name: Locale.parse(name) for name in LOCALES}
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Sets up Flask-Babel on the .po files, read now so that a broken one stops the start."""
    babel = PoBabel(app, default_locale=DEFAULT, locale_selector=lambda: PARSED[chosen_locale()])
    babel.domain_instance  # noqa: B018 - reading it is the point


def chosen_locale() -> str:
    """`id` or `en`."""
    if not has_request_context():
        return DEFAULT
    if request.cookies.get(COOKIE) in LOCALES:
        return request.cookies[COOKIE]
    who = None if g.get("bare") else acting()
    return who.locale if who and who.locale in LOCALES else DEFAULT


def keep_choice(response: Response, locale: str) -> None:
    """Remembers the language in this browser."""
    response.set_cookie(COOKIE, locale, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
