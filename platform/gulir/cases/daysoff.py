"""Which calendar a city has: the nation's, with what its province and itself have off by files of deployment, and what its people wrote down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app

from gulir.acting.who import Tenant, somebody
from gulir.cases.calendar import NATIONAL, Calendar

NATION = "Indonesia"


@dataclass(frozen=True)
class DayOff:
    """A day that a place has off beyond what the library of holidays knows. `place`: a city's slug, a province's name, or Indonesia."""

    place: str
    day: date
    name: str
    decree: str
    source: str


def listed(city: Tenant) -> list[DayOff]:
    """What files of deployment say of a city."""
    lists: Mapping[str, list[DayOff]] = current_app.extensions.get("gulir.days_off", {})
    return [one for place in (NATION, city.province, city.slug) for one in lists.get(place, ())]


def calendar_of(city: Tenant | None) -> Calendar:
    """The calendar of a city; the nation's where no city is meant."""
    if city is None:
        return NATIONAL
    kept: dict[int, tuple[Tenant, Calendar]] = current_app.extensions.setdefault("gulir.calendars", {})
    known = kept.get(city.id)
    if known is None or known[0] != city:  # somebody wrote down another day off
        known = kept[city.id] = (city, Calendar.of((one.day for one in listed(city)), map(date.fromisoformat, city.days_off)))
    return known[1]


def calendar_in(tenant_id: int) -> Calendar:
    """The calendar of one of the cities of whoever acts."""
    who = somebody()
    return calendar_of(next((city for city in who.tenants if city.id == tenant_id), None) if who else None)
