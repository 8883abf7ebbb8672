"""Pages for what goes wrong: what happened, what was kept, what to do; never an id, never the text of an exception."""

from dataclasses import dataclass, replace
from typing import Any

import psycopg
from flask import Flask, current_app, g, jsonify, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from gulir.cases.outcomes import Refused
from gulir.web import words
from gulir.web.kept import kept_form


@dataclass(frozen=True)
class Page:
    """The words of one error: heading, what happened, what was kept, what to do."""

    title: Any
    happened: Any
    kept: Any
    remedy: Any


NOTHING_CHANGED = _("Nothing was changed.")
PAGES = {
    400: Page(
        _("The form could not be read"),
        _("Something in the request was missing or damaged."),
        NOTHING_CHANGED,
        _("Go back, check what you typed and send it again."),
    ),
    401: Page(
        _("Please sign in again"), _("Your session has ended, or you have not signed in yet."), NOTHING_CHANGED, _("Sign in, then go on where you were.")
    ),
    403: Page(
        _("This is not yours to do"),
        _("The role that you act as may not open this page."),
        NOTHING_CHANGED,
        _("Act as another of your roles, or ask the administrator of your city."),
    ),
    404: Page(
        _("Nothing is here"),
        _("The address is wrong, or what was here is not among the cities that you may see."),
        NOTHING_CHANGED,
        _("Check the address, or start from your work list."),
    ),
    405: Page(
        _("This address does not work that way"),
        _("The page was called in a way that it does not answer."),
        NOTHING_CHANGED,
        _("Open it from its own button or link."),
    ),
    409: Page(
        _("Somebody was here before you"),
        _("What you saw has changed since you opened the page."),
        _("Their change stands; yours was not made."),
        _("Open the page again, look at what changed and decide anew."),
    ),
    413: Page(
        _("The file is too large"),
        _("What you sent is larger than we can take: 25 MB at most."),
        NOTHING_CHANGED,
        _("Make the scan or photo smaller and send it again."),
    ),
    422: Page(
        _("This cannot be done yet"),
        _("Something that this step needs is missing."),
        NOTHING_CHANGED,
        _("Go back; the page says what is missing and who can clear it."),
    ),
    429: Page(_("Too many tries"), _("There were too many requests in a short time."), NOTHING_CHANGED, _("Wait a little, then try again.")),
    500: Page(
        _("Something broke on our side"),
        _("The mistake is ours and has been recorded."),
        _("A step is either done completely or not at all: open the case to see which."),
        _("Try again. If it happens again, tell who runs this site at what time it was."),
    ),
    503: Page(
        _("The site cannot answer just now"),
        _("A part of it is being restarted or is too busy."),
        _("A step is either done completely or not at all: open the case to see which."),
        _("Wait a minute and try again."),
    ),
}
FORM_TOO_OLD = Page(
    _("The form was open too long"),
    _("Its safety mark has run out, or was made before you signed in."),
    _("What you typed is kept below."),
    _("Look at it and send it again."),
)


def init_app(app: Flask) -> None:
    """Every error answers with a page of ours, or with JSON where JSON was asked for."""
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Refused, _refused)
    for away in (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError):  # the door is called past SQLAlchemy
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _broken)


def _http_error(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    code = error.code or 500
    if code < 400:
        return error  # a redirect by routing
    return _answer(code, PAGES.get(code) or PAGES[400 if code < 500 else 500], dict(error.get_headers()))


def _form_too_old(_error: CSRFError) -> Any:
    return _answer(400, FORM_TOO_OLD if kept_form() else PAGES[400], {})


def _refused(refused: Refused) -> Any:
    """What no page of its own explains, in its own sentence: above all a case that is newer than this program."""
    page = replace(PAGES[refused.status], happened=words.text(refused.words))
    return _answer(refused.status, page, {"Retry-After": "60"} if refused.status == 503 else {})


def _database_away(error: Exception) -> Any:
    current_app.logger.error("the database does not answer: %s", type(error).__name__)
    return _answer(503, PAGES[503], {"Retry-After": "30"})


def _broken(error: Exception) -> Any:
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.exception("an error that nobody foresaw")
    return _answer(500, PAGES[500], {})


def _answer(code: int, page: Page, headers: dict[str, str]) -> tuple[Response | str, int, dict[str, str]]:
    g.bare = g.get("bare", False) or code >= 500  # what draws the page must not need what has just failed
    if code >= 500:
        g.setdefault("acting", None)  # every template is handed the current user, whom nobody can look up now
    g.pop("shell", None)
    kept = {name: value for name, value in headers.items() if name in ("Allow", "Retry-After")}
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=code, title=str(page.title), happened=str(page.happened), remedy=str(page.remedy)), code, kept
    form = kept_form() if code in (400, 401) else None
    return render_template("errors/error.html", code=code, page=page, form=form), code, kept
