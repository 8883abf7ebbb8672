"""Reads config/holidays/*.toml: what a place has off beyond the nation's holidays and collective leave, which the library of holidays knows."""

import tomllib
from datetime import date, datetime
from pathlib import Path

from config.settings import SettingsError
from gulir.cases.daysoff import DayOff

FOLDER = Path(__file__).parent / "holidays"
WORDS = ("day", "name", "decree", "source")


class HolidayError(SettingsError):
    """A file of holidays that cannot be used; its text names the file and the line."""


def read(folder: Path = FOLDER) -> dict[str, list[DayOff]]:
    """The days off by place. Raises HolidayError."""
    found: dict[str, list[DayOff]] = {}
    for file in sorted(folder.glob("*.toml")):
        for one in read_file(file):
            found.setdefault(one.place, []).append(one)
    return found


def read_file(file: Path) -> list[DayOff]:
    """One file: the place that it is of, and its days."""
    text = file.read_text(encoding="utf-8")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:  # says the line itself, also of a day that no calendar has
        raise HolidayError(f"{file.name}: {wrong}") from wrong
    place = content.get("place")
    if not isinstance(place, str) or not place or set(content) - {"place", "holiday"}:
        raise HolidayError(f"{file.name}, line 1: needs a place (a city's slug, a province's name, or Indonesia) and [[holiday]] tables, nothing else")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[holiday]]"]
    return [day_off(file, line, place, raw) for line, raw in zip(lines, content.get("holiday", []), strict=True)]


def day_off(file: Path, line: int, place: str, raw: dict[str, object]) -> DayOff:
    """One day, checked; `line` is where its table begins."""
    for word in raw:
        if word not in WORDS:
            raise HolidayError(f"{file.name}, line {line}: unknown word {word!r}; known are {', '.join(WORDS)}")
    day = raw.get("day")
    if not isinstance(day, date) or isinstance(day, datetime):
        raise HolidayError(f"{file.name}, line {line}: day is {day!r}; write a day such as 2026-03-20, without quotes")
    words = [raw.get(word) for word in WORDS[1:]]
    if not all(isinstance(word, str) and word for word in words):
        raise HolidayError(f"{file.name}, line {line}: needs a name, a decree and a source, each in words")
    return DayOff(place, day, *map(str, words))
