"""UPC and the Ministry evaluate a city's work, on a phone and at a desk: sealed, differing on one criterion, a dissent, signed, corrected, signed again."""

import pytest
from playwright.sync_api import expect

from tests.browser.ground import letter, pdf
from tests.browser.hands import Seat
from tests.browser.town import Town
from tests.evaluation.ground import LEADS, REVIEWERS, Reviews
from tests.people import Person, add_person

pytestmark = pytest.mark.browser


PEOPLE = {
    "siti": ("secretariat", "upc"), "anton": ("reviewer", "upc"), "lukas": ("lead_reviewer", "upc"), "maya": ("reviewer", "ministry"),
    "indah": ("lead_reviewer", "ministry"),
}  # fmt: skip


class Hired(Reviews):
    """A stage whose people of both sides are its own: a second factor is set up once, and nobody else's browser knows it."""

    def person(self, name: str) -> Person:
        """One's own, else anybody's."""
        return self.city.people[name][0] if name in PEOPLE else super().person(name)


@pytest.fixture(params=[(360, "id"), (1280, "id"), (360, "en"), (1280, "en")], ids=["phone-id", "desktop-id", "phone-en", "desktop-en"])
def town(request, seat, context, superuser, databases, city, cast, acting_as):
    here = city(name="Kota Nilai")
    with databases.signin.begin() as connection:
        for name, (role, kind) in PEOPLE.items():
            here.people[name] = [add_person(connection, f"{name.title()} Nilai", [(role, here.organisations[kind], [here.id])])]
    return Town(Hired(superuser, here, cast, acting_as), lambda person: seat(person, width=request.param[0]).speak(request.param[1]), here.slug)


def open_one(town: Town) -> None:
    """The secretariat opens it for the city and names both sides' people."""
    desk, people = town.at("siti"), {f"{side}_lead": str(town.stage.person(name).id) for side, name in LEADS.items()}
    people |= {f"{side}_reviewer": str(town.stage.person(name).id) for side, name in REVIEWERS.items()}
    desk.open(f"/{town.slug}/evaluasi/baru")
    desk.fill(title="Program Kota Nilai", period_from="2013-12-01", period_to="2014-05-31", **people).submit()
    expect(desk.page.locator("h1")).to_have_text("Program Kota Nilai")
    town.number = desk.page.url.rsplit("/", 1)[1].partition("?")[0]


def score(seat: Seat, town: Town, value: int, **other: int) -> Seat:
    """Taps a number for every criterion, and says why where it is low."""
    seat.open(f"{town.path}/score")
    assert seat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for row in seat.page.locator("section.criterion").all():
        name = str(row.locator("fieldset").get_attribute("id")).removeprefix("score-")
        given = other.get(name, value)
        row.locator(f'input[type=radio][value="{given}"]').check()
        if given <= 2:
            row.locator("textarea").fill("Belum terlihat di lapangan")
    return seat


def test_two_sides_differ_dissent_sign_correct_and_sign_again(town: Town) -> None:
    open_one(town)
    voice = town.case("organiser").form("record_voice")
    voice.fill(method="meeting", heard="41", story="Kami lepas dari rentenir", residents_record=pdf()).submit()
    lead = score(town.at("lukas"), town, 4, lasts=5)
    lead.page.locator('input[name="score-lasts"]').first.evaluate("one => { one.checked = false; one.value = '9'; one.checked = true }")
    lead.submit(lead.says("Simpan saja"))
    expect(lead.page.locator(".summary")).to_contain_text(lead.says("Nilai adalah bilangan bulat dari 1 sampai 5"))
    score(lead, town, 4, lasts=5).submit(lead.says("Simpan dan serahkan"))
    reviewer = score(town.at("maya"), town, 4, lasts=2)
    reviewer.submit(reviewer.says("Simpan"))
    reviewer.open(town.path)
    assert reviewer.page.locator(".sealed").count() == 7
    ministry = town.at("indah")
    ministry.open(f"{town.path}/score")
    ministry.submit(ministry.says("Simpan dan serahkan"))
    expect(ministry.page.locator(".sealed")).to_have_count(0)
    expect(ministry.page.locator("#scores + *")).to_contain_text(ministry.says("1 perbedaan harus diselesaikan"))
    ministry.follow(ministry.says("Catat perbedaan pendapat"))
    ministry.fill(criterion="lasts", reason="Setahun terlalu singkat untuk menilai").submit()
    expect(ministry.page.locator(".scores")).to_contain_text("Setahun terlalu singkat")
    town.case("lukas").take("conclude", reason="Kecuali satu, kedua pihak sepakat")
    town.case("lukas").take("sign_result", slot="upc")
    town.case("indah").take("sign_result", slot="ministry")
    expect(ministry.page.locator(".signer.met")).to_have_count(2)
    town.case("indah").take("amend", change="Kata-kata perbedaan pendapat")
    expect(ministry.page.locator(".signer.met")).to_have_count(0)
    expect(ministry.page.locator("main")).to_contain_text(ministry.says("2 tanda tangan terdahulu tidak berlaku lagi"))
    town.case("indah").take("conclude", reason="Diperbaiki")
    town.case("indah").take("sign_result", slot="ministry")
    town.case("lukas").take("sign_result", slot="upc")
    town.case("siti").take("publish", evaluation_minutes=letter("BA 12/2014", "Ketua Penilai"))
    desk = town.at("siti")
    expect(desk.page.locator(".rail [aria-current]")).to_contain_text(desk.says("Diumumkan"))
    desk.fits()
