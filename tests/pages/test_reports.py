"""The report pages: the figures of the command line, on any day, for one's own cities, as pages and as inert files."""

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, text

from gulir.acting import Acting, as_acting
from gulir.reports import report
from gulir.reports.exports import to_json
from tests.people import Cast, City
from tests.walk import journeys
from tests.walk.ground import Stage

TOMORROW = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1, hours=9)).date()  # also in the city that is furthest ahead of UTC
WORDS = {"tabulasi": "tabulation", "belum-terealisasi": "unrealised"}


@pytest.fixture
def stage(declared: None, app: Flask, superuser: Engine, here: City, cast: Cast, acting_as: Callable[..., Acting]) -> Stage:
    """A city with one group that has its money and one that waits for it, stopped by a reason that somebody typed."""
    stage = Stage(superuser, here, cast, acting_as)
    with app.app_context():  # ended before anybody browses: each request has its own
        journeys.pay(journeys.to_ready(stage.open()), 20_000_000)
        waiting = journeys.to_verified(stage.open(group=1, amount=17_500_000))
        waiting.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_province", note='=HYPERLINK("http://x","tanah")')
    return stage


@pytest.fixture
def browser(client_as: Callable[..., FlaskClient], stage: Stage) -> FlaskClient:
    """The programme manager's."""
    return client_as(stage.city.one("programme_manager"))


@pytest.mark.parametrize("word", WORDS)
def test_the_json_file_is_what_the_command_line_writes(app: Flask, browser: FlaskClient, stage: Stage, word: str):
    answer = browser.get(f"/{stage.city.slug}/laporan/{word}.json?tanggal={TOMORROW}")
    with app.app_context(), as_acting(stage.who("programme_manager")):
        assert json.loads(answer.text) == json.loads(to_json(report(WORDS[word], TOMORROW, [stage.city.id])))
    assert answer.mimetype == "application/json"
    assert json.loads(answer.text)["total"]["groups"] == 1


def test_the_page_shows_the_same_figures_with_reason_holder_and_the_way_to_the_cases(browser: FlaskClient, stage: Stage):
    page = browser.get(f"/{stage.city.slug}/laporan/belum-terealisasi?tanggal={TOMORROW}").text
    for shown in ("Rp\u00a017.500.000", "Status tanah belum diakui", "Dinas Sosial provinsi", "/berkas?alur=kube&amp;alasan=STATUS_TANAH"):
        assert shown in page
    page = browser.get(f"/{stage.city.slug}/laporan/tabulasi?tanggal={TOMORROW}").text
    assert "Rp\u00a020.000.000" in page
    assert page.count("tidak diketahui</span>") == 2  # members that were invented, and leaders that nobody counted
    assert "Itu bukan nol" in page


def test_an_earlier_day_has_earlier_figures_and_stays_in_every_link(browser: FlaskClient, stage: Stage):
    for word in WORDS:
        path = f"/{stage.city.slug}/laporan/{word}"
        page = browser.get(f"{path}?tanggal=2014-05-31").text
        assert "31 Mei 2014" in page
        assert "Rp\u00a0" not in page
        for form in ("xlsx", "csv", "json"):
            assert f'href="{path}.{form}?tanggal=2014-05-31"' in page
        assert json.loads(browser.get(f"{path}.json?tanggal=2014-05-31").text)["rows"] == []


def test_without_a_day_it_is_today_in_the_city(browser: FlaskClient, stage: Stage):
    page = browser.get(f"/{stage.city.slug}/laporan/belum-terealisasi").text
    assert "Rp\u00a017.500.000" in page
    assert "belum-terealisasi.csv" in page
    assert "tanggal=" not in page.split('class="files')[0].split("</nav>")[-1]


@pytest.mark.parametrize("typed", ["kemarin", "2014-02-30", "20140531", "0001-01-01", "2014-W01-1", "<script>alert(1)</script>", "9" * 400])
def test_what_is_no_day_is_said_and_never_makes_a_file(browser: FlaskClient, stage: Stage, typed: str):
    path = f"/{stage.city.slug}/laporan"
    for word in ("", "/tabulasi", "/belum-terealisasi"):
        answer = browser.get(path + word, query_string={"tanggal": typed})
        assert answer.status_code == 422
        assert "bukan tanggal" in answer.text
        assert "<script>alert" not in answer.text
    assert browser.get(path + "/tabulasi.csv", query_string={"tanggal": typed}).status_code == 400


def test_a_day_to_come_says_that_it_has_not_come(browser: FlaskClient, stage: Stage):
    assert "belum tiba" in browser.get(f"/{stage.city.slug}/laporan/tabulasi?tanggal=2199-01-01").text


