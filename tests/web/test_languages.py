"""Indonesian first, English complete; the switch leads back to the same page and nowhere else."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.cast import SURABAYA, somebody

ELSEWHERE = [
    "//evil.example", r"/\evil.example", r"\\evil.example", "https:evil.example", "https://evil.example", "/\t/evil.example", "///evil.example", "/%5c/evil\n",

    "javascript:alert(1)", "evil.example",
    "/nowhere/at/all", " /akun/bagian", "http:/akun/bagian", "/\r\nLocation: https://evil.example", "",
]  # fmt: skip


def test_a_browser_that_prefers_english_reads_indonesian(rini: FlaskClient) -> None:
    page = rini.get("/surabaya/berkas", headers={"Accept-Language": "en-US,en"}).text
    assert '<html lang="id">' in page
    assert "<title>Berkas · Gulir</title>" in page


def test_the_switch_changes_the_language_and_comes_back(rini: FlaskClient) -> None:
    answer = rini.get("/bahasa/en?next=/surabaya/berkas")
    assert (answer.status_code, answer.location) == (303, "/surabaya/berkas")
    page = rini.get("/surabaya/berkas").text
    assert '<html lang="en">' in page
    assert "<title>Cases · Gulir</title>" in page
    rini.get("/bahasa/id")
    assert '<html lang="id">' in rini.get("/surabaya/berkas").text


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_switch_never_leaves_the_site(rini: FlaskClient, wanted: str) -> None:
    assert rini.get(f"/bahasa/en?next={quote(wanted)}").location == "/"


def test_the_query_of_the_page_is_kept(rini: FlaskClient) -> None:
    page = rini.get("/surabaya/berkas?tahap=complete&x=a%20b").text
    wanted = re.search(r'href="(/bahasa/en[^"]*)"', page)
    assert wanted
    assert rini.get(wanted[1]).location == "/surabaya/berkas?tahap=complete&x=a%20b"


def test_a_language_that_we_do_not_speak_is_not_there(rini: FlaskClient) -> None:
    assert rini.get("/bahasa/xx").status_code == 404


def test_the_account_decides_where_the_browser_has_not(make_site: Callable[..., Flask]) -> None:
    assert '<html lang="en">' in make_site(somebody(SURABAYA, locale="en")).test_client().get("/surabaya/berkas").text


def test_the_switch_is_kept_in_the_account_of_who_is_signed_in(make_site: Callable[..., Flask]) -> None:
    kept: list[str] = []
    for who in (somebody(SURABAYA), None):
        site = make_site(who)
        site.extensions["gulir.gate"] = replace(site.extensions["gulir.gate"], keep_locale=lambda _who, locale: kept.append(locale))
        for wanted in ("en", "id"):  # the second is what the account has already
            site.test_client().get(f"/bahasa/{wanted}")
    assert kept == ["en"]


def test_a_spoilt_cookie_is_ignored(rini: FlaskClient) -> None:
    rini.set_cookie("gulir-bahasa", "../../etc")
    assert '<html lang="id">' in rini.get("/surabaya/berkas").text
