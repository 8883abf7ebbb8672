"""Answers a calendar program that brings the word of a link: with that seat's due dates, or with nothing at all."""

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import force_locale
from werkzeug.wrappers import Response as Answer

from gulir.acting import as_acting
from gulir.acting.keys import NoSuchMembership, acting_of
from gulir.calendars.due import written
from gulir.identity import feeds, ground
from gulir.identity.sessions import end_session
from gulir.identity.wiring import limiter
from gulir.web.access import public

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/kalender/<token>.ics")
@public
@limiter.limit("60 per minute")
def feed(token: str) -> Answer:
    """The calendar as its owner may read it now. Every word that opens nothing gets the same 404, whatever the reason."""
    with ground.begin() as connection:
        key = feeds.key_for(connection, token) or abort(404)
    try:
        body = of_key(key)
    finally:
        with ground.begin() as connection:
            end_session(connection, key)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Disposition"] = 'inline; filename="gulir.ics"'
    response.add_etag()
    return response.make_conditional(request)


def of_key(key: str) -> str:
    """The calendar of whoever has this key."""
    try:
        who = acting_of(key)
    except NoSuchMembership:
        abort(404)
    base_url = str(getattr(current_app.extensions["gulir.settings"], "base_url", "")).rstrip("/")
    with as_acting(who), force_locale(who.locale):
        return written(who, base_url, who.at)
