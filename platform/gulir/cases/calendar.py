"""Working days in Indonesia: weekends, national holidays and collective leave do not count."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    categories = holidays.country_holidays("ID").supported_categories
    return frozenset(holidays.country_holidays("ID", years=year, categories=categories))


def is_working_day(day: date) -> bool:
    """Neither a weekend, nor a national holiday, nor collective leave."""
    return day.weekday() < 5 and day not in _days_off(day.year)


@lru_cache(maxsize=4096)
def add_working_days(start: date, days: int) -> date:
    """The day that lies `days` working days after `start` (which itself does not count)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


@lru_cache(maxsize=4096)
def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; 0 if `end` is not later."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def today_in(zone: str, now: datetime) -> date:
    """The day in a city's zone at a moment of the database's clock."""
    return now.astimezone(ZoneInfo(zone)).date()
