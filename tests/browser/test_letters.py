"""What is stuck becomes a reminder letter: chosen by its holder, drafted, numbered and opened as a PDF, on a phone and at a desk, in either language."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests.walk import journeys
from tests.walk.ground import Stage

pytestmark = pytest.mark.browser
WORDS = {
    "id": {"write": "Tulis surat pengingat", "keep": "Beri nomor dan simpan", "number": "Bahasa Indonesia"},
    "en": {"write": "Write a reminder letter", "keep": "Give it a number and keep it", "number": "English"},
}


@pytest.fixture
def town(context, superuser, city, cast, acting_as):
    """A city where one case waits behind an obstacle, with an amount that a letter names."""
    stage = Stage(superuser, city(name="Kota Surat"), cast, acting_as)
    case = journeys.to_verified(stage.open())
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    return stage, case


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_from_what_is_stuck_to_a_letter_that_opens(seat, town, language, width):
    stage, case = town
    manager, words = seat(stage.city.one("programme_manager"), width=width), WORDS[language]
    manager.open(f"/bahasa/{language}?next=/{stage.city.slug}/laporan/tersendat")
    expect(manager.page.locator("html")).to_have_attribute("lang", language)
    manager.follow(words["write"])
    manager.page.locator("main tbody a").first.click()
    expect(manager.page.locator("main")).to_contain_text(case.number)
    drafted = manager.page.locator("main a[href*='konsep.pdf']")
    for link in drafted.all():
        assert_pdf(manager, str(link.get_attribute("href")))
    manager.fill(language=language).submit(words["keep"])
    manager.said("001/")
    row = manager.page.locator("main tbody tr").first
    expect(row).to_contain_text(words["number"])
    assert_pdf(manager, str(row.locator("a").first.get_attribute("href")))
    assert manager.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    manager.open(f"/{stage.city.slug}/berkas/{case.number}")
    expect(manager.page.locator("main")).to_contain_text("001/")  # the case says that the letter was written
    signed_by_name(stage, language)


def assert_pdf(manager, address):
    """It is served as a PDF, to whoever is signed in here."""
    answer = manager.page.request.get(manager.site + address)
    assert (answer.status, answer.headers["content-type"], answer.body()[:5]) == (200, "application/pdf", b"%PDF-")


def signed_by_name(stage, language):
    """What was kept names its writer and its language, whatever is opened later."""
    with stage.superuser.connect() as connection:
        row = connection.execute(text("select content, language from letter where tenant_id = :tenant"), {"tenant": stage.city.id}).one()
    assert row.language == language
    assert row.content["signer"]["name"] == stage.city.one("programme_manager").name
