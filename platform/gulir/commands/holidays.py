"""`flask holidays check|import`: files of days off, read as this deployment reads its own, and taken over as a city's own days."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.acting.who import Acting, Tenant
from gulir.cases.calendar import today_in
from gulir.cases.daysoff import DayOff
from gulir.cases.outcomes import Refused
from gulir.commands.standing_in import standing_in
from gulir.days import moving, own, queries
from gulir.groups.refusals import Wrong
from gulir.tasks.console import shown

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("holidays")
def holidays() -> None:
    """Check files of days off, and take them over."""


@holidays.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@with_appcontext
def check(files: Sequence[Path]) -> None:
    """Read FILES as config/holidays is read; a mistake is told with file and line, and nothing is changed."""
    for file in files:
        days = read(file)
        click.echo(f"{file.name}: {len(days)} days off of {days[0].place if days else 'nowhere'}")


@holidays.command("import")
@click.argument("file", type=FILE)
@click.option("--reason", required=True, help="Why they are entered; it stands with each day.")
@click.option("--as", "account", required=True, metavar="ACCOUNT[:ROLE]", help="Who adds them: the city's administrator or programme manager.")
@with_appcontext
def import_(file: Path, reason: str, account: str) -> None:
    """Add the days of FILE to the city that it names, as somebody of that city; a day that is off already is passed over."""
    days = read(file)
    with standing_in(account) as who:
        if days:
            take_over(who, city_of(who, days[0].place), days, file.name, reason)


def take_over(who: Acting, city: Tenant, days: Sequence[DayOff], name: str, reason: str) -> None:
    """Day by day; each may move many due days, so a page says how far it is."""
    with shown(who, city, "days_off", {"file": name}) as step:
        for done, day in enumerate(days):
            step(done, len(days))
            click.echo(f"{day.day} {day.name}: {added(who, city, day, reason)}")


def read(file: Path) -> list[DayOff]:
    """The days of a file. Raises ClickException with file and line."""
    try:
        found: list[DayOff] = current_app.extensions["gulir.read_days"](file)
    except (ValueError, OSError) as problem:
        raise click.ClickException(str(problem)) from problem
    return found


def city_of(who: Acting, slug: str) -> Tenant:
    """The city that the file names. Raises ClickException."""
    city = who.city(slug)
    if city is None:
        raise click.ClickException(f"The file is of “{slug}”, which is no city of {who.name}. Days of a province or the country go into config/holidays.")
    return city


def added(who: Acting, city: Tenant, day: DayOff, reason: str) -> str:
    """What became of one day, in words. Raises ClickException."""
    wanted, now = own.Wanted(day.day, day.name, day.decree, reason), queries.now()
    moves = len(moving.if_off(city, day.day))
    try:
        own.add(who, city, wanted, today_in(city.zone, now))
    except Wrong as wrong:
        return f"passed over. {wrong}"
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    return f"added; due days that move: {moves}"


COMMANDS: list[Any] = [holidays]
