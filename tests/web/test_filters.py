"""Values are written as people write them, in both languages; what is not known says so."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, g
from flask_babel import refresh

from gulir.engine.parties import Party, Role
from gulir.engine.text import Rupiah, Text
from gulir.web import dates, filters, words
from tests.web.cast import MAKASSAR, SURABAYA


@pytest.fixture
def speak(make_site: Callable[..., Flask]) -> Iterator[Callable[[str], None]]:
    """Inside a request; switches its language."""
    site = make_site()
    with site.test_request_context("/"):

        def switch(language: str) -> None:
            g.pop("shell", None)
            from flask import request

            request.cookies = {"gulir-bahasa": language}  # type: ignore[assignment,misc]
            refresh()

        switch("id")
        yield switch


SP = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (400_000_000, f"Rp{SP}400 juta", f"Rp{SP}400 m"),
        (1_860_000_000, f"Rp{SP}1,86 miliar", f"Rp{SP}1.86 bn"),
        (1_625_000_000, f"Rp{SP}1,625 miliar", f"Rp{SP}1.625 bn"),
        (22_222_222, f"Rp{SP}22.222.222", f"Rp{SP}22,222,222"),
        (1_000, f"Rp{SP}1.000", f"Rp{SP}1,000"),
        (0, f"Rp{SP}0", f"Rp{SP}0"),
        (None, "tidak diketahui", "unknown"),
    ],
)
def test_short_sums(speak: Any, amount: int | None, indonesian: str, english: str) -> None:
    assert filters.rupiah_short(amount) == indonesian
    speak("en")
    assert filters.rupiah_short(amount) == english


def test_sums_in_full(speak: Any) -> None:
    assert filters.rupiah(400_000_000) == f"Rp{SP}400.000.000"
    assert filters.rupiah(-5_000) == f"−Rp{SP}5.000"
    assert filters.rupiah(None, "dek tidak mencatat") == "tidak diketahui (dek tidak mencatat)"
    speak("en")
    assert filters.rupiah(400_000_000) == f"Rp{SP}400,000,000"


def test_nothing_known_is_not_nothing(speak: Any) -> None:
    assert filters.number(None) == filters.percent(None) == filters.known(None) == dates.days(None) == "tidak diketahui"
    assert filters.number(0) == filters.known(0) == "0"
    assert filters.percent(0.923) == "92,3%"


@pytest.mark.parametrize(("precision", "written"), [("day", "8 Agu 2014"), ("month", "Agu 2014"), ("year", "2014"), ("unknown", "tanggal tidak diketahui")])
def test_dates_are_as_exact_as_they_are_known(speak: Any, precision: str, written: str) -> None:
    assert dates.date("2014-08-08", precision) == written


def test_no_date_says_so(speak: Any) -> None:
    assert dates.date(None) == "tanggal tidak diketahui"
    speak("en")
    assert dates.date(None) == "date unknown"
    assert dates.date(dt.date(2014, 9, 8)) == "8 Sep 2014"


def test_moments_stand_in_the_citys_zone(speak: Any) -> None:
    noon = dt.datetime(2014, 9, 8, 5, 5, tzinfo=dt.UTC)
    g.city = SURABAYA
    assert dates.moment(noon) == f"8 Sep 2014, 12.05{SP}WIB"
    g.city = MAKASSAR
    assert dates.moment(noon) == f"8 Sep 2014, 13.05{SP}WITA"
    assert dates.moment(noon, "Asia/Jayapura") == f"8 Sep 2014, 14.05{SP}WIT"
    speak("en")
    assert dates.moment("2014-09-08T05:05:00+00:00") == f"8 Sep 2014, 13:05{SP}WITA"


def test_durations(speak: Any) -> None:
    now = dt.datetime(2014, 9, 8, 5, tzinfo=dt.UTC)
    assert dates.days(3) == "3 hari"
    assert dates.workdays(82) == "82 hari kerja"
    assert dates.ago(dt.date(2014, 9, 5), now) == "3 hari yang lalu"
    assert dates.ago("2014-09-08", now) == "hari ini"
    assert dates.ago(now - dt.timedelta(hours=2), now) == "2 jam yang lalu"
    speak("en")
    assert (dates.days(1), dates.days(2)) == ("1 day", "2 days")


DEADLINES = [(-4, "lewat 4 hari", "stop"), (0, "hari ini terakhir", "stop"), (3, "3 hari lagi", "warn"), (30, "30 hari lagi", "")]


@pytest.mark.parametrize(("left", "label", "tone"), DEADLINES)
def test_deadlines(speak: Any, left: int, label: str, tone: str) -> None:
    today = dt.date(2014, 6, 2)
    found = dates.due(today + dt.timedelta(days=left), today)
    assert found == dates.Due(label, tone)


def test_texts_of_the_engine(speak: Any) -> None:
    assert words.text(Text("unknown")) == "tidak diketahui"
    many = {"a": Rupiah(20_000_000), "y": 2014, "d": "2014-05-12", "s": 0.5, "b": True, "n": None, "l": [1, 2], "t": Text("today"), "big": 123456}
    message = Text(" ".join(f"%({name})s" for name in many), many)
    assert words.text(message) == f"Rp{SP}20.000.000 2014 12 Mei 2014 0,5 ya tidak diketahui 1, 2 hari ini 123.456"
    assert words.text({"id": "Aturan", "en": "Rules"}) == "Aturan"
    assert words.text("apa adanya") == "apa adanya"
    speak("en")
    assert words.role(Role.PROGRAMME_MANAGER) == "Programme manager"
    assert words.party(Party.UPC) == "UPC"


def test_identity_numbers_show_four_digits(speak: Any) -> None:
    assert filters.nik_masked("9900010101010012") == "••••••••••••0012"


def test_initials() -> None:
    assert [words.initials(name) for name in ("Rini Wulandari", "Gito", "Dinas Sosial Kota Surabaya", "")] == ["RW", "G", "DS", ""]
