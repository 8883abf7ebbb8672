"""Finds the case that an address names; another city's answers as one that does not exist."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, g

from gulir.acting.doorway import call
from gulir.acting.web import accepted, key_of_request
from gulir.acting.who import current
from gulir.cases.looking import Look, look, seen_in
from gulir.cases.near import NearFacts
from gulir.cases.outcomes import Absent, NobodySignedIn

asked_far: set[str] = set()  # the steps that were seen to ask for what lies beside their case


def arrive(number: str, act: str | None = None) -> None:
    """Asks who acts and what the case says in one trip, before the checks of the page need either; they judge the answers as ever.

    `act`: the step that is about to be taken. Until it asks for more than the case itself, the case itself is all that is fetched."""
    key, city = key_of_request(), g.get("city_slug")
    if key and city:
        far = act is None or act in asked_far
        answer = call("arrive", key, city, number, far)
        g.acting, found = accepted(key, answer["who"]), answer["look"]
        if found and found["case"]:
            found["session"] = session_of(answer["who"])
            found = found if far else NearFacts(found | absent(found["case"]), wider(key, found["case"], act))
        g.arrived = number, found


def wider(key: str, case: dict[str, Any], act: str | None) -> Callable[[], dict[str, Any]]:
    """Looks again, and remembers that this step asks for more than the case itself."""

    def look_again() -> dict[str, Any]:
        asked_far.add(str(act))
        facts = call("look", key, case["tenant"], case["id"], None)
        if facts is None:
            raise NobodySignedIn
        if facts["case"] is None:
            raise Absent
        return dict(facts)

    return look_again


def absent(case: dict[str, Any]) -> dict[str, Any]:
    """What lies beside this case is known not to be there without a look."""
    return {name: None for name in ("group", "batch", "parent") if case[name] is None} | ({} if case["workflow"] == "evaluation" else {"evaluation": None})


def session_of(who: dict[str, Any]) -> dict[str, Any]:
    """What guards read of whoever acts."""
    return {**who, "tenants": [city["id"] for city in who["tenants"]]}


def look_at(number: str) -> Look:
    """A look at the case of this number in the city at hand, at first the one that this request arrived with; 404 where there is none for this one."""
    arrived, facts = g.pop("arrived", (None, None))
    try:
        return seen_in(current(), g.city.id, facts) if facts is not None and arrived == number else look(current(), g.city.id, number=number)
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
