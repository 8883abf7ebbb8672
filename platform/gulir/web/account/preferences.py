"""How one is told: channels and their addresses, hours, language, and what one has muted."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity import ground
from gulir.identity.contact import NotAnAddress
from gulir.identity.permissions import Permission
from gulir.identity.persons import set_locale
from gulir.identity.wiring import limiter
from gulir.notices import confirming, queries, reaching
from gulir.notices.preferences import CHANNELS, Wishes, prefer, wishes_of
from gulir.notices.senders.outcomes import NotSent, Unsure
from gulir.web import i18n
from gulir.web.access import requires
from gulir.web.account import blueprint
from gulir.web.account.forms import AddressCodeForm, AddressForm, WishesForm
from gulir.web.deliveries.words import PROBLEMS
from gulir.web.forms import offered

Page = Response | str | tuple[str, int]


@blueprint.route("/akun/pemberitahuan", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def preferences() -> Page:
    """Everything about being told, on one page; it holds from now on, also for what still waits."""
    who = current()
    with ground.begin() as connection:
        wishes, reached = wishes_of(connection, who.person_id), reaching.reaches_of(connection, who.person_id)
        own_mail = reaching.sign_in_mail(connection, who.person_id)
    form = form_of(wishes, reached, own_mail)
    if form.validate_on_submit():
        with ground.begin() as connection:
            prefer(connection, who.person_id, form.wishes())
            set_locale(connection, who.person_id, form.locale.data)
        flash(gettext("So it is, from now on, also for what still waits."), "success")
        response = redirect(url_for("account.preferences"), 303)
        i18n.keep_choice(response, form.locale.data)
        return response
    muted = queries.muted_by(who)
    words = {"channels": CHANNELS, "own_mail": own_mail, "muted": muted, "demo": who.demo, "speaks": confirming.ways(who)}
    page = render_template("account/preferences.html", form=form, reached=reached, **words)
    return page, 422 if form.errors else 200


def form_of(wishes: Wishes, reached: dict[str, reaching.Reached], own_mail: str | None) -> WishesForm:
    """Only channels with a confirmed address are offered."""
    there = [channel for channel in CHANNELS if (channel == "mail" and own_mail) or reached.get(channel, reaching.Reached()).address]
    form = WishesForm(
        data={
            "channels": list(wishes.channels), "locale": i18n.chosen_locale(), "rhythm": wishes.rhythm, "digest_at": wishes.digest_at,
            "quiet_from": wishes.quiet_from, "quiet_until": wishes.quiet_until,
        }
    )  # fmt: skip
    form.channels.choices = offered((channel, CHANNELS[channel]) for channel in there)
    return form


@blueprint.route("/akun/pemberitahuan/<channel>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
@limiter.limit("20 per hour", methods=["POST"])
def address(channel: str) -> Page:
    """A new address: a code goes there, and nothing else until it has come back."""
    form = AddressForm() if channel in CHANNELS and not current().demo else abort(404)
    if form.validate_on_submit():
        try:
            reaching.NORMAL[channel](form.address.data or "")  # what is no address at all is said before anything else
            way = confirming.way(current(), channel)
            with ground.begin() as connection:
                written, code = reaching.ask(connection, ground.secret(), current().person_id, channel, form.address.data or "")
            confirming.send(way, written, code, i18n.chosen_locale())
            return redirect(url_for("account.address_code", channel=channel), 303)
        except NotAnAddress:
            form.address.errors = [WRONG[channel]()]
        except reaching.AskedTooSoon:
            form.address.errors = [gettext("A code was sent a moment ago. Wait a minute before you ask for another.")]
        except confirming.NoSender:
            form.address.errors = [gettext("None of your cities sends by this channel just now.")]
        except Unsure:
            return redirect(url_for("account.address_code", channel=channel), 303)  # it may have arrived: whoever has it types it
        except NotSent as trouble:
            form.address.errors = [PROBLEMS[trouble.problem]]
    return render_template("account/address.html", form=form, channel=channel, channels=CHANNELS), 422 if form.errors else 200


@blueprint.route("/akun/pemberitahuan/<channel>/kode", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
@limiter.limit("60 per hour", methods=["POST"])
def address_code(channel: str) -> Page:
    """The code comes back, and the address counts."""
    with ground.begin() as connection:
        wanted = reaching.reaches_of(connection, current().person_id).get(channel, reaching.Reached()).wanted
    if wanted is None:
        return redirect(url_for("account.preferences"), 303)
    form = AddressCodeForm()
    if form.validate_on_submit():
        try:
            with ground.begin() as connection:
                right = reaching.confirm(connection, ground.secret(), current().person_id, channel, form.code.data or "")
        except reaching.DeadCode:
            form.code.errors = [gettext("This code counts no more. Ask for a new one.")]
        else:
            if right:
                flash(gettext("The address is confirmed. Choose below whether it is used."), "success")
                return redirect(url_for("account.preferences"), 303)
            form.code.errors = [gettext("This is not the code that was sent.")]
    return render_template("account/address_code.html", form=form, channel=channel, wanted=wanted), 422 if form.errors else 200


@blueprint.post("/akun/pemberitahuan/<channel>/lepas")
@requires(Permission.ACCOUNT_OWN)
def forget_address(channel: str) -> Response:
    """The address is taken away."""
    if channel not in CHANNELS:
        abort(404)
    with ground.begin() as connection:
        reaching.forget(connection, current().person_id, channel)
    return redirect(url_for("account.preferences"), 303)


WRONG = {
    "mail": lambda: gettext("This is no e-mail address that can exist."),
    "whatsapp": lambda: gettext("This is no mobile number of Indonesia, as in 0812 3456 7890."),
    "sms": lambda: gettext("This is no mobile number of Indonesia, as in 0812 3456 7890."),
    "telegram": lambda: gettext("This is no chat id of a person: digits alone, which the bot @userinfobot tells you."),
}
