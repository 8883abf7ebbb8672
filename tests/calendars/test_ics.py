"""The file is what RFC 5545 says, whatever stands in a title: another library reads back what was meant."""

import datetime as dt

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from gulir.calendars.ics import Entry, calendar

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def entry(title: str = "KUBE Melati", **more: object) -> Entry:
    known: dict[str, object] = {"uid": "1@gulir", "day": dt.date(2026, 12, 31), "words": "a; b, c\\d", "url": "http://x/y", "sequence": 3, "changed": NOW}
    return Entry(title=title, **({"kept_close": False} | known | more))  # type: ignore[arg-type]


def test_a_due_date_is_a_whole_day() -> None:
    (read,) = icalendar.Calendar.from_ical(calendar("Gulir", [entry()])).walk("VEVENT")
    assert read.decoded("dtstart") == dt.date(2026, 12, 31)
    assert read.decoded("dtend") == dt.date(2027, 1, 1)
    assert read.decoded("dtstamp") == NOW
    assert (str(read["uid"]), int(read["sequence"]), str(read["url"]), str(read["description"])) == ("1@gulir", 3, "http://x/y", "a; b, c\\d")


def test_the_whole_says_how_often_to_look_again() -> None:
    read = icalendar.Calendar.from_ical(calendar("Gulir", []))
    assert read["refresh-interval"].params["VALUE"] == "DURATION"
    assert str(read["version"]) == "2.0"
    assert read.errors == []


@given(st.text(min_size=1, max_size=300))
def test_any_title_is_read_back_and_adds_nothing(title: str) -> None:
    made = calendar("Gulir", [entry(f"x{title}")])
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert "\n" not in made.replace("\r\n", "")
    read = icalendar.Calendar.from_ical(made)
    (one,) = read.walk("VEVENT")
    kept = "".join(letter for letter in title.replace("\r\n", "\n").replace("\r", "\n") if letter.isprintable() or letter in "\n\u00a0")
    assert str(one["summary"]) == f"x{kept}"
    assert len(read.walk()) == 2


def test_a_title_cannot_end_its_event() -> None:
    made = calendar("Gulir", [entry("x\r\nEND:VEVENT\r\nBEGIN:VALARM")])
    assert made.count("\r\nBEGIN:") == 1
    assert len(icalendar.Calendar.from_ical(made).walk()) == 2
