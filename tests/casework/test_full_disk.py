"""A disk without room: every form that takes a file says so at its field with 507, does nothing, and keeps what was typed."""

import errno
import io
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest

from tests.casework.ground import PDF, letter, open_form, shown
from tests.casework.test_advocacy_pages import to_mandate
from tests.casework.test_houses_page import household, opened

NO_ROOM = "File belum dapat disimpan. Yang Anda ketik masih ada"
SURVEY = {
    "title": "Rumah Bu Misalan", "source": "grant", "roof": "rotting", "walls": "sound", "floor": "earth", "sanitation": "none", "land": "girik",
    "at_ktp_address": "yes", "received": "no",
}  # fmt: skip


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more fits onto the disk."""

    def write(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(import_module("gulir.documents.store"), "_write", write)  # the package has a function of that name


def of_a_house(ground: Any, client_as: Any) -> tuple[Any, str, str, dict[str, str]]:
    """The first photo of a house that is surveyed."""
    household(ground)
    client = client_as(ground.city.one("organiser"))
    return client, f"{opened(ground, client, 'rtlh')}/rumah", "photo_start", SURVEY | {"household": str(ground.city.groups[0])}


def of_an_advocacy_case(ground: Any, client_as: Any) -> tuple[Any, str, str, dict[str, str]]:
    """The scan of the residents' mandate."""
    advocate = client_as(ground.city.one("advocate"))
    case = to_mandate(ground, (client_as(ground.city.one("organiser")), advocate))
    return advocate, f"{case}/authorise", "meeting_record", letter("meeting_record") | {"demands-0-words": "Tidak digusur", "authority": "Menata"}


def of_its_papers(ground: Any, client_as: Any) -> tuple[Any, str, str, dict[str, str]]:
    """A paper that is filed with it."""
    advocate, path, _name, _typed = of_an_advocacy_case(ground, client_as)
    return advocate, path.replace("authorise", "file"), "paper", {"kind": "sent_letter", "number": "7/W/2026"}


@pytest.mark.parametrize("form", [of_a_house, of_an_advocacy_case, of_its_papers], ids=lambda one: one.__name__)
def test_a_full_disk_is_said_at_the_field_and_nothing_is_lost(ground, client_as, full, form) -> None:
    client, path, name, typed = form(ground, client_as)
    before = ground.see("select count(*) as n from event where tenant_id = :tenant")[0].n
    sent = open_form(client, path) | typed | {name: (io.BytesIO(PDF + uuid4().bytes), "foto.pdf")}  # what lies there already needs no room
    answer = client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 507
    assert NO_ROOM in shown(answer)
    assert all(f'value="{word}"' in answer.text or word in shown(answer) for word in typed.values())
    assert ground.see("select count(*) as n from event where tenant_id = :tenant")[0].n == before
