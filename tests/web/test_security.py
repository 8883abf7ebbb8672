"""Every answer tells the browser what it may load, who may frame it and what to keep."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

PAGES = ["/", "/semua/giliran", "/surabaya/berkas", "/akun/bagian", "/akun/galat/404", "/healthz", "/nowhere", "/bahasa/en", "/static/gulir.css"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_bears_the_headers(rini: FlaskClient, page: str) -> None:
    headers = rini.get(page).headers
    policy = headers["Content-Security-Policy"]
    for word in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'", "form-action 'self'"):
        assert word in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_pages_are_never_kept_by_browsers_but_files_are(rini: FlaskClient) -> None:
    assert rini.get("/surabaya/berkas").headers["Cache-Control"] == "no-store"
    assert "no-store" not in rini.get("/static/gulir.css").headers["Cache-Control"]


def test_a_page_without_elements_of_its_own_may_run_nothing(rini: FlaskClient) -> None:
    for page in PAGES:
        policy = rini.get(page).headers["Content-Security-Policy"]
        assert "script-src 'none'; style-src 'self';" in policy
    assert not re.search(r"<(?:script|style)\b", rini.get("/akun/bagian").text)


def test_a_page_that_has_some_has_a_nonce_of_its_own_and_they_bear_it(rini: FlaskClient) -> None:
    seen = set()
    for answer in (rini.get("/akun/skrip"), rini.get("/akun/skrip")):
        nonce = re.search(r"script-src 'nonce-([\w-]{20,})'; style-src 'self' 'nonce-([\w-]+)';", answer.headers["Content-Security-Policy"])
        assert nonce
        assert nonce[1] == nonce[2]
        assert re.findall(r"<(?:script|style)\b[^>]*>", answer.text) == [f'<script nonce="{nonce[1]}">', f'<style nonce="{nonce[1]}">']
        seen.add(nonce[1])
    assert len(seen) == 2


def test_over_https_the_cookie_is_bound_to_the_host_and_the_browser_stays_there(make_site: Callable[..., Flask]) -> None:
    browser = make_site(https=True).test_client()
    answer = browser.get("/akun/bagian", base_url="https://gulir.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-gulir-page=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


def test_a_form_without_its_token_is_refused(rini: FlaskClient) -> None:
    assert rini.post("/surabaya/simpan", data={"note": "x"}).status_code == 400


def test_a_proxy_is_believed_only_when_there_is_one(make_site: Callable[..., Flask]) -> None:
    for proxies, scheme in ((0, "http"), (1, "https")):
        site = make_site(proxies=proxies)
        site.add_url_rule("/akun/alamat", "things.address", _open(lambda: __import__("flask").request.host_url))
        assert site.test_client().get("/akun/alamat", headers={"X-Forwarded-Proto": "https"}).text.startswith(f"{scheme}://")


def _open(view: Callable[[], str]) -> Callable[[], str]:
    from gulir.web.access import public

    return public(view)
