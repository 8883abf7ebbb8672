"""Hands a letter to a mail server, and says what is known of its fate: taken, not taken this time, refused for good, or nobody knows."""

import contextlib
import smtplib
import socket
import ssl
import threading
from email.message import EmailMessage
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from gulir.notices.senders import outbound
from gulir.notices.senders.outcomes import ANSWER, NotSent, Receipt, Refused, Trouble, Unsure

PATIENCE = 10  # seconds for each answer of the server
SECONDS = 20  # for all of it: whoever drips one byte a second would keep any time-out of reading at bay
CREDENTIALS = (530, 534, 535, 538)  # the server's words for: not signed in, or not so


class Server(smtplib.SMTP):
    """Knows whether it has begun to hand over the letter: before that, silence means that nothing left. Hangs up when its time is over."""

    handed_over = False
    watch: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self.watch = threading.Timer(SECONDS, self.hang_up)
        self.watch.daemon = True
        self.watch.start()
        return self.line(host, port, timeout)

    def line(self, host: str, port: int, timeout: float) -> socket.socket:
        """The connection."""
        return socket.create_connection((host, port), timeout)

    def hang_up(self) -> None:
        """Ends the talk from outside the thread that waits in it."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """And nobody watches any more."""
        if self.watch is not None:
            self.watch.cancel()
        super().close()

    def data(self, msg: Any) -> Any:
        """From here on the server may have the letter."""
        self.handed_over = True
        return super().data(msg)


class EncryptedServer(smtplib.SMTP_SSL, Server):
    """Encrypted from the first byte."""


class OutwardServer(Server):
    """A server that a city named: looked up once, and refused where it is not of the public internet."""

    def line(self, host: str, port: int, timeout: float) -> socket.socket:
        """To where it was looked up."""
        return outbound.connect(host, port, timeout)


class OutwardEncryptedServer(smtplib.SMTP_SSL, OutwardServer):
    """The same, encrypted from the first byte."""


def hand_over(where: SplitResult, letter: EmailMessage, *, outward: bool) -> Receipt:
    """One letter. Raises NotSent, Refused or Unsure."""
    server: Server | None = None
    try:
        server = connect(where, outward=outward)
        server.send_message(letter)
        return Receipt(str(letter["Message-ID"]))
    except (OSError, smtplib.SMTPException, UnicodeError) as wrong:  # whatever ends a talk with a server is one of these
        raise trouble_of(wrong, handed_over=server is not None and server.handed_over) from wrong
    finally:
        if server is not None:
            server.close()


def connect(where: SplitResult, *, outward: bool) -> Server:
    """Connected, encrypted and signed in, as the address says."""
    host = where.hostname or "localhost"
    tls = parse_qs(where.query).get("tls", ["offered"])[0]
    if where.scheme == "smtps":
        kind = OutwardEncryptedServer if outward else EncryptedServer
        server: Server = kind(host, where.port or 465, timeout=PATIENCE, context=context())
    else:
        server = (OutwardServer if outward else Server)(host, where.port or 25, timeout=PATIENCE)
        server.ehlo()
        if tls == "required" or (tls == "offered" and server.has_extn("starttls")):
            server.starttls(context=context())
    if where.username:
        server.login(unquote(where.username), unquote(where.password or ""))
    return server


def context() -> ssl.SSLContext:
    """Certificates are checked, as everywhere."""
    return ssl.create_default_context()


def trouble_of(wrong: Exception, *, handed_over: bool) -> Trouble:
    """What a server's refusal or silence means. Its answers may name the reader's address, which is taken out."""
    if isinstance(wrong, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(wrong.recipients.values()))
        return answered("address", code, said)
    if isinstance(wrong, smtplib.SMTPResponseException):
        kind = "sender" if isinstance(wrong, smtplib.SMTPSenderRefused) else "refused"
        return answered("credentials" if wrong.smtp_code in CREDENTIALS else kind, wrong.smtp_code, wrong.smtp_error)
    if isinstance(wrong, UnicodeError):
        return Refused("credentials", "the server takes plain letters only")
    if handed_over:
        return Unsure("silent", type(wrong).__name__)
    return NotSent("unreachable", type(wrong).__name__)


def answered(problem: str, code: int, said: bytes | str) -> Trouble:
    """By the rule of SMTP: 5xx is for good, 4xx for now."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    answer = " ".join("…" if "@" in word else word for word in f"{code} {words}".split())[:ANSWER]
    return Refused(problem, answer) if code >= 500 else NotSent("busy", answer)
