"""Sends the code that a new address is confirmed by: by mail behind the page's back, by another channel at once, so that its answer can be told."""

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from uuid6 import uuid7

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.identity.letters import send_later
from gulir.notices import mail, queries
from gulir.notices.channels import Way, opened
from gulir.notices.senders.outcomes import Outgoing, Refused


class NoSender(LookupError):
    """Nobody sends by this channel."""


def ways(who: Acting) -> dict[str, Way]:
    """By which channels a code can reach them: mail always; another if one of their cities speaks by it, the first that is well."""
    found = {"mail": Way("mail", {})}
    for row in sorted(db.session.execute(queries.CODE_CHANNELS, {"key": who.key}), key=lambda one: (one.ails, one.tenant_id)):
        if row.channel not in found:
            try:
                found[row.channel] = Way(row.channel, opened(row.tenant_id, row.channel, row.settings))
            except Refused:
                continue  # set under another key: as good as not set
    return found


def way(who: Acting, channel: str) -> Way:
    """Raises NoSender."""
    try:
        return ways(who)[channel]
    except KeyError as nobody:
        raise NoSender(channel) from nobody


def send(by: Way, address: str, code: str, locale: str) -> None:
    """One code. Raises NotSent, Refused or Unsure by any channel but mail, whose page never waits for a server."""
    with force_locale(locale):
        if by.channel == "mail":
            subject, letter = gettext("Your code for Gulir"), render_template("mail/code.txt", code=code)
            send_later(mail.send, current_app.extensions["gulir.settings"], address, subject, letter)
            return
        words = gettext("%(code)s is your code for Gulir. It counts for 15 minutes. If it was not you, leave it.", code=code)
    by.send(Outgoing(str(uuid7()), "", words), address)
