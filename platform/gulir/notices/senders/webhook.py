"""Calls a city's own webhook: JSON over HTTPS, signed, to a public address only, with no redirects, and never for longer than a few seconds."""

import contextlib
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from gulir.notices.senders import outbound
from gulir.notices.senders.outcomes import ANSWER, NotSent, Outgoing, Receipt, Refused, Unsure

SECONDS = 5.0  # for all of it
MOST = 64 * 1024  # bytes that are read of an answer
PORTS = (443, 8443)
LATER = (408, 425, 429, 500, 502, 503, 504)  # a delivery is known by its id, so that trying again is safe even where it was taken


class BadTarget(ValueError):
    """This address can be no webhook's; the message says which rule it breaks: form, scheme, name, port, user."""


def send(message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """Posts `message.text`, which is JSON, signed with `settings["secret"]`."""
    try:
        where = target(to)
    except BadTarget as wrong:
        raise Refused("forbidden_target", str(wrong)) from wrong
    headers = signed(message, settings["secret"], int(time.time()))
    status, answer = post(where, message.text.encode(), headers)
    if 200 <= status < 300:
        return Receipt(str(status), answer)
    if status in LATER:
        raise NotSent("busy", f"{status} {answer}")
    raise Refused("refused", f"{status} {answer}")


def target(url: str) -> SplitResult:
    """The address in its parts. Raises BadTarget."""
    if not url.isascii() or any(character.isspace() or character in '\\"<>' or not character.isprintable() for character in url) or len(url) > 2000:
        raise BadTarget("form")
    try:
        where = urlsplit(url)
        port = where.port or 443
    except ValueError as wrong:
        raise BadTarget("form") from wrong
    if where.scheme != "https":
        raise BadTarget("scheme")
    if not where.hostname or where.hostname.endswith((".localhost", ".local", ".internal", ".localdomain")) or where.hostname == "localhost":
        raise BadTarget("name")
    if where.username is not None or where.password is not None:
        raise BadTarget("user")
    if port not in PORTS:
        raise BadTarget("port")
    return where


def signed(message: Outgoing, secret: str, now: int) -> dict[str, str]:
    """The headers. What is signed is `<seconds>.<delivery>.<body>`, so that neither an old call nor another delivery's can be passed off as this one."""
    what = f"{now}.{message.id}.".encode() + message.text.encode()
    digest = hmac.new(secret.encode(), what, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Gulir",
        "Gulir-Delivery": message.id,
        "Gulir-Timestamp": str(now),
        "Gulir-Signature": f"sha256={digest}",
    }


def post(where: SplitResult, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Status and the beginning of the answer. The name is looked up once; the connection goes to what was found, and the certificate is the name's."""
    host, until = where.hostname or "", time.monotonic() + SECONDS
    line = encrypted(outbound.connect(host, where.port or 443, SECONDS), host)
    watch = threading.Timer(max(0.1, until - time.monotonic()), hang_up, [line])  # whoever drips one byte a second would keep any time-out of reading at bay
    watch.start()
    connection = http.client.HTTPSConnection(host, where.port or 443)
    connection.sock = line
    try:
        connection.request("POST", (where.path or "/") + (f"?{where.query}" if where.query else ""), body, headers)
        response = connection.getresponse()
        return response.status, " ".join(response.read(MOST)[: ANSWER * 2].decode("utf-8", "replace").split())[:ANSWER]
    except (OSError, ValueError, http.client.HTTPException) as silent:
        raise Unsure("silent", type(silent).__name__) from silent
    finally:
        watch.cancel()
        connection.close()


def encrypted(line: socket.socket, host: str) -> ssl.SSLSocket:
    """The line after the handshake, in which the other side shows the certificate of `host`. Raises NotSent."""
    try:
        return context().wrap_socket(line, server_hostname=host)
    except (OSError, ValueError) as wrong:  # a certificate that is not the name's among them
        line.close()
        raise NotSent("unreachable", type(wrong).__name__) from wrong


def hang_up(line: ssl.SSLSocket) -> None:
    """Ends a call from outside the thread that waits in it."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def context() -> ssl.SSLContext:
    """Certificates are checked, as everywhere."""
    return ssl.create_default_context()
