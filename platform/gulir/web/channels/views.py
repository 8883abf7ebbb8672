"""The channels of a city: how each stands, setting it, trying it, switching it off."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from uuid6 import uuid7
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.acting.store import db
from gulir.identity import ground
from gulir.identity.permissions import Permission
from gulir.identity.wiring import limiter
from gulir.notices import channels, hooks, reaching
from gulir.notices.senders.fields import CHANNELS
from gulir.notices.senders.outcomes import Outgoing, Receipt, Refused, Trouble, Unsure
from gulir.web.access import may, requires
from gulir.web.channels import log
from gulir.web.channels.forms import channel_form
from gulir.web.channels.words import TOPIC_WORDS
from gulir.web.deliveries import queries as deliveries
from gulir.web.deliveries.words import CHANNELS as NAMES
from gulir.web.deliveries.words import PROBLEMS
from gulir.web.groups.ground import area, status, tenant

blueprint = area("channels", __name__)


@blueprint.get("/<city:city>/saluran", endpoint="list")
@requires(Permission.CHANNEL_READ)
def list_() -> str:
    """Each channel and each webhook: set or not, on or off, well or not, and why."""
    figures = {row.channel: row for row in deliveries.figures(tenant())}
    words = {"names": NAMES, "problems": PROBLEMS, "topics": TOPIC_WORDS, "ails": channels.ails, "acts": log.ACTS, "log": log.latest(tenant())}
    rows = {"order": CHANNELS, "set": channels.shown(tenant()), "hooks": hooks.shown(tenant()), "figures": figures}
    return render_template("channels/list.html", city=g.city, may_write=may(Permission.CHANNEL_WRITE), **words, **rows)


@blueprint.route("/<city:city>/saluran/<channel>", methods=["GET", "POST"])
@requires(Permission.CHANNEL_WRITE)
def edit(channel: str) -> Response | tuple[str, int]:
    """Sets a channel; what is wrong stands at its field, and secrets are never shown again."""
    there = channels.shown(tenant()).get(known(channel))
    form = channel_form(channel, channels.plain(tenant(), channel), kept=there is not None)
    if form.validate_on_submit():
        try:
            channels.put(current(), tenant(), channel, form.settings())
            flash(_("%(channel)s is set and active. Send yourself a trial message to see whether it works.", channel=str(NAMES[channel])), "success")
            return redirect(url_for("channels.list"), 303)
        except channels.SecretNeeded as needed:
            form.needs(str(needed))
    return render_template("channels/edit.html", city=g.city, form=form, channel=channel, name=NAMES[channel], there=there), status(form)


@blueprint.post("/<city:city>/saluran/<channel>/percobaan")
@requires(Permission.CHANNEL_WRITE)
@limiter.limit("30 per hour")
def trial(channel: str) -> Response:
    """A message to oneself, now; the provider's answer is shown."""
    who = current()
    with ground.begin() as connection:
        to = reaching.address_of(connection, who.person_id, known(channel))
    return answered(str(NAMES[channel]), lambda: send_trial(channel, to))


@blueprint.post("/<city:city>/saluran/<channel>/sakelar")
@requires(Permission.CHANNEL_WRITE)
def switch(channel: str) -> Response:
    """On or off; what was set is kept."""
    on = request.form.get("nyala") == "1"
    if known(channel) not in channels.shown(tenant()):
        abort(404)  # what was never set, or was taken away meanwhile, is neither on nor off
    channels.switch(tenant(), channel, enabled=on)
    name = str(NAMES[channel])
    flash(
        _("%(channel)s is active.", channel=name) if on else _("%(channel)s is switched off. What was set is kept; nothing more is sent by it.", channel=name),
        "success",
    )
    return redirect(url_for("channels.list"), 303)


@blueprint.post("/<city:city>/saluran/<channel>/hapus")
@requires(Permission.CHANNEL_WRITE)
def forget(channel: str) -> Response:
    """What was set is taken away."""
    channels.forget(tenant(), known(channel))
    flash(_("What was set for %(channel)s is gone.", channel=str(NAMES[channel])), "success")
    return redirect(url_for("channels.list"), 303)


def known(channel: str) -> str:
    """The channel, if there is such a one."""
    return channel if channel in CHANNELS else abort(404)


def send_trial(channel: str, to: str | None) -> Receipt:
    """Sends it, and writes down what the provider has against the channel. Raises NotSent, Refused or Unsure."""
    way = channels.way_of(tenant(), channel)
    if to is None:
        raise Refused("no_address")
    if current().demo and not way.stays_here:
        raise Refused("invented")
    words = _("This is a trial message of %(city)s. If you read it, %(channel)s works.", city=g.city.name, channel=str(NAMES[channel]))
    db.session.commit()  # no transaction waits for somebody else's machine
    try:
        receipt = way.send(Outgoing(str(uuid7()), _("Trial message of %(city)s", city=g.city.name), words), to)
    except Trouble as trouble:
        channels.note_trouble(tenant(), channel, trouble)
        raise
    channels.note_well(tenant(), channel)
    return receipt


def answered(name: str, verb: Any) -> Response:
    """Goes back to the list, and says what came of a trial, with the other side's own words."""
    try:
        receipt = verb()
    except Unsure as trouble:
        flash(said(_("Nobody knows whether the trial arrived: %(channel)s fell silent.", channel=name), trouble.answer), "warning")
    except Trouble as trouble:
        flash(said(f"{name}: {PROBLEMS[trouble.problem]}" if trouble.problem != "no_address" else no_address(name), trouble.answer), "error")
    else:
        flash(said(_("%(channel)s took the trial message. Look whether it is there.", channel=name), receipt.answer), "success")
    return redirect(url_for("channels.list"), 303)


def no_address(name: str) -> str:
    """What to do first."""
    return _("You have no confirmed address for %(channel)s yet. Add one in your account, under “How you are told”; its code is the first trial.", channel=name)


def said(words: str, answer: str | None) -> str:
    """With the provider's own words, if it had any."""
    return f"{words} “{answer}”" if answer else words
