"""How a letter's number is written: in the series of its city and year, and as letters bear it."""

import datetime

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def formal(number: str, day: datetime.date) -> str:
    """SBY-SURAT-2026-012 as letters bear it: 012/SP/SBY/XI/2026."""
    city, _surat, year, place = number.split("-")
    return f"{place}/SP/{city}/{ROMAN[day.month - 1]}/{year}"
