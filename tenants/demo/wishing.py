"""How the cast wants to be told: each differently, so that wishes, deliveries and the letters in the folder show what there is to choose."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from gulir.engine.parties import Role
from gulir.identity.persons import set_locale
from gulir.notices.preferences import Wishes, prefer
from gulir.tables import Preference
from tenants.demo.cast import Player

# The nth of a role in a city, or in the country. Whoever is not named hears by e-mail, at once, at any hour.
WISHES: dict[tuple[Role, int], Wishes] = {
    (Role.PROGRAMME_MANAGER, 1): Wishes(rhythm="daily", digest_at=dt.time(7)),
    (Role.ORGANISER, 0): Wishes(quiet_from=dt.time(20), quiet_until=dt.time(5, 30)),
    (Role.ORGANISER, 1): Wishes(rhythm="daily", digest_at=dt.time(17)),
    (Role.TREASURER, 0): Wishes(quiet_from=dt.time(19), quiet_until=dt.time(7), rhythm="daily", digest_at=dt.time(8)),
    (Role.DINSOS_OFFICER, 0): Wishes(quiet_from=dt.time(16), quiet_until=dt.time(7, 30)),
    (Role.PROVINCE_OFFICER, 0): Wishes(channels=()),
    (Role.ADVOCATE, 0): Wishes(channels=()),
    (Role.CITY_ADMIN, 0): Wishes(rhythm="daily", digest_at=dt.time(12)),
    (Role.SECRETARIAT, 0): Wishes(rhythm="daily", digest_at=dt.time(7)),
    (Role.SECRETARIAT, 1): Wishes(quiet_from=dt.time(21), quiet_until=dt.time(6)),
    (Role.MINISTRY_OFFICER, 1): Wishes(rhythm="daily", digest_at=dt.time(9)),
}
ENGLISH = ((Role.SECRETARIAT, 1), (Role.REVIEWER, 0))


def wish(connection: Connection, players: Mapping[tuple[Role, str | None], Sequence[Player]]) -> int:
    """Chooses for those who have chosen nothing yet; gives for how many."""
    chosen: set[UUID] = set(connection.execute(select(Preference.person_id)).scalars())
    new = {player: place for player, place in places(players) if player.id not in chosen}
    for player, place in new.items():
        prefer(connection, player.id, WISHES.get(place, Wishes()))
        if place in ENGLISH:
            set_locale(connection, player.id, "en")
    return len(new)


def places(players: Mapping[tuple[Role, str | None], Sequence[Player]]) -> Iterator[tuple[Player, tuple[Role, int]]]:
    """Whom there is something to choose for, and the place that it is written under."""
    for (role, _city), found in players.items():
        for n, player in enumerate(found):
            if (role, n) in WISHES or (role, n) in ENGLISH:
                yield player, (role, n)
