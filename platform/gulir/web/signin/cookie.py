"""The sign-in cookie: set at every step of the way in, taken away at the way out; the page's own session is begun anew each time."""

from flask import current_app, request
from werkzeug.wrappers import Response

from gulir.acting.web import cookie_name
from gulir.acting.who import key_of
from gulir.identity import ground, sessions
from gulir.identity.sessions import Choosing
from gulir.web.page_session import begin_anew


def token() -> str | None:
    """The cookie's content, if it can be one."""
    found = request.cookies.get(cookie_name())
    return found if found and len(found) <= 64 else None


def key() -> str | None:
    """The key of the cookie that this request brings."""
    found = token()
    return key_of(found) if found else None


def choosing() -> Choosing | None:
    """Who stands between password and role in this request."""
    if token() is None:
        return None
    with ground.begin() as connection:
        return sessions.find_choosing(connection, token())


def set_token(response: Response, fresh: str) -> Response:
    """Brings a new cookie; form tokens made before it are worth nothing after."""
    begin_anew(fresh)
    response.set_cookie(cookie_name(), fresh, httponly=True, samesite="Lax", secure=current_app.config["GULIR_HTTPS"], path="/")
    return response


def drop_token(response: Response) -> Response:
    """Takes the cookie away; the session itself must have been ended at the server."""
    begin_anew(None)
    response.delete_cookie(cookie_name(), httponly=True, samesite="Lax", secure=current_app.config["GULIR_HTTPS"], path="/")
    return response
