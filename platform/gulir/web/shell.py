"""The pages that belong to no area: the way in, and the change of language."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from gulir.web import access, i18n, layout
from gulir.web.paths import safe_next

blueprint = Blueprint("shell", __name__)


@blueprint.get("/")
@access.public
def home() -> Response:
    """To the work list of the one acting, or to the sign-in."""
    who = access.acting()
    return redirect(layout.home_of(who) if who else access.SIGN_IN, 303)


@blueprint.get("/bahasa/<locale>")
@access.public
def language(locale: str) -> Response:
    """Reads on in another language, on the same page."""
    if locale not in i18n.LOCALES:
        abort(404)
    response = redirect(safe_next(request.args.get("next")), 303)
    i18n.keep_choice(response, locale)
    access.keep_locale(locale)
    return response
