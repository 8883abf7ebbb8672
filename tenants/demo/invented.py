"""Invented members and households of a group: names from the cast list, and numbers of a region that does not exist."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from tenants.demo.cast import casting
from tenants.demo.ids import known

REGION = "99"  # no province has this code: such a NIK can belong to nobody
OFFICES = ("chair", "secretary", "treasurer")
FIRST_NAME_OF_A_MEMBER = 200  # the names before this one are the cast's own


@dataclass(frozen=True)
class Invented:
    """A member who never was, with a household of their own."""

    id: UUID
    household: UUID
    name: str
    office: str | None
    born_on: datetime.date
    nik: str
    kk: str


def members(city: str, code: str, group: int, first: int) -> Iterator[Invented]:
    """The members of the `group`-th group of a city; `first` is how many members of other cities were invented before."""
    cast = casting()
    for n in range(cast.members_per_group):
        serial = group * cast.members_per_group + n + 1
        name = cast.name(FIRST_NAME_OF_A_MEMBER + first + serial)
        born = datetime.date(1962 + serial % 28, serial % 12 + 1, serial % 27 + 1)
        yield Invented(
            id=known("member", city, serial),
            household=known("household", city, serial),
            name=name,
            office=OFFICES[n] if n < len(OFFICES) else None,
            born_on=born,
            nik=nik(code, born, name.split()[0] in cast.women, serial),
            kk=f"{_region(code)}010114{serial:04}",
        )


def nik(code: str, born: datetime.date, woman: bool, serial: int) -> str:
    """A number shaped like a NIK (region, birth with 40 added to a woman's day, serial) whose region no one can be registered in."""
    return f"{_region(code)}{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


def _region(code: str) -> str:
    return REGION + code.replace(".", "").ljust(4, "0")
