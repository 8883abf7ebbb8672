"""What goes wrong is told in the reader's language: what happened, what was kept, what to do; nothing leaks."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from gulir.web.access import public

CODES = [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503]


@pytest.mark.parametrize("code", CODES)
def test_each_error_has_a_page_in_both_languages(rini: FlaskClient, code: int) -> None:
    pages = {}
    for language in ("id", "en"):
        rini.set_cookie("gulir-bahasa", language)
        answer = rini.get(f"/akun/galat/{code}")
        assert answer.status_code == code
        assert f'<html lang="{language}">' in answer.text
        pages[language] = answer.text
    assert "Yang dapat dilakukan" in pages["id"]
    assert "What to do" in pages["en"]
    assert "What to do" not in pages["id"]


def test_an_error_that_nobody_foresaw_tells_nothing_of_itself(rini: FlaskClient) -> None:
    answer = rini.get("/akun/pecah")
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_the_page_of_a_broken_site_asks_nothing_of_the_database(make_site: Callable[..., Flask]) -> None:
    site = make_site()
    site.extensions["gulir.gate"] = type(site.extensions["gulir.gate"])(_away, lambda _who, _permission: True)
    answer = site.test_client().get("/surabaya/berkas")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "secret" not in answer.text


def test_json_is_answered_with_json(rini: FlaskClient) -> None:
    answer = rini.get("/akun/galat/404", headers={"Accept": "application/json"})
    assert answer.get_json()["error"] == 404


def test_the_wrong_method_names_the_right_ones(rini: FlaskClient) -> None:
    answer = rini.post("/surabaya/giliran")
    assert answer.status_code in (400, 405)
    assert rini.delete("/akun/galat/404").status_code in (400, 405)


def test_what_was_typed_is_kept_when_the_session_has_ended(nobody: FlaskClient) -> None:
    typed = {"note": "Status tanah sudah dibahas dengan lurah.", "password": "rahasia sekali ya", "csrf_token": "old"}
    answer = nobody.post("/surabaya/simpan", data=typed, headers={"Origin": "http://localhost"})
    assert answer.status_code == 401
    assert "Status tanah sudah dibahas" in answer.text
    assert 'action="/surabaya/simpan"' in answer.text
    assert "rahasia sekali" not in answer.text


def test_what_was_typed_is_kept_when_the_token_is_too_old(rini: FlaskClient) -> None:
    answer = rini.post("/surabaya/simpan", data={"note": "Sudah dibahas dengan lurah kemarin."}, headers={"Origin": "http://localhost"})
    assert answer.status_code == 400
    assert "Sudah dibahas dengan lurah" in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_another_sites_form_is_never_offered_for_sending(rini: FlaskClient, origin: str) -> None:
    answer = rini.post("/surabaya/simpan", data={"note": "Kirim uang ke rekening ini."}, headers={"Origin": origin})
    assert answer.status_code == 400
    assert "Kirim uang" not in answer.text


def test_too_large_a_body_is_413(rini: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rini.application.request_class, "max_content_length", 10)
    assert rini.post("/surabaya/simpan", data={"note": "x" * 100}).status_code == 413


def test_the_start_page_of_the_error_is_public() -> None:
    assert public(lambda: "x").gulir_access.permission is None  # type: ignore[attr-defined]


def _away() -> None:
    raise OperationalError("select secret", {}, Exception("secret"))
