"""The day that a report is asked for; it stays in the address, so that a page can be sent on and shows the same again."""

import datetime as dt
from dataclasses import dataclass

from flask import request

from gulir.web.dates import today

WORD = "tanggal"
EARLIEST = dt.date(1945, 8, 17)  # before it there is no republic to propose to; guards against a mistyped year


@dataclass(frozen=True)
class AsOf:
    """A day, and what was typed where that is no day."""

    day: dt.date
    typed: str = ""
    wrong: bool = False

    @property
    def is_today(self) -> bool:
        """Nothing else was asked for."""
        return self.day == today()

    @property
    def is_ahead(self) -> bool:
        """It has not come yet."""
        return self.day > today()

    @property
    def kept(self) -> dict[str, str]:
        """What links to other reports of the same day bear."""
        return {} if self.is_today else {WORD: self.day.isoformat()}


def as_of() -> AsOf:
    """The day in the address; today where none is asked for, and also where what is asked for is no day, which is then said."""
    typed = request.args.get(WORD, "").strip()
    day = _day(typed) if typed else today()
    return AsOf(day or today(), typed[:20], wrong=day is None)


def _day(typed: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day >= EARLIEST and day.isoformat() == typed else None  # weeks and days without dashes are days to Python only
