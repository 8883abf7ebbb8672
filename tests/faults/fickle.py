"""Providers that take a message and fall silent, refuse it for now, or hold it while their sender is killed: a mail server and a webhook, by turns."""

import json
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gulir.notices.senders import outbound, smtp, webhook
from tests.notices.postoffice import PostOffice, Talk

TURNS = ("well", "busy", "late", "well", "held")
PATIENCE = 0.6  # seconds of the sender, in these tests


@dataclass
class Fates:
    """What becomes of each message that arrives; so many are held, until their sender is dead. `taken`: the ids of those that the provider has."""

    holds: int
    met: Counter[str] = field(default_factory=Counter)
    taken: list[str] = field(default_factory=list)
    in_hand: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, message: str) -> str:
        """The fate of this one."""
        with self.lock:
            fate = TURNS[self.met.total() % len(TURNS)]
            if fate == "held" and self.met["held"] == self.holds:
                fate = "well"
            self.met[fate] += 1
            if fate != "busy":
                self.taken.append(message)
        return fate

    def keep_waiting(self, fate: str) -> bool:
        """Until its sender has given up, or is dead; True where there is nobody left to answer."""
        if fate == "held":
            self.in_hand.set()
            while self.in_hand.is_set():
                threading.Event().wait(0.02)
        elif fate == "late":
            threading.Event().wait(PATIENCE * 2)
        return fate == "held"


class Clerk(Talk):
    """Takes letters, each after its fate."""

    server: Any

    def take(self) -> bool:
        """Each letter is known by the id that it bears."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.decode("utf-8", "replace"))
        bears = next(line for line in lines if line.lower().startswith("message-id:"))
        fate = self.server.fates.take(bears.partition("<")[2].partition("@")[0])
        if not self.server.fates.keep_waiting(fate):
            self.say("452 4.3.1 No room now" if fate == "busy" else "250 taken")
        return True


class Hearer(BaseHTTPRequestHandler):
    """Is called, each time after its fate."""

    server: Any

    def do_POST(self) -> None:
        """Each call is known by its delivery."""
        self.rfile.read(int(self.headers["Content-Length"]))
        fate = self.server.fates.take(self.headers["Gulir-Delivery"])
        if not self.server.fates.keep_waiting(fate):
            with suppress(OSError):
                self.send_response(500 if fate == "busy" else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Says nothing."""


@contextmanager
def fickle(kind: str, certificate: tuple[str, str], fates: Fates) -> Iterator[Any]:
    """A provider of this kind."""
    if kind == "mail":
        server: Any = PostOffice(certificate, implicit=False)
        server.RequestHandlerClass = Clerk
    else:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Hearer)
        shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        shows.load_cert_chain(*certificate)
        server.socket = shows.wrap_socket(server.socket, server_side=True)
    server.fates, server.daemon_threads, server.handle_error = fates, True, lambda *_: None  # whoever is killed hangs up in the middle
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    fates.in_hand.clear()
    server.shutdown()
    server.server_close()


def lead_to(ways: str) -> None:
    """In the process of a sender: every address is that of this machine, counts as public, and has the test's certificate."""
    known = json.loads(ways)
    trusts = ssl.create_default_context(cafile=known["certificate"])
    real = outbound.connect
    outbound.resolve = lambda _host, _port: ["127.0.0.1"]
    outbound.is_public = lambda _address: True
    outbound.connect = lambda host, _port, seconds: real(host, known["port"], seconds)
    smtp.context = webhook.context = lambda: trusts
    smtp.SECONDS = webhook.SECONDS = PATIENCE
