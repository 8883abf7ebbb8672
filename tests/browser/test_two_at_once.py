"""Two people on one version, a session that ends while somebody types, a button pressed twice: nothing typed is lost, nothing is done twice."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests.browser.casefile import CaseFile
from tests.walk import journeys
from tests.walk.ground import Stage

pytestmark = pytest.mark.browser
TYPED = "() => Object.fromEntries([...new FormData(document.querySelector('main form'))].filter(([, one]) => typeof one === 'string'))"
END = text("delete from session where person_id = :person and purpose = 'web'")


@pytest.fixture
def stage(context, superuser, city, cast, acting_as):
    return Stage(superuser, city(), cast, acting_as)


@pytest.fixture
def proposed(stage):
    return journeys.to_proposed(stage.open())


def on(seat, stage, case, who) -> CaseFile:
    return CaseFile(seat(stage.person(who)), f"/{stage.city.slug}/berkas/{case.number}")


def test_of_two_who_act_on_one_version_one_wins_and_the_other_sees_what_changed(seat, stage, proposed):
    first, second = on(seat, stage, proposed, "programme_manager"), on(seat, stage, proposed, "programme_manager2")
    form = second.form("return_for_correction")
    words = "Halaman anggaran belum ditandatangani oleh bendahara"
    form.fill(correction=words)
    first.take("correct", amount="19.000.000", note="Salah hitung")
    form.submit()
    assert "Salah hitung" in form.text
    assert "Yang Anda ketik masih ada" in form.text
    expect(form.page.locator('[name="correction"]')).to_have_value(words)
    form.submit()
    second.turn("Melati", state="Dikembalikan")


def test_who_comes_too_late_for_the_step_reads_what_they_typed(seat, stage, proposed):
    first, second = on(seat, stage, proposed, "programme_manager"), on(seat, stage, proposed, "programme_manager2")
    words = "Halaman anggaran belum ditandatangani oleh bendahara"
    form = second.form("return_for_correction").fill(correction=words)
    first.take("confirm_complete")
    first.take("verify", slot="upc")
    proposed.take("dinsos_officer", "verify", "dinsos_city")
    form.submit()
    assert "Terverifikasi" in form.text
    assert words in [one.input_value() for one in form.page.locator("textarea").all()]


def test_what_was_typed_comes_back_after_the_session_ended(seat, stage, superuser):
    case = stage.open()
    mine = on(seat, stage, case, "organiser")
    words = "Rapat terakhir dihadiri dua belas orang dan lurah"
    form = mine.form("note").fill(note=words)
    with superuser.begin() as connection:
        connection.execute(END, {"person": stage.person("organiser").id})
    form.submit()
    assert "Silakan masuk lagi" in form.text
    with form.page.context.expect_page() as opened:
        form.page.get_by_role("link", name="Masuk di tab baru").click()
    again = type(form)(opened.value, form.site)
    again.page.wait_for_load_state()
    again.sign_in(stage.person("organiser"))
    assert words in [one.input_value() for one in form.page.locator("textarea").all()]
    form.submit("Kirim lagi")
    if "/note" in form.page.url:  # the form's own mark is of the session before: it is shown again, filled
        form.submit("Kirim lagi")
    assert words in mine.read().seat.page.locator("main").text_content()


def test_a_second_click_does_nothing_twice(seat, stage):
    case = stage.open()
    mine = on(seat, stage, case, "organiser")
    form = mine.form("file").fill(kind="other", number="460/1", signer="Lurah Misalan")
    typed, address = form.page.evaluate(TYPED), form.page.url
    form.page.locator("main .form-end button").first.dblclick(no_wait_after=True)
    expect(form.page).to_have_url(re.compile(f"/{case.number}$"))  # the first click's answer is given up, so no single navigation can be waited for
    assert [one.step for one in case.events()].count("file") == 1
    again = form.page.request.post(address, multipart=typed)  # as a slow line sends it once more
    assert "tidak ada yang dilakukan dua kali" in again.text()
    assert [one.step for one in case.events()].count("file") == 1
