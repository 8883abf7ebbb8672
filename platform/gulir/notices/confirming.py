"""Sends the code that a new address is confirmed by; a page never waits for it."""

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from gulir.identity.letters import send_later
from gulir.notices import mail


class NoSender(LookupError):
    """Nobody sends by this channel."""


def send(channel: str, address: str, code: str, locale: str) -> None:
    """Raises NoSender."""
    if channel != "mail":
        raise NoSender(channel)
    with force_locale(locale):
        send_later(mail.send, current_app.extensions["gulir.settings"], address, gettext("Your code for Gulir"), render_template("mail/code.txt", code=code))
