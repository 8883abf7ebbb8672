"""Finds the case that an address names; another city's answers as one that does not exist."""

from uuid import UUID

from flask import abort, g

from gulir.acting.who import current
from gulir.cases.looking import Look, look
from gulir.cases.outcomes import Absent, NobodySignedIn


def look_at(number: str) -> Look:
    """One look at the case of this number in the city at hand; 404 where there is none for this one."""
    try:
        return look(current(), g.city.id, number=number)
    except Absent:
        abort(404)
    except NobodySignedIn:
        abort(401)


def uuid_of(value: object) -> UUID | None:
    """An id, or None for what is none."""
    try:
        return UUID(str(value))
    except ValueError:
        return None
