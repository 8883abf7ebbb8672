"""A letter leaves, or it is said why not, or that nobody can know."""

import smtplib
import socketserver
import threading
from dataclasses import dataclass

import pytest

from gulir.notices import mail
from tests.places import Mailbox


@dataclass(frozen=True)
class Settings:
    mail_url: str
    mail_from: str = "gulir@contoh.id"


class Server(socketserver.StreamRequestHandler):
    """A mail server of few words; `silent` falls silent when it has the letter."""

    def handle(self):
        self.say("220 contoh")
        body = False
        while line := self.rfile.readline().strip():
            if body or line.upper().startswith(b"DATA"):
                self.data()
                if self.server.silent:
                    return None
            elif line.upper().startswith(b"RCPT") and self.server.refuses:
                self.say("550 nobody here")
            elif line.upper().startswith(b"QUIT"):
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def data(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.letters.append(b"".join(lines))
        if not self.server.silent:
            self.say("250 taken")

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server) as made:
        made.letters, made.silent, made.refuses, made.daemon_threads = [], False, False, True
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def address(server):
    return Settings(f"smtp://127.0.0.1:{server.server_address[1]}")


def test_into_a_folder(tmp_path):
    receipt = mail.send(Settings((tmp_path / "kotak").as_uri()), "rini@contoh.id", "Giliran Anda", "Isi – dengan “huruf”.")
    letter = Mailbox(tmp_path / "kotak").letters()[0]
    assert (letter["To"], letter["Subject"], letter["Message-ID"]) == ("rini@contoh.id", "Giliran Anda", receipt.receipt)
    assert "Isi – dengan “huruf”." in letter.get_content()


def test_by_smtp(server):
    mail.send(address(server), "rini@contoh.id", "Giliran Anda", "Isi", message_id="<1@contoh.id>")
    assert b"Message-ID: <1@contoh.id>" in server.letters[0]


def test_refused_is_not_sent(server):
    server.refuses = True
    with pytest.raises(mail.NotSent):
        mail.send(address(server), "rini@contoh.id", "Giliran Anda", "Isi")
    assert server.letters == []


def test_silence_after_the_letter_is_not_guessed_about(server):
    server.silent = True
    with pytest.raises(mail.Unsure):
        mail.send(address(server), "rini@contoh.id", "Giliran Anda", "Isi")
    assert len(server.letters) == 1


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:1", "gopher://x", "file:///proc/nowhere"])
def test_nowhere_to_send_to_is_said(url):
    with pytest.raises(mail.NotSent):
        mail.send(Settings(url), "rini@contoh.id", "Giliran Anda", "Isi")


def test_no_header_is_smuggled_in(tmp_path):
    with pytest.raises(mail.NotSent):
        mail.send(Settings(tmp_path.as_uri()), "rini@contoh.id", "Giliran\r\nBcc: semua@contoh.id", "Isi")


def test_a_server_without_encryption_is_refused_where_it_is_required(server):
    with pytest.raises((mail.NotSent, smtplib.SMTPException)):
        mail.send(Settings(address(server).mail_url + "?tls=required"), "rini@contoh.id", "Giliran Anda", "Isi")
    assert server.letters == []
