"""A letter is set from data: whatever somebody typed stands in it as text, long lists run on under their heading, and every machine sets the same."""

import io
import zlib
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from gulir.letters.printing import to_pdf, to_pictures

HOSTILE = [
    '#panic("out")', "#import \"/etc/passwd\": *", "#read(\"/etc/passwd\")", "$x^2$", "`code` ```raw```",
    "@label <label>", "*bold* _it_", "\\ \\u{41}", "[a] ]] [[",
    "// end /* of */ it", '"quoted" \'text\'', "= Heading\n- list", "~--- ...", "\x00\x1b[31m\x07", "\u202eevil\u2066", "x" * 5000,
    "{1 + 1} #{sys.inputs}", "🦊 漢字 عربي",
]  # fmt: skip


def content(*titles: str, language: str = "id", **more: Any) -> dict[str, Any]:
    lines = [
        {"id": "0", "number": f"SBY-KUBE-2014-{n:03}", "title": title, "where": title, "amount": "20.000.000", "since": "12 Mei 2014", "days": "40",
         "reason": title, "basis": title}
        for n, title in enumerate(titles)
    ]  # fmt: skip
    words = ("number", "nature", "attachment", "subject", "to", "page", "of", "regards", "copies", "draft")
    return {
        "language": language, "on": "2026-11-24", "head": {"name": "UPC", "under": "Kota"}, "nature": "Penting", "attachment": "–", "subject": "Pengingat",
        "place": "Surabaya", "day": "24 November 2026", "addressee": "Kepala Dinas", "at": "di tempat", "opening": ["Dengan hormat,", "Isi."],
        "columns": ["No.", "Berkas", "Perihal", "Dana", "Sejak", "Hari", "Alasan"], "cases": lines, "total": {"label": "Jumlah", "amount": "0"},
        "closing": ["Mohon.", "Demikian."], "signer": {"name": "Rini", "office": "Manajer"}, "copies": ["Arsip"], "words": {word: word for word in words},
    } | more  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_was_typed_is_read_as_markup(context: Flask, typed: str) -> None:
    made = to_pdf(content(typed, subject=typed, addressee=typed, copies=[typed], signer={"name": typed, "office": typed}), "001/SP/SBY/XI/2026")
    assert made.startswith(b"%PDF-")
    assert b"root:" not in unpacked(made)


def test_what_looks_like_a_sum_is_not_reckoned(context: Flask) -> None:
    """A letter with `#(1+1)` looks like one with that text, and unlike one with its result."""
    same = [to_pictures(content(title), "1")[0] for title in ("#(1+1)", "#(1+1)", "2")]
    assert same[0] == same[1] != same[2]


def test_a_long_list_runs_on_over_several_pages_within_the_margins(context: Flask) -> None:
    pages = to_pictures(content(*["KUBE Melati"] * 60, "x" * 400), "001/SP/SBY/XI/2026")
    assert 2 <= len(pages) <= 5
    for page in pages:
        picture = Image.open(io.BytesIO(page)).convert("L")
        right = picture.crop((int(picture.width * 0.93), 0, picture.width, picture.height))
        assert right.getextrema() == (255, 255), "something runs out of the right margin"


def test_one_case_is_one_page(context: Flask) -> None:
    assert len(to_pictures(content("KUBE Melati"), "1")) == 1


def test_the_same_letter_is_the_same_file(context: Flask) -> None:
    assert to_pdf(content("KUBE"), "1") == to_pdf(content("KUBE"), "1")
    assert to_pdf(content("KUBE"), "1") != to_pdf(content("KUBE"), "1", draft=True)


def test_fonts_come_with_the_file(context: Flask) -> None:
    made = unpacked(to_pdf(content("KUBE"), "1"))
    assert b"LibertinusSerif" in made
    assert b"/FontFile" in made


def unpacked(pdf: bytes) -> bytes:
    """The file with its streams unpacked, as far as they are of the plain kind."""
    found = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            try:
                found.append(zlib.decompressobj().decompress(part))
            except zlib.error:
                continue
    return b"".join(found)
