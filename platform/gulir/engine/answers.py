"""Answers: checks what somebody typed against what a step asks, field by field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gulir.engine.asks import Ask
from gulir.engine.text import Rupiah, Text, _

LARGEST = 10**15
EARLIEST_YEAR = 1900
LETTER_PARTS = ("number", "date", "signer", "title")
MONEY = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)", re.IGNORECASE)


@dataclass
class Checked:
    """Answers in their own types (whole rupiah, ISO dates, words), and what is wrong with which field."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)


class Wrong(Exception):
    """One field's answer cannot be taken."""

    def __init__(self, why: Text, part: str | None = None) -> None:
        super().__init__(str(why))
        self.why, self.part = why, part


class WrongRows(Exception):
    """Cells of rows that cannot be taken, by `row.column`."""

    def __init__(self, errors: dict[str, Text]) -> None:
        super().__init__()
        self.errors = errors


def check_fields(asks: Sequence[Ask], raw: Mapping[str, Any], today: date | None = None, past: bool = False) -> Checked:
    """Every field on its own; `today` bounds dates, `past` (a historical load) lets anything be unknown. Unasked fields are refused."""
    checked = Checked()
    for ask in asks:
        try:
            value = answered(ask, raw.get(ask.name), today, past)
        except Wrong as wrong:
            checked.errors[f"{ask.name}.{wrong.part}" if wrong.part else ask.name] = wrong.why
        except WrongRows as wrong:
            checked.errors |= {f"{ask.name}.{place}": why for place, why in wrong.errors.items()}
        else:
            if value is not None:
                checked.values[ask.name] = value
    known = {ask.name for ask in asks}
    checked.errors |= {name: _("This step does not ask for that") for name in raw if name not in known}
    return checked


def answered(ask: Ask, raw: Any, today: date | None, past: bool) -> Any:
    """One answer in its own type, or None where it may stay empty."""
    if isinstance(raw, str):
        raw = raw.strip()
    if raw in (None, "", {}, []):
        if ask.required and not past:
            raise Wrong(_("This must be filled in"))
        return None
    return READERS[ask.kind](ask, raw, None if ask.ahead else today, past)


def read_text(ask: Ask, raw: Any, today: date | None, past: bool) -> str:
    """Words, at most 4,000 characters."""
    if not isinstance(raw, str):
        raise Wrong(_("This must be words"))
    if len(raw) > 4000 or "\x00" in raw:
        raise Wrong(_("At most 4,000 characters"))
    return raw


def read_choice(ask: Ask, raw: Any, today: date | None, past: bool) -> str:
    """One of the choices."""
    if raw not in [value for value, _label in ask.choices]:
        raise Wrong(_("Choose one of the list"))
    return str(raw)


def read_integer(ask: Ask, raw: Any, today: date | None, past: bool) -> int:
    """A whole number within its limits."""
    if isinstance(raw, bool) or not isinstance(raw, int | str) or not re.fullmatch(r"-?\d{1,16}", str(raw), re.ASCII):
        raise Wrong(_("This must be a whole number"))
    return within(ask, int(raw))


def read_money(ask: Ask, raw: Any, today: date | None, past: bool) -> int:
    """Whole rupiah; `Rp 2.000.000` is understood, a fraction is not."""
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise Wrong(_("Amounts are whole rupiah"))
    found = MONEY.fullmatch(str(raw))
    if not found or not found[1].isascii():
        raise Wrong(_("Amounts are whole rupiah"))
    return within(ask, int(found[1].replace(".", "")))


def within(ask: Ask, number: int) -> int:
    """The number, if it lies within the field's limits."""
    show = Rupiah if ask.kind == "money" else int
    if ask.min is not None and number < ask.min:
        raise Wrong(_("At least %(least)s", least=show(ask.min)))
    most = ask.max if ask.max is not None else LARGEST
    if number > most:
        raise Wrong(_("At most %(most)s", most=show(most)))
    return number


def read_date(ask: Ask, raw: Any, today: date | None, past: bool) -> str:
    """A day as ISO text, not after today, and not before anybody here was born: a mistyped year would be counted in working days."""
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(raw)
    except (TypeError, ValueError) as problem:
        raise Wrong(_("This must be a day")) from problem
    if day.year < EARLIEST_YEAR:
        raise Wrong(_("Look at the year again."))
    if today and day > today:
        raise Wrong(_("This day has not come yet"))
    return day.isoformat()[:10]


def read_letter(ask: Ask, raw: Any, today: date | None, past: bool) -> dict[str, str]:
    """A letter: number, date, signer and title; a file where one is at hand. The past may have lost any of them."""
    if not isinstance(raw, Mapping):
        raise Wrong(_("A letter has a number, a date and a signer"))
    kept: dict[str, str] = {}
    for part in (*LETTER_PARTS, "file"):
        value = raw.get(part)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, ""):
            if part in LETTER_PARTS and not past:
                raise Wrong(_("This must be filled in"), part)
            continue
        try:
            kept[part] = read_date(ask, value, today, past) if part == "date" else read_text(ask, value, today, past)
        except Wrong as wrong:
            raise Wrong(wrong.why, part) from wrong
    return kept


def stands(value: Any) -> bool:
    """Whether anything stands in a cell."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, {})


def read_rows(ask: Ask, raw: Any, today: date | None, past: bool) -> list[dict[str, Any]]:
    """Rows of columns; a row in which nothing stands is none."""
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        raise Wrong(_("This must be a list of rows"))
    if ask.max is not None and len(raw) > ask.max:
        raise Wrong(_("At most %(most)s", most=ask.max))
    rows = [(n, check_fields(ask.columns, row, today, past)) for n, row in enumerate(raw) if any(stands(value) for value in row.values())]
    errors = {f"{n}.{name}": why for n, row in rows for name, why in row.errors.items()}
    if errors:
        raise WrongRows(errors)
    if not rows and ask.required and not past:
        raise Wrong(_("This must be filled in"))
    return [row.values for _n, row in rows]


READERS = {
    "text": read_text, "reference": read_text, "file": read_text, "choice": read_choice, "integer": read_integer, "money": read_money, "date": read_date,
    "letter": read_letter, "rows": read_rows,
}  # fmt: skip
