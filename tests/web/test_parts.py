"""The parts that pages are made of, looked at in a browser without a script: they fit a telephone, and nothing is refused by our own policy."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.web.cast import MAKASSAR, SURABAYA, somebody


def test_every_field_has_a_label_and_its_error_is_tied_to_it(rini: FlaskClient) -> None:
    page = rini.get("/akun/bagian").text
    for name in ("number", "date", "amount", "city", "story", "scan"):
        assert f'<label for="{name}"' in page
    assert re.search(r'<input aria-describedby="date-error" aria-invalid="true"[^>]*id="date"', page)
    assert '<a href="#amount">Jumlah: Rp 30.000.000' in page
    assert 'value="30000000"' in page


def test_what_a_rulebook_does_not_ask_is_not_shown(rini: FlaskClient) -> None:
    assert "tidak ditanyakan" not in rini.get("/akun/bagian").text


def test_the_rail_says_where_the_case_stands_without_colour(rini: FlaskClient) -> None:
    page = rini.get("/akun/bagian").text
    assert re.search(r'aria-current="step"><span class="name">Rekomendasi tertahan', page)
    assert "Tahap 5 dari 16" in page


def test_unknown_figures_are_words_not_zeros(rini: FlaskClient) -> None:
    page = rini.get("/akun/bagian").text
    assert re.search(r'Jakarta</a>.*?<span class="unknown">tidak diketahui</span>', page, re.S)


def test_a_page_weighs_little(rini: FlaskClient) -> None:
    assert len(rini.get("/akun/bagian").data) < 60_000
    for name in ("bootstrap.css", "gulir.css"):
        assert len(rini.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}).data) < 40_000


@pytest.fixture
def address(make_site: Callable[..., Flask]) -> Iterator[str]:
    """The site, served on a free port."""
    server = make_server("127.0.0.1", 0, make_site(somebody(SURABAYA, MAKASSAR)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_all_parts_fits_and_obeys_its_policy(chromium: Browser, address: str, width: int, scheme: str) -> None:
    page = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/akun/bagian")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    small = page.evaluate(TOO_SMALL) if width == 360 else []
    page.locator("details.menu.main > summary").click()
    assert page.get_by_role("button", name="Keluar").is_visible()
    page.context.close()
    assert said == []
    assert small == []


TOO_SMALL = """[...document.querySelectorAll('.btn, .form-control, .form-select, .menu > summary, .tool')]
  .filter(one => one.offsetParent && (one.offsetHeight < 36 || one.offsetWidth < 24)).map(one => one.outerHTML.slice(0, 80))"""
