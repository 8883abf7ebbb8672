"""A webhook is called at a public address only, as it was looked up once; its call is signed, and bears its delivery's id."""

import hashlib
import hmac
import http.server
import socket
import ssl
import threading
import time

import pytest

from gulir.notices.senders import outbound, webhook
from gulir.notices.senders.outcomes import NotSent, Outgoing, Refused, Trouble, Unsure

MESSAGE = Outgoing("01990000-0000-7000-8000-000000000001", "", '{"topic":"turn"}')
SECRET = {"secret": "rahasia-contoh"}
# Hosts that lead inside, however they are written. What the machine's resolver makes of the odd ones does not matter: nobody may be called.
INSIDE = (
    "127.0.0.1", "127.1", "127.0.0.53", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "0", "0.0.0.0", "0.0.0.1",  # noqa: S104
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.254",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]",
    "[ff02::1]", "[100::1]", "[5f00::1]", "localhost", "localhost.", "printer.local", "db.internal", "a.localhost", "ip6-localhost",
)  # fmt: skip
NO_TARGETS = (
    "http://contoh.id/", "ftp://contoh.id/", "file:///etc/passwd", "gopher://contoh.id/", "//contoh.id/", "contoh.id", "https://", "https:///x",
    "https://u:p@contoh.id/", "https://contoh.id@127.0.0.1/", "https://contoh.id:22/", "https://contoh.id:8080/", "https://contoh.id:99999/",
    "https://contoh.id/\r\nX: 1", "https://contoh.id\\@127.0.0.1/", "https://ⓛocalhost/", "https://contoh。id/", "https://[::1", "https://con toh.id/",
)  # fmt: skip


class Connections:
    """What stands in for the machine's own way of connecting: a canary that counts."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int]] = []

    def __call__(self, where: tuple[str, int], **_more: object) -> socket.socket:
        self.made.append(where)
        raise ConnectionRefusedError


@pytest.fixture
def canary(monkeypatch):
    made = Connections()
    monkeypatch.setattr(outbound.socket, "create_connection", made)
    return made


def test_nothing_inside_is_ever_called(canary):
    told = []
    for host in INSIDE:
        with pytest.raises(Trouble) as trouble:
            webhook.send(MESSAGE, f"https://{host}/", SECRET)
        told.append(trouble.value.problem)
    for url in NO_TARGETS:
        with pytest.raises(Refused):
            webhook.send(MESSAGE, url, SECRET)
    assert canary.made == []
    assert len(INSIDE) + len(NO_TARGETS) >= 60
    assert told.count("forbidden_target") >= 45
    print(f"{len(INSIDE) + len(NO_TARGETS)} targets, {len(canary.made)} connections")


def test_a_name_is_looked_up_once_and_one_inner_address_spoils_it(canary, monkeypatch):
    asked = []
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["93.184.215.14", "10.0.0.1"]])
    monkeypatch.setattr(outbound, "resolve", lambda host, port: asked.append(host) or next(answers))
    with pytest.raises(NotSent) as first:
        webhook.send(MESSAGE, "https://berubah.example/", SECRET)
    assert (first.value.problem, canary.made) == ("unreachable", [("93.184.215.14", 443)])
    for _ in range(2):
        with pytest.raises(Refused):
            webhook.send(MESSAGE, "https://berubah.example/", SECRET)
    assert len(canary.made) == 1
    assert len(asked) == 3


def test_a_name_that_is_not_known_is_not_sent_to(canary, monkeypatch):
    monkeypatch.setattr(outbound, "resolve", lambda *_: (_ for _ in ()).throw(socket.gaierror("?")))
    with pytest.raises(NotSent):
        webhook.send(MESSAGE, "https://tidak-ada.example/", SECRET)
    assert canary.made == []


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers as told, and keeps what it heard."""

    def do_POST(self) -> None:
        self.server.heard.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])), self.path))
        status, headers, body = self.server.answer
        if status is None:
            time.sleep(2)
            return
        self.send_response(status)
        for name, words in headers.items():
            self.send_header(name, words)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch, certificate):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads, server.heard, server.answer = True, [], (200, {}, b"baik")
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(*certificate)
    server.socket = shows.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    monkeypatch.setattr(webhook, "PORTS", (443, port))
    monkeypatch.setattr(outbound, "resolve", lambda _host, _port: ["127.0.0.1"])
    monkeypatch.setattr(outbound, "is_public", lambda _address: True)
    trusts = ssl.create_default_context(cafile=certificate[0])
    monkeypatch.setattr(webhook, "context", lambda: trusts)
    server.url = f"https://kait.example:{port}/masuk?a=1"
    yield server
    server.shutdown()
    server.server_close()


def test_a_call_is_signed_and_known_by_its_delivery(receiver):
    receipt = webhook.send(MESSAGE, receiver.url, SECRET)
    ((headers, body, path),) = receiver.heard
    line = f"{headers['Gulir-Timestamp']}.{headers['Gulir-Delivery']}.".encode() + body
    assert headers["Gulir-Signature"] == "sha256=" + hmac.new(SECRET["secret"].encode(), line, hashlib.sha256).hexdigest()
    assert abs(int(headers["Gulir-Timestamp"]) - time.time()) < 60
    assert (headers["Gulir-Delivery"], headers["Host"].split(":")[0], path, body) == (MESSAGE.id, "kait.example", "/masuk?a=1", MESSAGE.text.encode())
    assert (receipt.receipt, receipt.answer) == ("200", "baik")


@pytest.mark.parametrize(
    ("status", "outcome"), [(301, Refused), (302, Refused), (307, Refused), (400, Refused), (410, Refused), (429, NotSent), (503, NotSent)]
)
def test_no_redirect_is_followed_and_a_no_is_a_no(receiver, status, outcome):
    receiver.answer = (status, {"Location": receiver.url}, b"")
    with pytest.raises(outcome) as told:
        webhook.send(MESSAGE, receiver.url, SECRET)
    assert type(told.value) is outcome
    assert len(receiver.heard) == 1


def test_silence_is_not_waited_for_and_no_endless_answer_is_read(receiver, monkeypatch):
    monkeypatch.setattr(webhook, "SECONDS", 0.5)
    receiver.answer = (None, {}, b"")
    began = time.monotonic()
    with pytest.raises(Unsure):
        webhook.send(MESSAGE, receiver.url, SECRET)
    assert time.monotonic() - began < 1.9
    monkeypatch.setattr(webhook, "SECONDS", 5)
    receiver.answer = (200, {}, b"x" * 3_000_000)
    assert len(webhook.send(MESSAGE, receiver.url, SECRET).answer or "") <= 300


def test_a_certificate_of_another_name_is_not_spoken_to(receiver):
    with pytest.raises(NotSent):
        webhook.send(MESSAGE, receiver.url.replace("kait.example", "lain.example"), SECRET)
    assert receiver.heard == []
