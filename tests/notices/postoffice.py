"""A mail server on this machine that speaks TLS and wants to be signed in to; it refuses, delays or falls silent as it is told, and keeps what it took."""

import base64
import contextlib
import email
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from gulir.notices.senders import outbound, smtp

NAME, USER, PASSWORD = "kait.example", "kota", "sandi:rahasia@kota"


class PostOffice(socketserver.ThreadingTCPServer):
    """`answers`: instead of yes to a command; `drips`: one byte a moment instead of an answer to EHLO; `held`: taken letters wait for `go_on`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: tuple[str, str], *, implicit: bool) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.shows.load_cert_chain(*certificate)
        self.implicit, self.offers_tls, self.drips = implicit, True, False
        self.answers: dict[str, str] = {}
        self.letters: list[EmailMessage] = []
        self.said: list[str] = []
        self.held: set[str] = set()
        self.go_on = threading.Event()

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to somebody."""
        return [one for one in self.letters if one["To"] == address]

    @property
    def settings(self) -> dict[str, str]:
        """As a city would set it."""
        how = {"port": "465", "security": "tls"} if self.implicit else {"port": "587", "security": "starttls"}
        return {"sender": f"kota@{NAME}", "host": NAME, "user": USER, "password": PASSWORD, **how}


class Talk(socketserver.StreamRequestHandler):
    """One talk."""

    server: PostOffice

    def setup(self) -> None:
        """Encrypted from the first byte, if so."""
        if self.server.implicit:
            self.request = self.server.shows.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        """Until the other side hangs up."""
        with contextlib.suppress(OSError):
            self.say("220 contoh")
            while line := self.rfile.readline().decode().strip():
                word = line.partition(" ")[0].upper()
                self.server.said.append(line)
                if word in self.server.answers:
                    self.say(self.server.answers[word])
                elif self.answer(word, line) is False:
                    return

    def answer(self, word: str, line: str) -> bool | None:
        """The answer to a command; False ends the talk."""
        encrypted = isinstance(self.request, ssl.SSLSocket)
        if word == "EHLO":
            if self.server.drips:
                while not self.server.go_on.wait(0.05):
                    self.wfile.write(b"2")
                return False
            self.say(
                "250-contoh", *([] if encrypted or not self.server.offers_tls else ["250-STARTTLS"]), *(["250-AUTH PLAIN"] if encrypted else []), "250 8BITMIME"
            )
        elif word == "STARTTLS":
            self.say("220 go on")
            self.request = self.server.shows.wrap_socket(self.request, server_side=True)
            super().setup()
        elif word == "AUTH":
            right = base64.b64decode(line.split()[2]).decode().split("\0")[1:] == [USER, PASSWORD]
            self.say("235 welcome" if right else "535 5.7.8 Username and Password not accepted")
        elif word == "DATA":
            return self.take()
        else:
            self.say("221 bye" if word == "QUIT" else "250 ok")
        return word != "QUIT"

    def take(self) -> bool:
        """The letter itself."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        if str(letter["To"]) in self.server.held:
            self.server.go_on.wait(30)
        self.server.letters.append(letter)  # type: ignore[arg-type]
        if "taken" in self.server.answers:
            self.say(self.server.answers["taken"])
            return True
        self.say("250 taken")
        return True

    def finish(self) -> None:
        """The server knows only the socket below an encrypted one."""
        super().finish()
        self.request.close()

    def say(self, *lines: str) -> None:
        """An answer."""
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def post_office(monkeypatch, certificate: tuple[str, str], *, implicit: bool = False) -> Iterator[PostOffice]:
    """The server of kait.example, whose certificate is trusted and which counts as public."""
    trusts = ssl.create_default_context(cafile=certificate[0])
    with PostOffice(certificate, implicit=implicit) as made:
        monkeypatch.setattr(outbound, "resolve", lambda _host, _port: ["127.0.0.1"])
        monkeypatch.setattr(outbound, "is_public", lambda _address: True)
        monkeypatch.setattr(smtp, "context", lambda: trusts)
        real = outbound.connect  # only the port is another than a city may set
        monkeypatch.setattr(outbound, "connect", lambda host, _port, seconds: real(host, made.server_address[1], seconds))
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.go_on.set()
        made.shutdown()
