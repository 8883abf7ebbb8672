"""Sends one letter: by SMTP, or into a folder of .eml files where there is no server; says what is known of its fate."""

import os
import time
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app

from gulir.notices.senders.outcomes import NotSent, Receipt, Refused, Unsure
from gulir.notices.senders.smtp import hand_over

__all__ = ["NotSent", "Receipt", "Refused", "Unsure", "send"]
SCHEMES = ("smtp", "smtps", "file")


class MailSettings(Protocol):
    """`mail_url`: smtp://user:password@host:587 (STARTTLS wherever offered; ?tls=required insists, ?tls=none never), smtps://host, or file:///a/folder."""

    mail_url: str
    mail_from: str


def send(settings: MailSettings, to: str, subject: str, body: str, *, message_id: str | None = None, outward: bool = False) -> Receipt:
    """Sends plain text to one address; the receipt is the letter's own id, by which the server's log knows it too. Raises NotSent, Refused or Unsure.

    `outward`: the server was named by a city, so that it has to be one of the public internet."""
    try:
        letter = write_letter(settings.mail_from, to, subject, body, message_id)
        where = urlsplit(settings.mail_url)
        if where.scheme not in SCHEMES or (outward and where.scheme == "file"):
            raise Refused("not_set", f"a mail server's address begins with {', '.join(s + '://' for s in SCHEMES)}; not {where.scheme}://")
    except ValueError as wrong:  # a line end in a header, an address that is none
        raise Refused("address", str(wrong)) from wrong
    if where.scheme == "file":
        return _drop(Path(unquote(where.path)), letter)
    return hand_over(where, letter, outward=outward)


def write_letter(sender: str, to: str, subject: str, body: str, message_id: str | None = None) -> EmailMessage:
    """The letter as it is sent. Raises ValueError for a header with a line end in it."""
    letter = EmailMessage(policy=CRLF)
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"] = formatdate()
    letter["Message-ID"] = message_id or make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    letter["Auto-Submitted"] = "auto-generated"  # out-of-office answers stay away
    letter.set_content(body)
    return letter


def _drop(folder: Path, letter: EmailMessage) -> Receipt:
    """Appears whole or not at all, in the order of sending."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{os.getpid()}-{time.time_ns()}"
        draft.write_bytes(letter.as_bytes())
        draft.rename(folder / f"{time.time_ns()}-{os.getpid()}.eml")
    except OSError as wrong:
        raise NotSent("unreachable", f"{folder}: {wrong.strerror}") from wrong
    return Receipt(str(letter["Message-ID"]))


def house_stays_here() -> bool:
    """Does the house put letters into a folder of this machine? Only then are invented people written to, whose addresses may be somebody's."""
    return urlsplit(current_app.extensions["gulir.settings"].mail_url).scheme == "file"
