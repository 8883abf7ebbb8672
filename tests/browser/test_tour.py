"""Photographs of the main pages on the deck's data, in both languages, wide and narrow: `GULIR_TOUR=1 bin/test tests/browser/test_tour.py`."""

import os
from dataclasses import replace

import pytest

from gulir.acting.databases import open_databases
from tenants import demo
from tenants.demo.cast import casting
from tests import services
from tests.browser import tour
from tests.browser.ground import serving
from tests.browser.hands import Seat

pytestmark = [pytest.mark.browser, pytest.mark.skipif(os.environ.get("GULIR_TOUR") != "1", reason="set GULIR_TOUR=1 to take the pictures of docs/tour")]
ACCOUNTS = {"secretariat": "sekretariat1", "manager": "manajer1.surabaya", "dinsos": "dinsos.surabaya", "advocate": "advokat.surabaya"}
BLOCKED = "select number from cases where blocked > 0 and tenant_id = (select id from tenant where slug = 'surabaya') order by number limit 1"
LETTER = "select number from batch where tenant_id = (select id from tenant where slug = 'surabaya') order by number limit 1"
GROUP = "select slug from groups where tenant_id = (select id from tenant where slug = 'surabaya') order by name limit 1"
ADVOCACY = "select number from cases where workflow = 'advocacy' and tenant_id = (select id from tenant where slug = 'surabaya') order by number limit 1"
EVALUATION = (
    "select t.slug || '/berkas/' || c.number from cases c join tenant t on t.id = c.tenant_id where c.workflow = 'evaluation' order by c.number limit 1"
)
KAMPUNG = "select slug from kampung where tenant_id = (select id from tenant where slug = 'surabaya') order by name limit 1"


@pytest.fixture(scope="module")
def theatre(redis_url, tmp_path_factory):
    """The application on a database with the whole demo in it, as bin/serve shows it."""
    superuser = os.environ.get("GULIR_TEST_SUPERUSER_URL")
    if not superuser:
        pytest.skip("GULIR_TEST_SUPERUSER_URL is not set: run bin/test, which starts PostgreSQL")
    with services.cloned(superuser) as database:
        databases = open_databases(database.url("gulir_app"), database.url("gulir_signin"), database.url("gulir_relay"))
        settings = replace(services.settings(database, redis_url, tmp_path_factory.mktemp("tour")), embedded=True)
        app = services.application(settings, databases)
        with app.app_context():
            demo.load(True, lambda _line: None)
        engine = database.engine()
        with serving(app) as address, engine.connect() as behind:
            yield address, lambda statement: behind.exec_driver_sql(statement).scalar_one()
        engine.dispose()
        databases.close()


@pytest.fixture(scope="module")
def paths(theatre):
    """Where each stop of the tour is."""
    _address, one = theatre
    return {
        "sign-in": "/masuk?kota=surabaya",
        "home": "/semua/giliran",
        "case": f"/surabaya/berkas/{one(BLOCKED)}",
        "board": "/semua/papan",
        "batch": f"/surabaya/usulan/{one(LETTER)}",
        "advocacy": f"/surabaya/berkas/{one(ADVOCACY)}",
        "evaluation": f"/{one(EVALUATION)}",
        "group": f"/surabaya/kelompok/{one(GROUP)}",
        "kampung": f"/surabaya/kampung/{one(KAMPUNG)}",
        "city": "/surabaya/",
        "report": "/semua/laporan/tabulasi?tanggal=2014-05-31",
        "stuck": "/surabaya/laporan/tersendat",
        "letter": "/surabaya/surat/baru?pemegang=dinsos_city",
        "preferences": "/akun/pemberitahuan",
        "stand-in": "/akun/wakil/baru",
        "search": "/semua/cari?q=mawar",
        "matrix": "/peran",
    }


@pytest.mark.parametrize(("width", "height"), tour.SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_tour_is_photographed(chromium, theatre, paths, width, height, language):
    tour.FOLDER.mkdir(parents=True, exist_ok=True)
    for who in dict.fromkeys(stop.who for stop in tour.STOPS):
        mine = Seat.opened(chromium, theatre[0], width=width, color_scheme="light", locale={"id": "id-ID", "en": "en-GB"}[language])
        mine.page.set_viewport_size({"width": width, "height": height})
        if who:
            enter(mine, f"{ACCOUNTS[who]}@{casting().mail_domain}")
        mine.open(f"/bahasa/{language}?next=/aturan")
        for stop in (one for one in tour.STOPS if one.who == who):
            photograph(mine, stop, paths[stop.name], f"{language}-{width}")
        mine.page.context.close()


def enter(mine: Seat, account: str) -> None:
    """By one press: the demo's people need neither password nor second factor."""
    mine.open("/masuk?kota=surabaya")
    with mine.page.expect_navigation():
        mine.page.locator(f'.pick button[value="{account}"]').click()


def photograph(mine: Seat, stop: tour.Stop, path: str, name: str) -> None:
    """One page into one file."""
    assert mine.open(path) == 200, path
    made = tour.small(mine.page.screenshot(full_page=True, animations="disabled"), mine.page.viewport_size["width"])
    assert len(made) < tour.HEAVIEST, f"{name} of {path} is too heavy"
    (tour.FOLDER / f"{stop.name}-{name}.png").write_bytes(made)


def test_the_tour_is_written(theatre):
    (tour.FOLDER.parent / "tour.md").write_text(tour.written())
    assert sum(file.stat().st_size for file in tour.FOLDER.glob("*.png")) < 5_000_000