def test_files_are_attachments_with_a_name_and_nothing_in_them_runs(browser: FlaskClient, stage: Stage):
    path = f"/{stage.city.slug}/laporan/belum-terealisasi"
    for form, kind in {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}.items():
        answer = browser.get(f"{path}.{form}?tanggal={TOMORROW}")
        assert answer.mimetype == kind
        assert answer.headers["Content-Disposition"] == f"attachment; filename=gulir-belum-terealisasi-{stage.city.slug}-{TOMORROW}.{form}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    cells = [cell for line in csv.reader(io.StringIO(browser.get(f"{path}.csv?tanggal={TOMORROW}").text)) for cell in line]
    assert "17500000" in cells
    assert '\'=HYPERLINK("http://x","tanah")' in cells
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{path}.xlsx?tanggal={TOMORROW}").data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>17500000</v>" in sheet
    assert browser.get(f"{path}.pdf").status_code == 404


def test_who_may_not_read_reports_gets_neither_page_nor_file(client_as: Callable[..., FlaskClient], stage: Stage):
    chair = client_as(stage.city.one("group_chair"))
    for place in ("", "/tabulasi", "/belum-terealisasi", "/tabulasi.csv", "/belum-terealisasi.xlsx"):
        assert chair.get(f"/{stage.city.slug}/laporan{place}").status_code == 403
    assert "/laporan" not in chair.get(f"/{stage.city.slug}/giliran").text


def test_another_citys_reports_are_not_there(client_as: Callable[..., FlaskClient], stage: Stage, there: City, client: FlaskClient):
    stranger = client_as(there.one("auditor"))
    for place in ("", "/tabulasi", "/belum-terealisasi.json"):
        assert stranger.get(f"/{stage.city.slug}/laporan{place}").status_code == 404
        assert client.get(f"/{stage.city.slug}/laporan{place}").status_code == 303
    told = json.loads(stranger.get(f"/semua/laporan/belum-terealisasi.json?tanggal={TOMORROW}").text)
    assert told["rows"] == []


def test_all_cities_lead_to_each_citys_own_report(client_as: Callable[..., FlaskClient], cast: Cast, stage: Stage, superuser: Engine):
    with superuser.begin() as connection:
        connection.execute(text("update tenant set deck_name = :name where id = :id"), {"name": f"Dek {stage.city.slug}", "id": stage.city.id})
    browser = client_as(cast.siti)
    page = browser.get(f"/semua/laporan/tabulasi?tanggal={TOMORROW}").text
    assert f'<a href="/{stage.city.slug}/laporan/tabulasi?tanggal={TOMORROW}">Dek {stage.city.slug}</a>' in page
    assert f"/{stage.city.slug}/berkas?alur=kube" in browser.get(f"/semua/laporan/belum-terealisasi?tanggal={TOMORROW}").text


def test_amounts_that_no_record_tells_stand_as_unknown(client_as: Callable[..., FlaskClient], stage: Stage, superuser: Engine):
    with superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(text("update event set body = '{}' where tenant_id = :city and step = 'disburse'"), {"city": stage.city.id})
        connection.execute(text("update cases set amount = null where tenant_id = :city"), {"city": stage.city.id})
    browser = client_as(stage.city.one("auditor"))
    for name in ("tabulasi", "belum-terealisasi"):
        page = browser.get(f"/{stage.city.slug}/laporan/{name}?tanggal={TOMORROW}").text
        assert '<td class="num" data-label="Dana"><span><span><span class="unknown">' in page
        assert f"/{stage.city.slug}/laporan/{name}" in browser.get(f"/{stage.city.slug}/laporan?tanggal={TOMORROW}").text
        assert browser.get(f"/{stage.city.slug}/laporan/{name}.xlsx?tanggal={TOMORROW}").status_code == 200
    assert browser.get(f"/semua/laporan/tabulasi?tanggal={TOMORROW}").status_code == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_index_says_what_each_report_answers(browser: FlaskClient, stage: Stage, language: str):
    browser.set_cookie("gulir-bahasa", language)
    page = browser.get(f"/{stage.city.slug}/laporan").text
    for shown in {"id": ("Berapa kelompok", "Rp\u00a017,5 juta"), "en": ("How many groups", "Rp\u00a017.5 m")}[language]:
        assert shown in page
    assert f'href="/{stage.city.slug}/laporan" aria-current="page"' in page


@pytest.mark.parametrize("word", WORDS)
def test_a_report_is_counted_once_a_page(browser: FlaskClient, stage: Stage, databases, word: str):
    asked: list[str] = []
    note = lambda _c, _x, statement, *_more: asked.append(statement)  # noqa: E731
    event.listen(Engine, "before_cursor_execute", note)
    try:
        browser.get(f"/{stage.city.slug}/laporan/{word}")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert sum("from event" in statement for statement in asked) == 1
    assert not [statement for statement in asked if "deck_name, t.name) as name" in statement]  # asked for under /semua only
