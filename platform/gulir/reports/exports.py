"""Writes a report as CSV, XLSX, JSON or a plain table; whatever somebody typed stays text and can never become a formula."""

import csv
import io
import json
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from gulir.reports.shape import Column, Report

FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # spreadsheets read the wide forms too
LONGEST = 60  # letters of a cell in a terminal; the other forms cut nothing
WIDTHS = {"text": 26, "number": 10, "money": 18, "date": 14, "days": 10}
MIME = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def inert(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula, also behind leading blanks."""
    return f"'{text}" if text.startswith(FORMULA_LEADS) or text.lstrip().startswith(FORMULA_LEADS) else text


def to_json(report: Report) -> str:
    """JSON, indented, letters as they are."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"


def to_csv(report: Report) -> str:
    """Comma-separated values with a heading line, the rows and the total; texts made inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in _lines(report):
        writer.writerow([value if isinstance(value, int) else inert(value) for value in line])
    return out.getvalue()


def to_xlsx(report: Report) -> bytes:
    """A workbook of one sheet. Texts are written as strings, whatever they look like; money and counts as numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(report.name[:31])
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        lines = list(_lines(report))
        for x, column in enumerate(report.columns):
            sheet.set_column(x, x, WIDTHS[column.kind])
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                _write(sheet, y, x, value, bold if y in (0, len(lines) - 1) else money)
        for n, note in enumerate(report.notes):
            sheet.write_string(len(lines) + 1 + n, 0, str(note))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def to_table(report: Report) -> str:
    """Columns of text for a terminal, then the notes; control characters are shown as spaces."""
    lines = [[_cut(_shown(value)) for value in line] for line in _lines(report)]
    widths = [max(len(line[x]) for line in lines) for x in range(len(report.columns))]
    sides = [str.ljust if column.kind == "text" else str.rjust for column in report.columns]
    text = ["  ".join(side(cell, width) for cell, width, side in zip(line, widths, sides, strict=True)).rstrip() for line in lines]
    return "\n".join([f"{report.title} ({report.as_of:%d-%m-%Y})", "", *text, "", *(f"· {note}" for note in report.notes)]) + "\n"


def _lines(report: Report) -> list[list[Any]]:
    heading = [str(column.label) for column in report.columns]
    rows = [[_cell(column, row.get(column.key)) for column in report.columns] for row in report.rows]
    total = [report.total.get(column.key, "") for column in report.columns]
    total[0] = _("Total")
    return [heading, *rows, total]


def _cell(column: Column, value: Any) -> Any:
    if value is None:
        return str(column.unknown)
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _write(sheet: Any, y: int, x: int, value: Any, style: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(y, x, value, style)
    else:
        sheet.write_string(y, x, value, style)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _shown(value: Any) -> str:
    text = f"{value:,}".replace(",", ".") if isinstance(value, int) else value
    return "".join(letter if letter.isprintable() else " " for letter in text)
