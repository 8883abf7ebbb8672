"""A forgotten password, and the links that letters bring."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.identity import ground, letters
from gulir.identity.links import DeadLink, Invited, find_link, use_link
from gulir.identity.passwords import SHORTEST, WeakPassword
from gulir.identity.wiring import limiter
from gulir.web import access
from gulir.web.signin import blueprint
from gulir.web.signin.forms import ForgottenForm, NewPasswordForm

Page = Response | str | tuple[str, int]


@blueprint.route("/lupa", methods=["GET", "POST"])
@access.public
@limiter.limit("20 per minute", methods=["POST"])
def forgotten() -> Page:
    """Asks for a letter. The answer is the same, and as quick, whether anybody has the account or not."""
    form = ForgottenForm()
    if form.validate_on_submit():
        letters.ask_for_reset(form.account.data or "")
        return render_template("signin/forgotten.html", form=None)
    return render_template("signin/forgotten.html", form=form), 422 if form.errors else 200


@blueprint.route("/tautan/<token>", methods=["GET", "POST"])
@access.public
@limiter.limit("60 per minute")
def link(token: str) -> Page:
    """Looking leaves the link as it is (programs look into letters too); sending the password uses it up."""
    form = NewPasswordForm()
    try:
        if form.validate_on_submit():
            with ground.begin() as connection:
                use_link(connection, token, form.password.data or "")
            flash(gettext("Your password is set. Sign in with it."), "success")
            return redirect(url_for("signin.sign_in"), 303)
        return _page(form, _find(token))
    except WeakPassword as weak:
        form.password.errors = [why_weak(weak.reason)]
        return _page(form, _find(token))
    except DeadLink:
        return render_template("signin/link.html", form=None, who=None), 404


def why_weak(reason: str) -> str:
    """What to do about a password that was refused."""
    return {
        "short": gettext("It is too short: %(least)d characters at least.", least=SHORTEST),
        "long": gettext("It is too long."),
        "common": gettext("Too many people use this one, and it would be guessed first. Put a few words of your own together."),
        "personal": gettext("It is your own name or address, and would be guessed first."),
    }[reason]


def _find(token: str) -> Invited:
    with ground.begin() as connection:
        return find_link(connection, token)


def _page(form: NewPasswordForm, who: Invited) -> Page:
    return render_template("signin/link.html", form=form, who=who), 422 if form.errors else 200
