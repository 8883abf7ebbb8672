"""How values are written for people: money, numbers, dates, durations; what is not known says so."""

from flask import Flask
from flask_babel import gettext, lazy_gettext

from gulir.reports.unrealised import BY_SUBTRACTION
from gulir.web import dates
from gulir.web.locale import decimal, whole
from gulir.web.words import midway

UNITS = (
    (1_000_000_000_000, lazy_gettext("%(number)s tn")),
    (1_000_000_000, lazy_gettext("%(number)s bn")),
    (1_000_000, lazy_gettext("%(number)s m")),
)
NBSP = "\u00a0"  # a sum of money is not broken over two lines


def init_app(app: Flask) -> None:
    """Makes every filter known to templates, by its own name."""
    app.jinja_env.filters.update(
        rupiah=rupiah, rupiah_short=rupiah_short, number=number, percent=percent, listed=listed, nik_masked=nik_masked, known=known, yes_no=yes_no,
        date=dates.date, datetime=dates.moment, days=dates.days, workdays=dates.workdays, ago=dates.ago, due=dates.due, iso=dates.iso,
        in_two=in_two, weekday=dates.weekday,
    )  # fmt: skip


def in_two(remark: str) -> tuple[str, str]:
    """What begins a remark on purpose, in the reader's words or empty, and what was written."""
    said = remark.removeprefix(BY_SUBTRACTION)
    return (gettext("By subtraction") if said != remark else "", said)


def known(value: object, note: str | None = None) -> str:
    """The value as it is, or "unknown" where it is None; zero and an empty list are known."""
    if value is not None:
        return str(value)
    word = gettext("unknown")
    return f"{word} ({note})" if note else word


def rupiah(amount: int | None, note: str | None = None) -> str:
    """Rp 400.000.000 in Indonesian, Rp 400,000,000 in English."""
    return known(None, note) if amount is None else f"{'−' if amount < 0 else ''}Rp{NBSP}{whole(abs(amount))}"


def rupiah_short(amount: int | None, note: str | None = None) -> str:
    """Rp 400 juta, Rp 1,86 miliar; in English Rp 400 m, Rp 1.86 bn. Below a million, and where digits would be lost, in full."""
    if amount is None:
        return known(None, note)
    for size, pattern in UNITS:
        if abs(amount) >= size and amount % (size // 1000) == 0:
            return f"{'−' if amount < 0 else ''}Rp{NBSP}" + str(pattern) % {"number": decimal(abs(amount) / size)}
    return rupiah(amount)


def number(value: float | None, note: str | None = None) -> str:
    """1.234 in Indonesian, 1,234 in English."""
    if value is None:
        return known(None, note)
    return whole(value) if isinstance(value, int) else decimal(value)


def percent(share: float | None, note: str | None = None) -> str:
    """0.92 as 92%."""
    return known(None, note) if share is None else f"{decimal(round(share * 100, 1))}%"


def nik_masked(nik: str | None) -> str:
    """An identity number of which only the last four digits are shown."""
    return known(None) if nik is None else "•" * max(len(nik) - 4, 0) + nik[-4:]


def yes_no(value: bool | None) -> str:
    """Yes, no, or unknown."""
    return known(None) if value is None else gettext("yes") if value else gettext("no")


def listed(words: list[str]) -> str:
    """a, b and c; the English article of a name is small where it is not the first."""
    if len(words) < 2:
        return "".join(words)
    words = [words[0], *map(midway, words[1:])]
    return gettext("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])
