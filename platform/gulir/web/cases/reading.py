"""Finds the case that an address names; another city's answers as one that does not exist."""

from uuid import UUID

from flask import abort, g

from gulir.acting.doorway import call
from gulir.acting.web import accepted, key_of_request
from gulir.acting.who import current
from gulir.cases.looking import Look, look, seen_in
from gulir.cases.outcomes import Absent, NobodySignedIn


def arrive(number: str) -> None:
    """Asks who acts and what the case says in one trip, before the checks of the page need either; they judge the answers as ever."""
    key, city = key_of_request(), g.get("city_slug")
    if key and city:
        answer = call("arrive", key, city, number)
        g.acting, g.arrived = accepted(key, answer["who"]), (number, answer["look"])


def look_at(number: str) -> Look:
    """A look at the case of this number in the city at hand, at first the one that this request arrived with; 404 where there is none for this one."""
    arrived, facts = g.pop("arrived", (None, None))
    try:
        return seen_in(current(), g.city.id, facts) if facts and arrived == number else look(current(), g.city.id, number=number)
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
