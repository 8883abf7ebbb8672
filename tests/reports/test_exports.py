"""Exports are inert: what somebody typed stays text in every format, and figures stay figures."""

import csv
import datetime
import io
import json
import zipfile

import pytest
from flask import Flask
from flask_babel import Babel

from gulir.reports.exports import inert, to_csv, to_json, to_table, to_xlsx
from gulir.reports.shape import Column, Report

LEADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "   \t@x", "\u00a0=1", "=HYPERLINK(0)", "\u2003-1", "＝1"]
COLUMNS = (Column("city", "City"), Column("groups", "Groups", "number"), Column("funds", "Funds", "money"), Column("members", "Members", "number", "unknown"))


@pytest.fixture(autouse=True)
def language():
    app = Flask("exports")
    Babel(app)
    with app.test_request_context():
        yield


def made(*names: str) -> Report:
    rows = tuple({"city": name, "groups": 2, "funds": 400_000_000, "members": None, "note": name} for name in names)
    return Report("tabulation", "Growth", datetime.date(2014, 5, 31), COLUMNS, rows, {"groups": 2 * len(rows), "funds": 400_000_000 * len(rows)}, ("a note",))


@pytest.mark.parametrize("lead", LEADS)
def test_no_cell_of_a_csv_can_become_a_formula(lead: str):
    cells = [cell for line in csv.reader(io.StringIO(to_csv(made(lead)), newline="")) for cell in line]
    assert f"'{lead}" in cells
    assert not [cell for cell in cells if cell.lstrip()[:1] in "=+-@＝" and cell.strip()]


def test_plain_words_are_left_alone():
    for word in ("Surabaya", "Porong, Sidoarjo", "a-b", "Rp 1", "", "  x"):
        assert inert(word) == word


def test_a_csv_has_heading_rows_and_total():
    lines = list(csv.reader(io.StringIO(to_csv(made("Kendari, Kota")), newline="")))
    assert lines == [
        ["City", "Groups", "Funds", "Members"],
        ["Kendari, Kota", "2", "400000000", "unknown"],
        ["Total", "2", "400000000", ""],
    ]


@pytest.mark.parametrize("lead", LEADS)
def test_a_workbook_has_no_formulas_and_its_money_is_numbers(lead: str):
    with zipfile.ZipFile(io.BytesIO(to_xlsx(made(lead)))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>400000000</v>" in sheet


def test_a_workbook_makes_no_links():
    with zipfile.ZipFile(io.BytesIO(to_xlsx(made("https://contoh.id", "mailto:x@contoh.id")))) as book:
        assert "hyperlink" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_json_keeps_unknown_as_null_and_letters_as_they_are():
    told = json.loads(to_json(made("Bandar Lampung — é")))
    assert told["rows"] == [{"city": "Bandar Lampung — é", "groups": 2, "funds": 400_000_000, "members": None, "note": "Bandar Lampung — é"}]
    assert told["total"] == {"groups": 2, "funds": 400_000_000}
    assert told["as_of"] == "2014-05-31"


def test_a_table_for_the_terminal_shows_no_control_characters():
    shown = to_table(made("Kota\x1b[31m\x07"))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "400.000.000" in shown
