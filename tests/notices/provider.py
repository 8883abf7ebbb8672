"""A provider of messages on this machine, as Apprise's plugins talk to one: it answers as it is told, or falls silent, and keeps what it was sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.twilio import NotifyTwilio
from apprise.plugins.whatsapp import NotifyWhatsApp

SETTINGS = {
    "telegram": {"sender": "kota_bot", "token": "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"},
    "whatsapp": {"sender": "+6281200000001", "from_phone_id": "100000000000001", "token": "EAAG" + "a1" * 20},
    "sms": {"sender": "+6281200000001", "account": "AC" + "0a" * 16, "token": "0b" * 16},
}  # fmt: skip
TO = {"telegram": "987654321", "whatsapp": "+6281299999999", "sms": "+6281299999999"}
FINE = {"telegram": (200, {"ok": True}), "whatsapp": (200, {"messages": [{"id": "wamid.1"}]}), "sms": (201, {"sid": "SM1"})}


class Provider(ThreadingHTTPServer):
    """`answers`: status and body for each channel; `silent`: takes the message and says nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = dict(FINE)
        self.silent = False
        self.sent: list[tuple[str, dict]] = []
        self.wake = threading.Event()

    def to_refuse(self, channel: str, status: int, body: dict) -> None:
        """From now on."""
        self.answers[channel] = (status, body)


class Handler(BaseHTTPRequestHandler):
    """One exchange."""

    server: Provider

    def do_POST(self) -> None:
        """Keeps the message and answers as told."""
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        body = json.loads(raw) if raw.startswith("{") else {name: one[0] for name, one in parse_qs(raw).items()}
        channel = "telegram" if self.path.startswith("/bot") else "whatsapp" if self.path.startswith("/wa/") else "sms"
        self.server.sent.append((channel, body))
        if self.server.silent:
            self.server.wake.wait(10)
            return
        status, said = self.server.answers[channel]
        words = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@contextmanager
def provider(monkeypatch) -> Iterator[Provider]:
    """Telegram, WhatsApp and Twilio, all three."""
    with Provider() as made:
        here = f"http://127.0.0.1:{made.server_address[1]}"
        monkeypatch.setattr(NotifyTelegram, "notify_url", f"{here}/bot")
        monkeypatch.setattr(NotifyWhatsApp, "notify_url", here + "/wa/{fb_ver}/{phone_id}")
        monkeypatch.setattr(NotifyTwilio, "notify_sms_url", here + "/sms/{sid}")
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.wake.set()
        made.shutdown()
