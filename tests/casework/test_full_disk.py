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
from tests.walk.ground import Case, Stage
from tests.walk.houses import Grants
from tests.walk.ladders import AMOUNT, climb

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


@pytest.mark.parametrize(("step", "photo", "day"), [("reach_half", "photo_half", "2014-04-10"), ("finish", "photo_done", "2014-04-20")])
def test_the_photos_of_a_house_on_its_way_too(ground, client_as, superuser, cast, acting_as, context, full, step, photo, day) -> None:
    stage = Stage(superuser, ground.city, cast, acting_as)
    grant = Grants(stage).open("rtlh", AMOUNT)
    climb(grant, "rtlh", "building")
    child = grant.look("organiser").facts["children"][0]
    house = Case(stage, child["id"], child["number"])
    for taken, given in (("buy_materials", {"supplied_on": "2014-04-01"}), ("reach_half", {"taken_on": "2014-04-10"})):
        if taken != step:
            house.take("organiser", taken, **given)
        else:
            break
    client, path = client_as(ground.city.one("organiser")), f"/{ground.city.slug}/berkas/{house.number}/{step}"
    before, typed = len(house.events()), {"taken_on": day} | ({"self_help": "500000"} if step == "finish" else {})
    sent = open_form(client, path) | typed | {photo: (io.BytesIO(PDF + uuid4().bytes), "foto.pdf")}
    answer = client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 507
    assert NO_ROOM in shown(answer)
    assert all(f'value="{word}"' in answer.text or word in shown(answer) for word in typed.values())
    assert len(house.events()) == before


def test_the_scan_of_a_proposal_letter_too(ground, client_as, full) -> None:
    client, path = client_as(ground.city.one("programme_manager")), f"/{ground.city.slug}/usulan/baru"
    typed = {"title": "Usulan Misalan", "letter_number": "460/77", "year": "2026", "component": "kube", "source": "csr"}
    sent = open_form(client, path) | typed | {"file": (io.BytesIO(PDF + uuid4().bytes), "surat.pdf")}
    answer = client.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 507
    assert NO_ROOM in shown(answer)
    assert all(f'value="{word}"' in answer.text for word in typed.values())
    assert ground.see("select count(*) as n from batch where tenant_id = :tenant")[0].n == 0
