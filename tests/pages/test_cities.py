"""City, kampungs, proposals and rulebooks: figures that add up, and pages that say how to begin."""

import io

import pytest
from sqlalchemy import text

from tests.pages.browser import send, slug_of, token


def test_a_fresh_city_counts_nothing_and_says_how_to_begin(client_as, here):
    browser = client_as(here.one("organiser"))
    page = browser.get(f"/{here.slug}/").text
    assert "Belum ada dana yang diusulkan" in page
    assert "Belum ada usulan" in browser.get(f"/{here.slug}/usulan").text


def test_what_is_not_proposed_yet_is_said_apart_and_waits_for_the_group(client_as, here, opened):
    opened(here, "KUBE Melati")
    page = client_as(here.one("programme_manager")).get(f"/{here.slug}/").text
    assert "Siapa yang ditunggu" in page
    assert "Rp\u00a020\u00a0juta" in page or "Rp\u00a020 juta" in page


def test_all_cities_show_only_those_that_one_sees(client_as, cast, here, there):
    page = client_as(cast.siti).get("/semua/").text
    assert f'href="/{here.slug}/"' in page
    assert f'href="/{there.slug}/"' in page
    page = client_as(here.one("organiser")).get("/semua/").text
    assert f'href="/{here.slug}/"' in page
    assert there.slug not in page


def test_a_kampung_shows_its_own_groups_and_what_is_unknown(client_as, here, superuser):
    browser = client_as(here.one("organiser"))
    page = browser.get(f"/{here.slug}/kampung/{slug_of(superuser, 'kampung', here.kampungs[0])}").text
    assert "Melati" in page
    assert "Mawar" not in page
    answer = send(browser, f"/{here.slug}/kampung/baru", name="Kampung Baru Jadi", formal="unknown", village_code="")
    assert answer.location.endswith("/kampung/kampung-baru-jadi")
    assert "pengakuan tidak diketahui" in browser.get(answer.location).text
    assert send(browser, f"/{here.slug}/kampung/baru", name="X Y", formal="yes", village_code="3578").status_code == 422


@pytest.fixture
def proposed(client_as, here):
    """A letter that an organiser wrote down, with its scan; the browser and the letter's address."""
    browser = client_as(here.one("organiser"))
    path = f"/{here.slug}/usulan/baru"
    scan = (io.BytesIO(b"%PDF-1.4 contoh"), "surat ../../usulan.exe")
    fields = {"title": "Usulan tahap 2", "component": "kube", "source": "apbn", "year": "2014", "letter_number": "07/PWS", "letter_date": "2014-03-03"}
    answer = browser.post(path, data={"csrf_token": token(browser.get(path)), "file": scan, **fields}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return browser, answer.location


def test_a_letter_is_kept_with_its_scan_and_shows_how_far_it_has_come(proposed, here, opened, superuser):
    browser, path = proposed
    assert path.endswith("/usulan/USUL-2014-001")
    number = opened(here, "KUBE Melati")
    with superuser.begin() as connection:  # the step that does this has tests of its own
        connection.execute(text("update cases set batch_id = (select id from batch where tenant_id = :t) where number = :n"), {"t": here.id, "n": number})
    page = browser.get(path).text
    assert "0 dari 1 kelompok cair" in page
    assert number in page
    answer = browser.get(path + "/surat")
    assert answer.data == b"%PDF-1.4 contoh"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert ".pdf" in answer.headers["Content-Disposition"]
    answer.close()


def test_another_citys_letter_is_not_there(proposed, client_as, there):
    _browser, path = proposed
    stranger = client_as(there.one("organiser"))
    for address in (path, path + "/surat", path.replace(path.split("/")[1], there.slug)):
        assert stranger.get(address).status_code == 404


def test_a_scan_that_is_none_is_refused_and_the_words_are_kept(proposed, here):
    browser, _path = proposed
    path = f"/{here.slug}/usulan/baru"
    fields = {"title": "Usulan yang lain", "component": "kube", "source": "csr", "year": "2014", "file": (io.BytesIO(b"MZ not a scan"), "surat.pdf")}
    answer = browser.post(path, data={"csrf_token": token(browser.get(path)), **fields}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Usulan yang lain" in answer.text


def test_rulebooks_show_their_sources_and_that_no_guideline_was_issued(client_as, here):
    browser = client_as(here.one("group_chair"))
    page = browser.get("/aturan").text
    assert "tidak diatur" in page
    assert "berbeda" in page
    page = browser.get("/aturan/kube-upc-model").text
    assert "Tidak ada juklak" in page
    assert "no published rule found" in page
    page = browser.get("/aturan/permensos-2-2019").text
    assert "<strong>30 hari kalender</strong>" in page
    assert "<strong>15 hari kerja</strong>" in page
    assert "days_are" not in page + browser.get("/aturan").text
    assert browser.get("/aturan/tidak-ada").status_code == 404


@pytest.mark.parametrize("place", ["", "kelompok", "kampung", "usulan", "cari", "cari?q=melati"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_reads_in_both_languages_for_one_city_and_for_all(client_as, cast, here, place, language):
    browser = client_as(cast.siti)
    browser.set_cookie("gulir-bahasa", language)
    for city in (here.slug, "semua"):
        answer = browser.get(f"/{city}/{place}")
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text
