"""Writes a calendar as RFC 5545 has it: lines of at most 75 bytes, texts escaped, a day for each due date."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 75  # bytes of a line, its end not counted
EVERY = "PT4H"  # how often a program may look again
MAKER = "-//Gulir//Due dates//ID"


@dataclass(frozen=True)
class Entry:
    """A due date. `uid` stays the same for as long as the case is one, `sequence` grows with each change."""

    uid: str
    day: dt.date
    title: str
    words: str
    url: str
    sequence: int
    changed: dt.datetime
    kept_close: bool


def calendar(name: str, entries: Iterable[Entry]) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}", f"X-PUBLISHED-TTL:{EVERY}"]
    for entry in entries:
        lines += _lines(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value: marks that mean something are escaped, other control characters are left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in plain if letter.isprintable() or letter == "\u00a0")


def folded(line: str) -> Iterator[str]:
    """The line in pieces; each but the first begins with a blank, and no letter is cut in two."""
    piece, size = "", 0
    for letter in line:
        weight = len(letter.encode())
        if size + weight > LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + weight
    yield piece


def _lines(entry: Entry) -> list[str]:
    changed = f"{entry.changed.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + dt.timedelta(days=1):%Y%m%d}",
        f"SEQUENCE:{entry.sequence}",
        f"SUMMARY:{escaped(entry.title)}",
        *([f"DESCRIPTION:{escaped(entry.words)}"] if entry.words else []),
        f"URL:{entry.url}",
        f"CLASS:{'CONFIDENTIAL' if entry.kept_close else 'PUBLIC'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
