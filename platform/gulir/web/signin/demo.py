"""The invented people of a demonstration, to pick from; there is no such list anywhere else."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.engine.parties import Role
from gulir.identity import ground
from gulir.web.signin import queries

ORDER = {role: n for n, role in enumerate(Role)}


@dataclass(frozen=True)
class People:
    """The cast of one city and of the whole country; `password` opens them all."""

    password: str
    cities: list[tuple[str, str]]
    city: str
    here: list[Any] = field(default_factory=list)
    national: list[Any] = field(default_factory=list)


def people(city: str | None) -> People | None:
    """Whom to offer on the sign-in page: nobody unless bin/serve runs this as a demonstration."""
    password = current_app.extensions.get("gulir.demo_password")
    if not ground.is_embedded() or not password:
        return None
    with ground.begin() as connection:
        cast = sorted(connection.execute(queries.CAST).all(), key=lambda one: (ORDER.get(one.role, 99), one.email))
    cities = sorted({(str(one.city), str(one.city_name)) for one in cast if one.city}, key=lambda pair: pair[1])
    slugs = [slug for slug, _ in cities]
    here = city if city and city in slugs else next(iter(slugs), "")
    return People(password, cities, here, [one for one in cast if one.city == here], [one for one in cast if not one.city]) if cast else None


def account_of(person_id: UUID) -> str:
    """The name of the account in an authenticator."""
    with ground.begin() as connection:
        return str(connection.execute(queries.ACCOUNT, {"person": person_id}).scalar_one())
