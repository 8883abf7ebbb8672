"""The agreement as a whole is evaluated in the national part: opened, scored apart, a dissent, signed and published, on a telephone and at a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.ground import letter, pdf
from tests.browser.test_evaluating import open_one, score
from tests.browser.town import Town
from tests.evaluation.test_agreement import nation  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(360, "en"), (1280, "id")], ids=["phone-en", "desktop-id"])
def town(request, seat, nation):  # noqa: F811
    width, language = request.param
    return Town(nation, lambda person: seat(person, width=width).speak(language), nation.city.slug)


def test_both_sides_evaluate_the_agreement_and_publish_the_result(town: Town) -> None:
    open_one(town)
    assert town.number.startswith("NAS-EVAL-")
    town.case("siti").form("record_voice").fill(method="meeting", heard="41", story="Kami lepas dari rentenir", residents_record=pdf()).submit()
    lead, ministry = town.at("lukas"), town.at("indah")
    lead.open(f"{town.path}/score")
    torn = str(lead.page.locator("section.criterion fieldset").first.get_attribute("id")).removeprefix("score-")
    score(lead, town, 4).submit(lead.says("Simpan dan serahkan"))
    ministry.open(town.path)
    expect(ministry.page.locator(".sealed")).not_to_have_count(0)
    score(ministry, town, 4, **{torn: 2}).submit(ministry.says("Simpan dan serahkan"))
    expect(ministry.page.locator(".sealed")).to_have_count(0)
    town.case("indah").take("dissent", criterion=torn, reason="Setahun terlalu singkat untuk menilai")
    expect(ministry.page.locator(".scores q[lang=id]", has_text="Setahun terlalu singkat")).to_have_count(1)
    town.case("lukas").take("conclude", reason="Kecuali satu, kedua pihak sepakat")
    town.case("lukas").take("sign_result", slot="upc")
    town.case("indah").take("sign_result", slot="ministry")
    town.case("siti").take("publish", evaluation_minutes=letter("BA 12/2014", "Ketua Penilai"))
    desk = town.at("siti")
    expect(desk.page.locator(".rail [aria-current]")).to_contain_text(desk.says("Diumumkan"))
    desk.fits()
