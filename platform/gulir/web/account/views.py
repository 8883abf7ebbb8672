"""The account at a glance; language, password and sessions."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity import ground, sessions, totp
from gulir.identity.absence.lending import act_again, lent_to
from gulir.identity.memberships import memberships_of
from gulir.identity.passwords import TooBusy, WeakPassword
from gulir.identity.permissions import Permission
from gulir.identity.persons import set_locale, set_password
from gulir.web import i18n
from gulir.web.access import requires
from gulir.web.account import blueprint
from gulir.web.account.forms import LanguageForm, PasswordForm
from gulir.web.signin import cookie
from gulir.web.signin.acting_as import reach_words
from gulir.web.signin.letters import why_weak

Page = Response | str | tuple[str, int]


@blueprint.get("/akun")
@requires(Permission.ACCOUNT_OWN)
def account() -> str:
    """Who one is here, and what can be changed."""
    who = current()
    with ground.begin() as connection:
        held, lent = memberships_of(connection, who.person_id), lent_to(connection, who.person_id)
        open_now = sessions.sessions_of(connection, who.person_id, who.key)
    asked = any(totp.is_asked_of(one.role) for one in held) or any(one.factor for one in lent)
    form = LanguageForm(data={"locale": i18n.chosen_locale()})
    return render_template("account/account.html", who=who, held=held, lent=lent, open_now=open_now, form=form, asked=asked, reach=reach_words)


@blueprint.post("/akun/bahasa")
@requires(Permission.ACCOUNT_OWN)
def language() -> Response:
    """The language that pages and letters have from now on, in every browser."""
    form = LanguageForm()
    if not form.validate():
        abort(400)
    with ground.begin() as connection:
        set_locale(connection, current().person_id, form.locale.data)
    with force_locale(form.locale.data):
        flash(gettext("From now on in English."), "success")
    response = redirect(url_for("account.account"), 303)
    i18n.keep_choice(response, form.locale.data)
    return response


@blueprint.route("/akun/sandi", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def password() -> Page:
    """A new password; every other session ends, and this one goes on under a new cookie."""
    who, form = current(), PasswordForm()
    if who.demo:
        return render_template("account/password.html", form=None)
    try:
        if form.validate_on_submit():
            with ground.begin() as connection:
                set_password(connection, who.person_id, form.password.data or "", keep=who.key)
                token = act_again(connection, who)
            response = cookie.set_token(redirect(url_for("account.account"), 303), token)
            flash(gettext("Your password is changed. Everywhere else you have been signed out."), "success")
            return response
    except WeakPassword as weak:
        form.password.errors = [why_weak(weak.reason)]
    except TooBusy:
        abort(503)
    return render_template("account/password.html", form=form), 422 if form.errors else 200


@blueprint.post("/akun/sesi/<session_id>/akhiri")
@requires(Permission.ACCOUNT_OWN)
def end_session(session_id: str) -> Response:
    """Ends one of one's own sessions: a telephone that was lost."""
    with ground.begin() as connection:
        ended = sessions.end_session_named(connection, current().person_id, session_id)
    if not ended:
        abort(404)
    flash(gettext("The session is ended."), "success")
    return redirect(url_for("account.account"), 303)
