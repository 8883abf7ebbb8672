"""NIK and KK: sixteen digits, what they say, and what looks odd about them. Oddities warn and never refuse: old cards and people who moved are real."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from stdnum import numdb
from stdnum.exceptions import ValidationError
from stdnum.id import nik as stdnum_nik

from gulir.engine.text import Text, _

LENGTH = 16
WOMEN = 40  # added to the day of birth
INVENTED_REGION = "99"  # no province has it: what begins so is nobody's number


class NotANumber(ValueError):
    """It is not sixteen digits."""


def compact(written: str) -> str:
    """The sixteen digits, without blanks, dots or hyphens. Raises NotANumber."""
    number = stdnum_nik.compact(written)
    if len(number) != LENGTH or not (number.isascii() and number.isdigit()):
        raise NotANumber
    return number


def mask(number: str) -> str:
    """The first six digits (a region) and the last two; what lies between is nobody's business in a list."""
    return f"{number[:6]}{'•' * (LENGTH - 8)}{number[-2:]}"


def is_invented(number: str) -> bool:
    """Whether it can be nobody's, as in the demonstration and in tests."""
    return number.startswith(INVENTED_REGION)


def born(nik: str, today: dt.date) -> dt.date | None:
    """The date of birth that a NIK carries; two digits of a year are read as the latest year that makes an adult's or child's birthday past."""
    day = int(nik[6:8]) - (WOMEN if int(nik[6:8]) > WOMEN else 0)
    for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
        try:
            found = dt.date(century + int(nik[10:12]), int(nik[8:10]), day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def oddities(nik: str, today: dt.date, *, city_code: str | None = None, born_on: dt.date | None = None) -> list[Text]:
    """What somebody should look at twice, each with its reason."""
    return [*_of_region(nik, city_code), *_of_birth(born(nik, today), born_on), *_of_serial(nik)]


def _of_region(nik: str, city_code: str | None) -> Iterable[Text]:
    if is_invented(nik):
        yield _("No region has the digits %(digits)s: this number is taken as invented.", digits=nik[:2])
    elif not _is_region(nik):
        yield _("No region is known by the digits %(digits)s. Compare them with the card.", digits=nik[:4])
    elif city_code and not nik.startswith(city_code.replace(".", "")):
        yield _("The first digits name the place of first registration, which is not this city. Those who moved here keep them.")


def _of_birth(read: dt.date | None, typed: dt.date | None) -> Iterable[Text]:
    if read is None:
        yield _("The date inside this NIK does not exist. Old cards have such dates: compare it with the card.")
    elif typed and typed != read:
        yield _("The NIK says born %(read)s, but %(typed)s was typed.", read=read.isoformat(), typed=typed.isoformat())


def _of_serial(nik: str) -> Iterable[Text]:
    if nik.endswith("0000"):
        yield _("The last four digits are 0000, but serial numbers begin with 0001.")


def _is_region(nik: str) -> bool:
    try:
        found: Any = numdb.get("id/loc").info(nik[:4])[0][1]
    except (ValidationError, LookupError):
        return False
    return bool(found)
