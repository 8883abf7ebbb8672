"""Sets up a second factor, or takes it away, after the password was given again."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity import ground, totp
from gulir.identity.absence.lending import lent_to
from gulir.identity.memberships import memberships_of
from gulir.identity.permissions import Permission
from gulir.identity.sessions import end_sessions_of
from gulir.identity.signing_in import WrongCode, give_up_factor
from gulir.identity.throttle import TooSoon
from gulir.web.access import requires
from gulir.web.account import blueprint
from gulir.web.account.forms import FactorForm
from gulir.web.signin import demo
from gulir.web.signin.views import PENDING, pending_secret, wait_words

Page = Response | str | tuple[str, int]


@blueprint.route("/akun/kode", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def factor() -> Page:
    """One page for both: whoever has none sets one up, whoever has one may take it away if their roles allow it."""
    who, form = current(), FactorForm()
    secret = None if who.totp else pending_secret(who.person_id)
    if who.demo:
        return render_template("account/factor.html", form=None, secret=None, picture=None, asked=False)
    if form.validate_on_submit():
        try:
            _done(secret, form.code.data or "")
            return redirect(url_for("account.account"), 303)
        except WrongCode:
            form.code.errors = [gettext("This code is not of now. Wait for the next one and type it.")]
        except TooSoon as early:
            form.code.errors = [wait_words(early.seconds)]
    picture = Markup(totp.picture(secret, demo.account_of(who.person_id))) if secret else None  # type: ignore[arg-type]  # noqa: S704
    return render_template("account/factor.html", form=form, secret=secret, picture=picture, asked=_is_asked()), 422 if form.errors else 200


def _done(secret: str | None, code: str) -> None:
    """Every other session ends either way. Raises WrongCode, TooSoon."""
    who = current()
    if secret is None:
        give_up_factor(who.person_id, code, keep=who.key)
    else:
        with ground.begin() as connection:
            if not totp.enrol(connection, ground.data_key(), who.person_id, secret, code):
                raise WrongCode
            end_sessions_of(connection, who.person_id, keep=who.key)
    session.pop(PENDING, None)
    flash(gettext("Your second factor is set up.") if secret else gettext("Your second factor is taken away."), "success")


def _is_asked() -> bool:
    with ground.begin() as connection:
        held, lent = memberships_of(connection, current().person_id), lent_to(connection, current().person_id)
    return any(totp.is_asked_of(one.role) for one in held) or any(one.factor for one in lent)
