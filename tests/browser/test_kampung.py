"""A kampung plans three components; each goes its own way. One house is held up by its land while another goes on, and the kampung's page shows it all."""

import pytest
from playwright.sync_api import expect

from tests.browser.casefile import CaseFile
from tests.browser.ground import letter, photo
from tests.walk.ground import Stage, make_ready
from tests.walk.houses import Grants
from tests.walk.ladders import AMOUNT, climb

pytestmark = pytest.mark.browser
SURVEY = {"roof": "rotting", "walls": "sound", "floor": "earth", "sanitation": "none", "land": "girik", "at_ktp_address": "yes", "received": "no"}


@pytest.fixture
def stage(context, superuser, city, cast, acting_as):
    return Stage(superuser, city(name="Kota Terpadu"), cast, acting_as)


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_three_components_travel_each_its_own_chain(seat, stage, language, width):
    make_ready(stage.superuser, stage.city, stage.city.groups[0])
    kube, grant = stage.open(), Grants(stage).open("rtlh", AMOUNT)
    climb(grant, "rtlh", "building")
    first, second = grant.look("organiser").facts["children"]
    facility = Grants(stage).open("sarling", AMOUNT)
    phone = seat(stage.city.one("organiser"), width=width).speak(language)
    a_house_is_surveyed_on_a_telephone(phone, stage, grant)
    manager = seat(stage.city.one("programme_manager"), width=width).speak(language)
    one_house_goes_on_while_the_other_waits(phone, manager, stage, first["number"], second["number"])
    it_is_finished_while_the_other_still_waits(phone, manager, stage, first["number"])
    the_facility_finds_its_place(phone, stage, facility.number)
    the_kampung_shows_it_together(phone, manager, stage, kube.number)


def a_house_is_surveyed_on_a_telephone(phone, stage, grant):
    """Begun, kept unsent, and sent later."""
    path = f"/{stage.city.slug}/berkas/{grant.number}"
    phone.open(path)
    phone.follow(phone.says("Tambah rumah"))
    phone.fill(title="Rumah Ketiga", roof="rotting").submit(phone.says("Simpan sementara"))
    phone.open(f"{path}/rumah")
    assert phone.says("belum dikirim") in phone.text
    assert phone.page.locator('[name="title"]').input_value() == "Rumah Ketiga"
    household = phone.page.locator('[name="household"]')
    choice = household.locator("option").nth(1).get_attribute("value") if household.first.evaluate("one => one.type") == "select-one" else None
    phone.fill(**SURVEY, household=choice or household.first.get_attribute("value"), photo_start=photo("awal.jpg")).submit()
    expect(phone.page.locator("#house")).to_contain_text(phone.says("terbangun 0%"))


def one_house_goes_on_while_the_other_waits(phone, desk, stage, first, second):
    """A photo from before the start is refused at its field; the land holds up the other house alone."""
    base = f"/{stage.city.slug}/berkas"
    file = CaseFile(phone, f"{base}/{first}")
    file.take("buy_materials", vouchers=photo("nota.jpg"), spent="9.500.000", supplied_on="2014-04-10")
    form = file.form("reach_half").fill(photo_half=photo("separuh.jpg"), taken_on="2014-04-01").submit()
    expect(form.page.locator("#taken_on-error")).to_contain_text("10 Apr 2014")
    form.fill(taken_on="2014-04-20").submit()
    expect(phone.page.locator("#house")).to_contain_text(phone.says("terbangun 50%"))
    manager = CaseFile(desk, f"{base}/{second}")
    desk.open(f"{base}/{second}/block")
    desk.fill(code="STATUS_TANAH", resolver="dinsos_city", since="2014-05-12", note="Ahli waris belum sepakat").submit()
    manager.turn("Dinas Sosial", state=desk.says("tertahan"))
    file.turn(phone.says("Kelompok"), state=phone.says("Setengah"))
    desk.open(f"/{stage.city.slug}/papan?alur=house")
    expect(desk.page.locator(".board .stage", has_text=desk.says("Terbangun 50%"))).to_contain_text("Rumah Satu")
    expect(desk.page.locator(".board a.stop")).to_contain_text("Rumah Dua")


def it_is_finished_while_the_other_still_waits(phone, desk, stage, number):
    """Built, with what the residents gave of their own; confirmed; lived in. The obstacle of one house is nothing to another."""
    path = f"/{stage.city.slug}/berkas/{number}"
    done = CaseFile(phone, path).form("finish").fill(photo_done=photo("jadi.jpg"), taken_on="2014-05-02", self_help="500.000", self_help_days="12")
    done.submit()
    expect(phone.page.locator("#house")).to_contain_text(phone.says("terbangun 100%"))
    CaseFile(desk, path).take("confirm_completion", completion_record=letter("BA 2/2014", "Lurah Misalan"))
    desk.open(f"/{stage.city.slug}/papan?alur=house")
    expect(desk.page.locator(".board .stage", has_text=desk.says("Terbangun 100%"))).to_contain_text("Rumah Satu")
    expect(desk.page.locator(".board a.stop")).to_contain_text("Rumah Dua")
    CaseFile(phone, path).take("move_in", confirmed_by="Bu Misalan", moved_in="2014-05-10")
    expect(phone.page.locator(".rail [aria-current]")).to_contain_text(phone.says("Dihuni"))


def the_facility_finds_its_place(phone, stage, number):
    """The residents' meeting settles place and kind."""
    file = CaseFile(phone, f"/{stage.city.slug}/berkas/{number}")
    file.take("site", place="Gang 3", kind="path", site_record=letter("BA 1/2014", "Ketua RT Misalan"), objection="no")
    expect(phone.page.locator('section[aria-labelledby="facility"]')).to_contain_text("Gang 3")


def the_kampung_shows_it_together(phone, desk, stage, kube):
    """Groups' money, houses, the facility, and what waits for what, in both languages; nothing runs off a telephone."""
    with stage.superuser.connect() as connection:
        slug = connection.exec_driver_sql("select slug from kampung where id = %s", (stage.city.kampungs[0],)).scalar()
    path = f"/{stage.city.slug}/kampung/{slug}"
    for one in (phone, desk):
        one.open(path)
        for word in ("Apa menunggu apa", "Dinas Sosial kota", "3 rumah", "1 pada 100%"):
            assert one.says(word) in one.text, word
        assert kube in one.text
        one.fits()
    phone.open(f"/bahasa/en?next={path}")
    for word in ("What waits for what", "waits for the city's Social Affairs Office", "3 houses"):
        assert word in phone.text, word
