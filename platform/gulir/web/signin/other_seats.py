"""As whom else somebody could look for what does not open to them; says nothing of whether it is there, since it asks for the city alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask.blueprints import BlueprintSetupState

from gulir.identity import ground
from gulir.identity.absence.lending import lent_to
from gulir.identity.memberships import Held, memberships_of
from gulir.web import access
from gulir.web.cities import ALL
from gulir.web.paths import here
from gulir.web.signin import blueprint, queries
from gulir.web.signin.acting_as import reach_words


@dataclass(frozen=True)
class Others:
    """Other roles of one's own and the absent ones whom one may stand in for, in the city of the page; and the way back to it."""

    held: list[Held]
    lent: list[Any]
    back: str
    reach: Callable[[Any], str] = reach_words


@blueprint.record_once
def offer(state: BlueprintSetupState) -> None:
    """Pages of errors offer them."""
    state.app.jinja_env.globals["other_seats"] = other_seats


def other_seats() -> Others | None:
    """None where there are none: a letter may lead to a case that only another role, or the absent one's reach, covers."""
    who, slug = access.acting(), g.get("city_slug")
    if who is None or slug in (None, ALL.slug) or request.method not in ("GET", "HEAD"):
        return None
    with ground.begin() as connection:
        city = connection.execute(queries.CITY, {"slug": slug}).scalar_one_or_none()
        held, lent = memberships_of(connection, who.person_id), lent_to(connection, who.person_id)
    now = who.behalf.delegation if who.behalf else who.membership_id
    held, lent = ([one for one in some if reaches(one, city) and str(one.id) != now] for some in (held, lent))
    return Others(held, lent, here()) if held or lent else None


def reaches(seat: Any, city: int | None) -> bool:
    """Is the city among the seat's? The tenants of who has none are an empty list."""
    return city is not None and (seat.tenants is None or city in seat.tenants)
