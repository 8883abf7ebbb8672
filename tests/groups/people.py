"""Invented people with impossible numbers."""

from itertools import count

from gulir.groups.members import Person
from gulir.tables import Group

_serial = count(1)


def nik() -> str:
    """A number that is nobody's and that no other test uses."""
    return f"99990112038{next(_serial):05d}"


def somebody(number: str | None = None, name: str = "Sitinah Misalan") -> Person:
    """A person who may join."""
    return Person(name, nik=number)


def group_of(city, n=0):
    """A group of a city, as the one acting sees it."""
    from gulir.acting.store import db

    return db.session.get(Group, (city.id, city.groups[n]))
