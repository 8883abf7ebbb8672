"""Working days of a city: weekends, national holidays, collective leave and the days that it has off besides do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays


@dataclass(frozen=True)
class Calendar:
    """The days of one city. `off`: what it has off beyond the nation."""

    off: frozenset[date] = frozenset()

    @classmethod
    def of(cls, *days: Iterable[date]) -> "Calendar":
        """With these days off, from several lists."""
        return cls(frozenset(day for some in days for day in some))

    def is_working_day(self, day: date) -> bool:
        """Neither a weekend, nor a national holiday, nor collective leave, nor off here."""
        return day.weekday() < 5 and day not in _national(day.year) and day not in self.off

    def add(self, start: date, days: int, every_day: bool = False) -> date:
        """The day that lies so many working days (or, with `every_day`, days) after `start`, which itself does not count."""
        return start + timedelta(days=days) if every_day else _add(self, start, days)

    def between(self, start: date, end: date, every_day: bool = False) -> int:
        """How many working days (or days) lie after `start`, up to and with `end`; 0 if `end` is not later."""
        return max((end - start).days, 0) if every_day else _between(self, start, end)


NATIONAL = Calendar()


@lru_cache(maxsize=64)
def _national(year: int) -> frozenset[date]:
    categories = holidays.country_holidays("ID").supported_categories
    return frozenset(holidays.country_holidays("ID", years=year, categories=categories))


@lru_cache(maxsize=4096)
def _add(calendar: Calendar, start: date, days: int) -> date:
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return day


@lru_cache(maxsize=4096)
def _between(calendar: Calendar, start: date, end: date) -> int:
    return sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def national_days(year: int, language: str) -> list[tuple[date, str, bool]]:
    """The nation's days off in a year with their names, in Indonesian or English, and whether each is collective leave."""
    words = {"id": "id", "en": "en_US"}[language]
    found = [
        (day, name, category == holidays.GOVERNMENT)
        for category in (holidays.PUBLIC, holidays.GOVERNMENT)
        for day, name in holidays.country_holidays("ID", years=year, language=words, categories=(category,)).items()
    ]
    return sorted(found)


def today_in(zone: str, now: datetime) -> date:
    """The day in a city's zone at a moment of the database's clock."""
    return now.astimezone(ZoneInfo(zone)).date()
