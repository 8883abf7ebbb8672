"""`flask person`: lists people, adds one with a role, ends them; as the console's logged key."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from gulir.acting.keys import CONSOLE, act_as_system, end_key
from gulir.engine.parties import Role
from gulir.identity import ground
from gulir.identity.contact import NotAnAddress
from gulir.identity.links import make_link
from gulir.identity.memberships import NoSuchReach, add_membership, end_membership, memberships_of
from gulir.identity.persons import AddressTaken, NoAddress, create_person, disable_person, find_person
from gulir.tables import Organisation, Person, Tenant

person = AppGroup("person", help="People and their roles.")
COMMANDS = (person,)


@person.command("list")
def list_people() -> None:
    """Everybody, a line for each role."""
    _log()
    with ground.begin() as connection:
        found = select(Person.id, Person.name, Person.email, Person.phone, Person.disabled_at).where(Person.kind == "human").order_by(Person.name)
        for row in connection.execute(found):
            state = " (disabled)" if row.disabled_at else ""
            click.echo(f"{row.name}{state}  {row.email or row.phone}")
            for held in memberships_of(connection, row.id):
                cities = "every city" if held.tenants is None else ", ".join(held.cities) or "no city"
                click.echo(f"    {held.role}, {held.organisation_name}: {cities}")


@person.command("add")
@click.argument("name")
@click.option("--email")
@click.option("--phone", help="An Indonesian number: 0812… or +62…")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--organisation", required=True, help="Its slug.")
@click.option("--city", "cities", multiple=True, help="Its slug; several times for several.")
@click.option("--every-city", is_flag=True, help="Every city, also those opened later.")
def add_person(name: str, email: str | None, phone: str | None, role: str, organisation: str, cities: tuple[str, ...], every_city: bool) -> None:
    """Adds a person, or a role to one who is known; prints the link with which they choose a password."""
    if bool(cities) == every_city and role != Role.OPERATOR:
        raise click.UsageError("Name the cities (--city), or say --every-city.")
    _log(read_only=False)
    try:
        with ground.begin() as connection:
            office = _find(connection.execute(select(Organisation.id).where(Organisation.slug == organisation)).scalar(), f"organisation {organisation}")
            tenants = [_find(connection.execute(select(Tenant.id).where(Tenant.slug == city)).scalar(), f"city {city}") for city in cities]
            known = find_person(connection, email or phone or "")
            who = known or create_person(connection, name, email=email, phone=phone)
            add_membership(connection, who, office, role, tenants=None if every_city else tenants)
            link = None if known else make_link(connection, who, "invite")
    except (NotAnAddress, NoAddress, AddressTaken, NoSuchReach) as wrong:
        raise click.ClickException(f"{type(wrong).__name__}: {wrong}") from wrong
    click.echo(f"{current_app.extensions['gulir.settings'].base_url}/tautan/{link}  (works once, within a day)" if link else "They sign in as before.")


@person.command("end")
@click.argument("account")
@click.option("--role", help="Only this role. Without it the account is disabled.")
def end_person(account: str, role: str | None) -> None:
    """Ends a role, or disables the account; every session of theirs ends now."""
    _log(read_only=False)
    with ground.begin() as connection:
        who = find_person(connection, account)
        if who is None:
            raise click.ClickException(f"Nobody has the account {account}.")
        if role is None:
            disable_person(connection, who)
            click.echo("Disabled.")
            return
        ended = [end_membership(connection, held.id) for held in memberships_of(connection, who) if held.role == role]
    if not ended:
        raise click.ClickException(f"{account} is not {role}.")
    click.echo(f"Ended: {role}.")


def _find(value: int | None, what: str) -> int:
    if value is None:
        raise click.ClickException(f"There is no {what}.")
    return value


def _log(*, read_only: bool = True) -> None:
    """Who ran which command stands in the console's log."""
    end_key(act_as_system(CONSOLE, role="operator", read_only=read_only, tenants=[]).key)
