"""Loads the demo: cities, cast, ground and cases; safe to repeat, and what was interrupted is completed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gulir.acting import as_acting
from gulir.acting.doorway import databases
from gulir.acting.keys import LOADER, log_command
from gulir.acting.store import db
from gulir.engine.parties import Role
from tenants.demo import queries
from tenants.demo.advocating import advocate
from tenants.demo.away import be_away
from tenants.demo.beside import beside
from tenants.demo.casework import matters
from tenants.demo.cast import Player, casting, players
from tenants.demo.evaluating import evaluate, scene
from tenants.demo.ground import lay_ground
from tenants.demo.lots import Lot, lots
from tenants.demo.people import seat_cast
from tenants.demo.peopling import people_groups
from tenants.demo.troupe import Troupe, on_stage
from tenants.demo.walking import scene_of, walk
from tenants.demo.wishing import wish
from tenants.opening import NATIONAL, list_cities, open_city
from tenants.presets import known
from tenants.writing import as_signin


class LoadingAlready(RuntimeError):
    """Another load is under way on this database."""


def load(sign_ins: bool, say: Callable[[str], None]) -> None:
    """Everything of the demo; `sign_ins`: whether its people get the demo's password. Raises LoadingAlready."""
    with _alone():
        found = lots()
        tenants = _open_cities((NATIONAL, *found))
        cast = the_cast()
        with as_signin() as connection:
            log_command(connection, LOADER, read_only=False)
            new = seat_cast(connection, cast, tenants, with_password=sign_ins)
        say(f"{len(cast)} people, {new} of them new.")
        with on_stage(cast) as troupe:
            with as_signin() as connection:
                wish(connection, troupe.players)
            before = 0
            for city, of_city in found.items():
                touched = _city(troupe, city, tenants[city], of_city, before)
                before += len(of_city) * casting().members_per_group
                say(f"{known()[city].name}: {len(of_city)} groups, {touched} cases taken on.")
            be_away(troupe)


def the_cast() -> tuple[Player, ...]:
    """Everybody who plays in the deck's cities."""
    return players((known()[city] for city in lots()), known()[NATIONAL])


def _city(troupe: Troupe, city: str, tenant: int, of_city: tuple[Lot, ...], before: int) -> int:
    lay_ground(troupe, known()[city], tenant, of_city)
    with as_acting(troupe.acting(Role.ORGANISER, city)):
        lines = {row.id: row.seq for row in db.session.execute(queries.LINES, {"tenant": tenant})}
        db.session.remove()
    touched = walk(troupe, tenant, (*map(scene_of, of_city), *beside(troupe, known()[city], tenant, of_city)), lines)
    touched += advocate(troupe, tenant, [one for one in matters() if one.city == city], lines)
    people_groups(troupe, known()[city], tenant, of_city, before)
    return touched + (evaluate(troupe, tenant, lines) if city == scene().city else 0)


def _open_cities(slugs: tuple[str, ...]) -> dict[str, int]:
    """Opens the cities that are not there; one that was suspended stays so."""
    there = {row["slug"]: row["id"] for row in list_cities()}
    return {slug: there[slug] if slug in there else open_city(slug) for slug in slugs}


@contextmanager
def _alone() -> Iterator[None]:
    with databases().door.connect() as connection:
        if not connection.execute(queries.LOCK).scalar():
            raise LoadingAlready("Another load of the demo is under way on this database; wait for it to end.")
        try:
            yield
        finally:
            connection.execute(queries.UNLOCK)
