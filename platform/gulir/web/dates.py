"""Dates, moments and durations in the reader's language and the city's time zone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta
from flask import g, has_request_context
from flask_babel import gettext, ngettext

from gulir.acting.who import time_now
from gulir.web.locale import language

PATTERNS = {"day": "d MMM y", "month": "MMM y", "year": "y"}
ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}  # hours east of Greenwich to the Indonesian name
DEFAULT_ZONE = "Asia/Jakarta"


@dataclass(frozen=True)
class Due:
    """How far away a deadline is, in words and in the tone of a tag."""

    label: str
    tone: str


def is_date(value: object) -> bool:
    """True for a date and for a text that is exactly one ISO date."""
    return isinstance(value, dt.date) or (isinstance(value, str) and len(value) == 10 and _parsed(value) is not None)


def date(value: Any, precision: str = "day") -> str:
    """8 Sep 2014; with a lesser precision Sep 2014 or 2014; None or precision `unknown` says that the date is not known."""
    day = _parsed(value)
    if day is None or precision == "unknown":
        return gettext("date unknown")
    return str(format_date(day, PATTERNS[precision], locale=language()))


def weekday(value: dt.date) -> str:
    """Friday; Jumat."""
    return str(format_date(value, "EEEE", locale=language()))


def iso(value: Any, precision: str = "day") -> str:
    """For the datetime attribute of a <time>: as much of the ISO date as is known."""
    day = _parsed(value)
    return "" if day is None or precision == "unknown" else day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def moment(value: dt.datetime | str | None, zone: str | None = None) -> str:
    """8 Sep 2014, 14.05 WIB: in `zone`, else in that of the city at hand. A moment without a zone is taken as UTC."""
    if value is None:
        return gettext("time unknown")
    instant = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    local = (instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)).astimezone(ZoneInfo(zone or _zone_at_hand()))
    hours = int((local.utcoffset() or dt.timedelta()).total_seconds() // 3600)
    clock = local.strftime("%H.%M" if language() == "id" else "%H:%M")
    return f"{date(local.date())}, {clock}\u00a0{ZONES.get(hours, local.tzname())}"


def days(count: int | None) -> str:
    """3 days."""
    return gettext("unknown") if count is None else ngettext("%(num)d day", "%(num)d days", count)


def workdays(count: int | None) -> str:
    """3 working days."""
    return gettext("unknown") if count is None else ngettext("%(num)d working day", "%(num)d working days", count)


def calendar_days(count: int | None) -> str:
    """3 calendar days."""
    return gettext("unknown") if count is None else ngettext("%(num)d calendar day", "%(num)d calendar days", count)


def ago(value: Any, now: dt.datetime | None = None) -> str:
    """3 days ago; for a date, counted in whole days."""
    if value is None:
        return gettext("time unknown")
    now = now or time_now()
    day = _parsed(value) if is_date(value) and not isinstance(value, dt.datetime) else None
    if day is not None:
        gone = (now.astimezone(ZoneInfo(_zone_at_hand())).date() - day).days
        return gettext("today") if gone == 0 else str(format_timedelta(dt.timedelta(days=-gone), granularity="day", add_direction=True, locale=language()))
    instant = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return str(format_timedelta((instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)) - now, add_direction=True, locale=language()))


def today() -> dt.date:
    """Today in the city at hand."""
    return time_now().astimezone(ZoneInfo(_zone_at_hand())).date()


def due(value: Any, on: dt.date | None = None) -> Due | None:
    """How far away the deadline is: late is `stop`, within a week `warn`; None has no deadline."""
    day = _parsed(value)
    if day is None:
        return None
    left = (day - (on or today())).days
    if left < 0:
        return Due(ngettext("%(num)d day late", "%(num)d days late", -left), "stop")
    if left == 0:
        return Due(gettext("due today"), "stop")
    return Due(ngettext("%(num)d day left", "%(num)d days left", left), "warn" if left <= 7 else "")


def _parsed(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _zone_at_hand() -> str:
    city = g.get("city") if has_request_context() else None
    return city.zone if city else DEFAULT_ZONE
