"""The second part of the journey: UPC, the city, the province and the Ministry look at the proposal and grant it."""

from playwright.sync_api import expect

from tests.browser.ground import letter, photo
from tests.browser.town import Town
from tests.people import Cast

MORE = ("identity_cards", "family_cards", "poverty_data", "savings_summary", "attendance_summary")


def found_complete(town: Town) -> None:
    """UPC sees that every paper is there, the last one at the screen."""
    town.file(*MORE)
    for kind in ("formation_record", "cost_plan", "business_plan"):
        town.verbs.take("programme_manager", "examine", document=newest(town, kind), present="yes", correct="yes")
    manager = town.case("programme_manager").stopped("confirm_complete", "Proposal: belum diperiksa adanya")
    with manager.seat.page.expect_navigation():
        manager.seat.page.locator('section[aria-labelledby="stops-confirm_complete"] a.do').click()
    manager.seat.fill(present="yes", correct="yes").submit()
    manager.free("confirm_complete").take("confirm_complete")
    manager.turn("UPC", "Dinas Sosial Kota Jalan", state="Lengkap")


def verified_by_two_organisations(town: Town) -> None:
    """A household is visited; UPC signs, and it waits for the city's signature alone, which another person gives."""
    manager = town.case("programme_manager").stopped("verify", "Daftar periksa verifikasi", "Berita acara verifikasi lapangan", "belum dikunjungi")
    manager.seat.open(f"/{town.slug}/kelompok/{town.group}")
    manager.seat.follow("catat kunjungan")
    manager.seat.fill(in_poverty_data="yes", seen="y").submit()
    town.visit_households()
    town.file("verification_checklist", "field_visit_record")
    manager.free("verify").take("verify", slot="upc")
    manager.turn("Dinas Sosial Kota Jalan", state="Lengkap")
    assert "belum: Dinas Sosial kota atau Kementerian Sosial" in manager.signatures()
    officer = town.case("dinsos_officer").turn("Dinas Sosial Kota Jalan")
    officer.take("verify", slot="dinsos_city")
    officer.turn("Dinas Sosial Kota Jalan", state="Terverifikasi")


def each_sees_only_what_is_theirs(town: Town, databases: object, cast: Cast) -> None:
    """The group's officers see their group and its case; another group's, another city's office and an operator find nothing there."""
    for role in ("group_chair", "group_treasurer"):
        person = town.office(role, databases)
        town.case(role).turn("Dinas Sosial Kota Jalan")
        assert town.at(role).open(f"/{town.slug}/papan") == 403, person
    other_group = town.seat(town.stage.person("group_chair"))
    other_city = town.seat(cast.surabaya.one("dinsos_officer"))
    for stranger in (other_group, other_city):
        for path in (town.path, f"{town.path}/recommend", f"/{town.slug}/kelompok/{town.group}"):
            assert stranger.open(path) == 404, path
            assert "Kenanga" not in stranger.text
    assert other_city.open(f"/{town.slug}/giliran") == 404
    town.case("ministry_officer").turn("Dinas Sosial Kota Jalan")
    assert "tidak ada langkah untuk Anda" in town.at("ministry_officer").text


def recommended(town: Town) -> None:
    """The city recommends with a letter that somebody photographed."""
    officer = town.case("dinsos_officer")
    officer.form("recommend").submit()  # sent empty: it comes back and says what is missing
    expect(officer.seat.page.locator(".summary a").first).to_be_visible()
    officer.seat.fill(recommendation=letter("460/1182/2014", "Gito Misalan", "Kepala Dinas", scan=photo())).submit()
    officer.seat.said("Direkomendasikan")
    paper = officer.seat.page.locator("th[scope=row] a", has_text="Surat rekomendasi")
    with officer.seat.page.expect_download() as fetched:
        paper.click()
    assert fetched.value.suggested_filename.endswith(".jpg")
    officer.turn("Dinas Sosial", state="Direkomendasikan")


def province_is_recorded_with_a_letter(town: Town) -> None:
    """The province's officer never signs in: UPC records the letter; the story names both, and whose act it is."""
    manager = town.case("programme_manager2")
    form = manager.form("recommend_province", record=True)
    assert "Anda mencatat keputusan pejabat" in form.text
    form.fill(**{"decider-other": "Ir. Sulastri Misalan", "decider-other-of": "Dinas Sosial Provinsi Contoh"})
    form.fill(act_date="2014-05-20", province_recommendation=letter("900/21/2014", "Ir. Sulastri Misalan", "Kepala Dinas Provinsi")).submit()
    manager.turn("Kementerian", state="Diteruskan")
    story = manager.seat.page.locator("ol.story").first
    expect(story).to_contain_text("Ir. Sulastri Misalan")
    expect(story).to_contain_text("Joko Misalan")
    expect(story).to_contain_text("900/21/2014")


def decreed_by_two_people(town: Town) -> None:
    """One officer verifies centrally; the decree is not open to them and is given by another."""
    first = town.case("ministry_officer").turn("Kementerian")
    first.take("verify_centrally", central_checklist=letter("DP 3/2014", "Umar Misalan", "Pejabat pemeriksa", scan=photo("daftar periksa.jpg")))
    first.turn("Kementerian", state="Siap")
    assert first.button("decree").count() == 0
    expect(first.seat.page.locator(".held-deed").first).to_be_visible()
    second = town.case("ministry_officer2")
    second.take("decree", decree=letter("SK 12/2014", "Ratih Misalan", "Direktur"), amount="Rp 20.000.000")
    second.turn("UPC", state="Ditetapkan")


def made_ready(town: Town) -> None:
    """UPC's treasurer finds what the group still owes, and makes it ready when it is there."""
    treasurer = town.case("treasurer").turn("UPC")
    treasurer.stopped("make_ready", "Pakta integritas")
    town.file("account_copy", "integrity_pact", "sptjm", "acceptance_statement", "group_rules")
    treasurer.free("make_ready").take("make_ready")
    treasurer.turn("Kementerian", state="Siap")


def newest(town: Town, kind: str) -> str:
    """The newest paper of a kind."""
    return next(one["id"] for one in town.verbs.look().facts["documents"] if one["kind"] == kind)
