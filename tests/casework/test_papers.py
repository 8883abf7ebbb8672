"""Files: sent as what they are, kept out of our pages, and nobody else's."""

import io

import pytest

from gulir.documents import path_of
from tests.casework.ground import PDF, open_form


@pytest.fixture
def paper(ground, number, client_as) -> str:
    """The address of a filed PDF."""
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "file")
    sent = open_form(client, path) | {"kind": "proposal", "number": "7/2026", "paper": (io.BytesIO(PDF), "<script>usul.pdf.exe")}
    assert client.post(path, data=sent, content_type="multipart/form-data").status_code == 303
    return f"/{ground.city.slug}/dokumen/{ground.see('select id from document where tenant_id = :tenant')[0].id}"


def test_a_file_is_sent_as_what_it_is(ground, paper, client_as) -> None:
    answer = client_as(ground.city.one("programme_manager")).get(paper)
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment") and ".exe" not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_part_of_a_file(ground, paper, client_as) -> None:
    answer = client_as(ground.city.one("programme_manager")).get(paper, headers={"Range": "bytes=0-3"})
    assert answer.status_code == 206 and answer.data == b"%PDF"


def test_another_citys_file_is_not_there(ground, paper, cast, client, client_as) -> None:
    stranger = client_as(cast.surabaya.one("programme_manager"))
    assert stranger.get(paper).status_code == 404
    assert stranger.get(paper.replace(ground.city.slug, "surabaya")).status_code == 404
    assert client.get(paper).status_code == 303
    assert client_as(ground.city.one("programme_manager")).get(paper[:-1] + "x").status_code == 404


def test_a_file_that_the_disk_has_lost_is_said_and_logged(ground, paper, client_as, caplog, context) -> None:
    digest = ground.see("select file_digest from document where tenant_id = :tenant")[0].file_digest
    with path_kept_aside(digest):
        answer = client_as(ground.city.one("programme_manager")).get(paper)
    assert answer.status_code == 503 and digest in caplog.text and digest not in answer.text


class path_kept_aside:
    """The store without one of its files, for a while."""

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def __enter__(self) -> None:
        self.path = path_of(self.digest)
        self.content = self.path.read_bytes()
        self.path.unlink()

    def __exit__(self, *_error: object) -> None:
        self.path.write_bytes(self.content)


@pytest.mark.parametrize(("content", "name"), [(b"<html><script>alert(1)</script>", "surat.pdf"), (b"MZ\x90", "foto.jpg"), (b"", "kosong.pdf")])
def test_what_is_not_a_picture_or_pdf_is_not_taken(ground, number, client_as, content, name) -> None:
    client = client_as(ground.city.one("organiser"))
    path = ground.page(number, "file")
    sent = open_form(client, path) | {"kind": "proposal", "number": "7/2026", "paper": (io.BytesIO(content), name)}
    answer = client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and 'id="paper-error"' in answer.text and 'value="7/2026"' in answer.text
