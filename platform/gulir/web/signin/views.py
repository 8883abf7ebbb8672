"""Sign-in, the second factor, and sign-out."""

from base64 import b64decode, b64encode

from flask import abort, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from gulir.acting.keys import end_key
from gulir.identity import ground, signing_in, totp
from gulir.identity.passwords import TooBusy
from gulir.identity.sealing import NotSealedHere, seal, unseal
from gulir.identity.sessions import CHOOSE, CODE, ENROL, Choosing
from gulir.identity.signing_in import Way, WrongCode, WrongPassword
from gulir.identity.throttle import TooSoon
from gulir.identity.wiring import limiter
from gulir.web import access
from gulir.web.paths import safe_next
from gulir.web.signin import blueprint, cookie, demo
from gulir.web.signin.forms import CodeForm, SignInForm

Page = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]
PENDING = "second_factor"  # in the page's session: the secret that a telephone is just being shown, sealed


@blueprint.route("/masuk", methods=["GET", "POST"])
@access.public
@limiter.limit("60 per minute", methods=["POST"])
def sign_in() -> Page:
    """Account and password; then the code, or the role."""
    if request.method == "GET" and access.acting():
        return redirect(onward(), 303)
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, 422 if form.errors else 200)
    try:
        way = signing_in.sign_in(form.account.data or "", form.password.data or "", replaces=cookie.key())
    except WrongPassword:
        form.form_errors.append(gettext("Account and password do not belong together. Check both, or ask for a new password."))
        return _sign_in_page(form, 422)
    except TooSoon as early:
        form.form_errors.append(wait_words(early.seconds))
        return (*_sign_in_page(form, 429), {"Retry-After": str(early.seconds)})
    except TooBusy:
        abort(503)
    return go_on(way)


@blueprint.route("/masuk/kode", methods=["GET", "POST"])
@access.public
@limiter.limit("60 per minute", methods=["POST"])
def code() -> Page:
    """The code of the second factor, or setting one up."""
    who = cookie.choosing()
    if who is None or who.stage not in (CODE, ENROL):
        return redirect(url_for("signin.sign_in", next=wanted()), 303)
    form, secret = CodeForm(), pending_secret(str(who.person_id)) if who.stage == ENROL else None
    if form.validate_on_submit():
        try:
            way = signing_in.pass_code(who, _typed(form)) if secret is None else signing_in.pass_enrolment(who, secret, _typed(form))
        except WrongCode:
            form.code.errors = [gettext("This code is not of now. Wait for the next one and type it.")]
        except TooSoon as early:
            form.code.errors = [wait_words(early.seconds)]
        else:
            return go_on(way)
    return _code_page(form, who, secret), 422 if form.errors else 200


def go_on(way: Way) -> Response:
    """To what is asked next, under the new cookie."""
    page = {CODE: "signin.code", ENROL: "signin.code", CHOOSE: "signin.acting_as"}
    return cookie.set_token(redirect(url_for(page[way.stage], next=wanted()) if way.stage else onward(), 303), way.token)


@blueprint.post("/keluar")
@access.public
def sign_out() -> Response:
    """Ends the session at the server, whoever still has a copy of the cookie."""
    if key := cookie.key():
        end_key(key)
    return cookie.drop_token(redirect(url_for("signin.sign_in"), 303))


def wanted() -> str | None:
    """Where the person was going, if it is a page of ours."""
    return safe_next(request.args.get("next"), "") or None


def onward() -> str:
    """There, or home."""
    return wanted() or "/"


def wait_words(seconds: int) -> str:
    """The same for an account that nobody has."""
    if seconds < 60:
        return ngettext("Too many tries. Try again in %(num)d second.", "Too many tries. Try again in %(num)d seconds.", seconds)
    return ngettext("Too many tries. Try again in %(num)d minute.", "Too many tries. Try again in %(num)d minutes.", -(-seconds // 60))


def pending_secret(person_id: str) -> str:
    """The secret that is being set up: the same while the page is tried again."""
    try:
        return unseal(ground.data_key(), person_id, b64decode(session[PENDING])).decode()
    except (KeyError, ValueError, NotSealedHere):
        secret = totp.new_secret()
        session[PENDING] = b64encode(seal(ground.data_key(), person_id, secret.encode())).decode()
        return secret


def _typed(form: CodeForm) -> str:
    return form.code.data or ""


def _sign_in_page(form: SignInForm, status: int) -> tuple[str, int]:
    return render_template("signin/sign_in.html", form=form, people=demo.people(request.args.get("kota")), next=wanted()), status


def _code_page(form: CodeForm, who: Choosing, secret: str | None) -> str:
    account = demo.account_of(who.person_id)
    picture = Markup(totp.picture(secret, account)) if secret else None  # noqa: S704 - drawn by segno from our own text
    return render_template("signin/code.html", form=form, secret=secret, picture=picture)
