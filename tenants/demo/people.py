"""Puts the cast on the stage: persons, memberships and seats, once; whoever is there already is left as they are."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, select, update

from gulir.identity.memberships import add_membership
from gulir.identity.passwords import hash_password, weigh
from gulir.identity.persons import create_person
from gulir.tables import Membership, Organisation, Person
from tenants.demo.cast import Part, Player, casting
from tenants.demo.ids import known


def seat_cast(connection: Connection, cast: Sequence[Player], tenants: Mapping[str, int], *, with_password: bool) -> int:
    """Makes the persons and memberships that are missing; `tenants` are ids by city. Returns how many persons were new.

    Without a password nobody can sign in as them: on a database that others reach, a password that everybody knows would be an open door."""
    offices = {row.slug: row.id for row in connection.execute(select(Organisation.slug, Organisation.id))}
    there = set(connection.execute(select(Person.id)).scalars())
    seated = set(connection.execute(select(Membership.id)).scalars())
    new = [player for player in cast if player.id not in there]
    for player in new:
        create_person(connection, player.name, email=player.email, demo=True, person_id=player.id)
    for player in cast:
        for n, part in enumerate(player.parts):
            if membership_id(player, n) not in seated:
                _seat(connection, player, part, n, offices, tenants)
    if with_password:
        _set_password(connection, cast)
    return len(new)


def membership_id(player: Player, n: int = 0) -> UUID:
    """The same membership on every run: the n-th part that a player plays."""
    return known("membership", player.email, n)


def group_id(city: str, n: int = 0) -> UUID:
    """The n-th group of a city, counted through both slides."""
    return known("group", city, n)


def _seat(connection: Connection, player: Player, part: Part, n: int, offices: Mapping[str, int], tenants: Mapping[str, int]) -> None:
    add_membership(
        connection,
        player.id,
        offices[part.organisation],
        part.role,
        tenants=None if part.cities is None else [tenants[city] for city in part.cities],
        group_id=group_id(part.cities[0]) if part.of_a_group and part.cities else None,
        membership_id=membership_id(player, n),
    )


def _set_password(connection: Connection, cast: Sequence[Player]) -> None:
    """One password for those who have none, hashed once: hashing it for each would take as long as all the rest."""
    weigh(casting().password)
    lacking = update(Person).where(Person.id.in_([player.id for player in cast]), Person.demo, Person.password_hash.is_(None))
    connection.execute(lacking.values(password_hash=hash_password(casting().password)))
