"""The deck's two slides as pages: the totals, what is unknown, and the same figures in every file."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient

from gulir.acting.keys import key_for_membership
from gulir.acting.who import new_token
from tests.demo.theatre import Theatre

MAY = "2014-05-31"
SECRETARIAT = "select m.id from membership m join person p on p.id = m.person_id where p.email = 'sekretariat1@contoh.id' and m.role = 'secretariat'"


@pytest.fixture
def browser(stage: Theatre) -> FlaskClient:
    """The secretariat's, without a password."""
    token, client = new_token(), stage.app.test_client()
    with stage.app.app_context():
        key_for_membership(str(stage.ask(SECRETARIAT)[0][0]), purpose="web", token=token)
    client.set_cookie("gulir", token)
    return client


def test_slide_8_is_a_page(browser: FlaskClient):
    page = browser.get(f"/semua/laporan/tabulasi?tanggal={MAY}").text
    for shown in ("Rp\u00a01.625.000.000", "Rp\u00a0500.000.000", "September, tahun hilang di dek", f'href="/kendari/laporan/tabulasi?tanggal={MAY}"'):
        assert shown in page
    assert page.count('<span class="unknown">tidak diketahui</span>') == 10  # members and leaders of five cities


def test_slide_9_is_a_page(browser: FlaskClient):
    page = browser.get(f"/semua/laporan/belum-terealisasi?tanggal={MAY}").text
    for shown in ("Rp\u00a01.860.000.000", "Porong, Sidoarjo", "dihitung sebagai sisa", "Alasan tidak diketahui", "Dek tidak menyebut alasan untuk Jakarta"):
        assert shown in page
    assert "/surabaya/berkas?alur=kube&amp;alasan=STATUS_TANAH" in page
    assert "alasan=KONFLIK_PERUSAHAAN" not in page  # settled: the list would find nothing


@pytest.mark.parametrize(("word", "name"), [("tabulasi", "tabulation"), ("belum-terealisasi", "unrealised")])
def test_files_have_the_figures_of_the_command_line(browser: FlaskClient, stage: Theatre, word: str, name: str):
    path = f"/semua/laporan/{word}"
    told, counted = json.loads(browser.get(f"{path}.json?tanggal={MAY}").text), stage.report(name, MAY)
    assert told["total"] == counted.total
    assert [(row["city"], row["groups"], row["funds"]) for row in told["rows"]] == [(row["city"], row["groups"], row["funds"]) for row in counted.rows]
    *_rows, total = csv.reader(io.StringIO(browser.get(f"{path}.csv?tanggal={MAY}").text))
    assert total[1:3] == [str(counted.total["groups"]), str(counted.total["funds"])]
