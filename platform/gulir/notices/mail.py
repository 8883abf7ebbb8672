"""Sends one letter: by SMTP, or into a folder of .eml files where there is no server; says what is known of its fate."""

import os
import smtplib
import ssl
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

PATIENCE = 10  # seconds for each answer of the server
SCHEMES = ("smtp", "smtps", "file")


class MailSettings(Protocol):
    """`mail_url`: smtp://user:password@host:587 (STARTTLS wherever offered; ?tls=required insists, ?tls=none never), smtps://host, or file:///a/folder."""

    mail_url: str
    mail_from: str


class NotSent(RuntimeError):
    """The letter did not leave; trying again sends it once."""


class Unsure(RuntimeError):
    """The server fell silent after it had the letter: it may have left. Trying again may send it twice."""


@dataclass(frozen=True)
class Receipt:
    """The letter's own id, by which the server's log knows it too."""

    message_id: str


def send(settings: MailSettings, to: str, subject: str, body: str, *, message_id: str | None = None) -> Receipt:
    """Sends plain text to one address. Raises NotSent or Unsure."""
    try:
        letter = write_letter(settings.mail_from, to, subject, body, message_id)
        where = urlsplit(settings.mail_url)
        if where.scheme not in SCHEMES:
            raise NotSent(f"GULIR_MAIL_URL begins with {', '.join(s + '://' for s in SCHEMES)}; not {where.scheme}://")
    except ValueError as wrong:  # a line end in a header, an address that is none
        raise NotSent(str(wrong)) from wrong
    if where.scheme == "file":
        _drop(Path(unquote(where.path)), letter)
    else:
        _hand_over(where, letter)
    return Receipt(str(letter["Message-ID"]))


def write_letter(sender: str, to: str, subject: str, body: str, message_id: str | None = None) -> EmailMessage:
    """The letter as it is sent. Raises ValueError for a header with a line end in it."""
    letter = EmailMessage(policy=CRLF)
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"] = formatdate()
    letter["Message-ID"] = message_id or make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    letter["Auto-Submitted"] = "auto-generated"  # out-of-office answers stay away
    letter.set_content(body)
    return letter


def _drop(folder: Path, letter: EmailMessage) -> None:
    """Appears whole or not at all, in the order of sending."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{os.getpid()}-{time.time_ns()}"
        draft.write_bytes(letter.as_bytes())
        draft.rename(folder / f"{time.time_ns()}-{os.getpid()}.eml")
    except OSError as wrong:
        raise NotSent(f"{folder}: {wrong.strerror}") from wrong


def _hand_over(where: SplitResult, letter: EmailMessage) -> None:
    try:
        server = _connect(where)
    except (OSError, smtplib.SMTPException) as wrong:
        raise NotSent(f"{where.hostname}: {type(wrong).__name__}") from wrong
    try:
        server.send_message(letter)
    except (smtplib.SMTPServerDisconnected, TimeoutError) as silent:
        raise Unsure(f"{where.hostname}: {type(silent).__name__}") from silent
    except (OSError, smtplib.SMTPException) as wrong:
        raise NotSent(f"{where.hostname}: {type(wrong).__name__}") from wrong
    finally:
        server.close()


def _connect(where: SplitResult) -> smtplib.SMTP:
    """Connected, encrypted and signed in, as the address says."""
    host = where.hostname or "localhost"
    tls = parse_qs(where.query).get("tls", ["offered"])[0]
    if where.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, where.port or 465, timeout=PATIENCE, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, where.port or 25, timeout=PATIENCE)
        server.ehlo()
        if tls == "required" or (tls == "offered" and server.has_extn("starttls")):
            server.starttls(context=ssl.create_default_context())
    if where.username:
        server.login(unquote(where.username), unquote(where.password or ""))
    return server
