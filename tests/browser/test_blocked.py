"""A second group is stopped by the status of its land, and stays so where anybody would look: the case, the board, the work list, the letter."""

import pytest
from playwright.sync_api import expect

from gulir.cases.looking import processes
from tests.browser.casefile import CaseFile
from tests.browser.ground import letter, photo
from tests.walk import journeys
from tests.walk.ground import Case, Stage
from workflows.documents import KUBE

pytestmark = pytest.mark.browser
LAND = "Status tanah belum diakui"


@pytest.fixture
def stage(context, superuser, city, cast, acting_as):
    return Stage(superuser, city(name="Kota Rel"), cast, acting_as)


@pytest.fixture
def verified(stage) -> Case:
    """A group of the informal kampung, under the regular rulebook, as far as the city's recommendation."""
    case = stage.open(group=1, book=processes().rulebooks["kube-regular"].hash)
    case.file(*KUBE["confirm_complete"])
    return journeys.to_verified(case)


def test_land_status_stops_a_group_and_the_city_declines(seat, stage, verified):
    city, path = stage.city, f"/{stage.city.slug}/berkas/{verified.number}"
    officer = CaseFile(seat(city.one("dinsos_officer")), path)
    officer.turn("Dinas Sosial Kota Rel", state="Terverifikasi").stopped("recommend", "Status tanah Kampung Rel belum diakui")
    assert "§ 4.2" in officer.seat.text.replace("\u00a0", " ")
    assert officer.button("decline").count() == 0  # who declines first says why
    officer.take("block", code="STATUS_TANAH", resolver="dinsos_city", since="2014-05-12", note="Tanah di tepi rel milik kereta api")
    officer.take("decline", refusal_letter=letter("460/1182/2014", "Gito Misalan", "Kepala Dinas", scan=photo()))
    officer.turn("Dinas Sosial Kota Rel", state="Terverifikasi: tertahan").stopped("recommend", LAND)
    expect(officer.seat.page.locator("section.stop h2").first).to_contain_text(LAND)
    expect(officer.seat.page.locator("ol.story").first).to_contain_text("460/1182/2014")
    seen_by_others(seat, stage, verified)


def seen_by_others(seat, stage, case):
    """The organiser waits for the city, with the money that is held up; board and letter say that it is stopped."""
    slug, path = stage.city.slug, f"/{stage.city.slug}/berkas/{case.number}"
    organiser = seat(stage.city.one("organiser"))
    organiser.open(f"/{slug}/giliran")
    others = organiser.page.locator('section[aria-labelledby="others"]')
    expect(others).to_contain_text("Menunggu orang lain")
    expect(others).to_contain_text("Dinas Sosial Kota Rel")
    expect(others).to_contain_text(LAND)
    expect(organiser.page.locator('section[aria-labelledby="held"]')).to_contain_text("Rp 20 juta")
    organiser.open(f"/{slug}/papan")
    card = organiser.page.locator(f'.board a.stop[href$="{path}"]')
    expect(card).to_contain_text("tertahan")
    card.click()
    organiser.follow("Surat usulan")
    row = organiser.page.locator("table tbody tr", has_text="KUBE Uji")
    expect(row).to_contain_text("tertahan")
    expect(row).to_contain_text("Dinas Sosial kota")
    organiser.open(f"/{slug}/berkas?tertahan=1")
    expect(organiser.page.locator("table.cases")).to_contain_text("KUBE Uji")
