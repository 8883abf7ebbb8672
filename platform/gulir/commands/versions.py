"""`flask workflow migrate` and `current`: cases move to another version of their process, and new cases take it."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import NullPool, create_engine

from gulir.acting import Acting, Tenant, as_acting
from gulir.acting.databases import driver_url
from gulir.acting.keys import MIGRATOR, act_as_system, end_key
from gulir.cases import migrating
from gulir.cases.declare import take_version
from gulir.cases.migrating import Planned
from gulir.commands.workflow import workflow
from gulir.engine import Way, Workflows
from gulir.engine.migration import MOVER
from gulir.tasks.console import shown


@workflow.command()
@click.option("--city", "slug", help="One city, by the word in its addresses; else every open city, one after another.")
@click.option("--workflow", "name", help="One process; else every one whose cases can move.")
@click.option("--back", is_flag=True, help="The other way: from the newer version to the older.")
@click.option("--dry-run", is_flag=True, help="Say what would move, and change nothing.")
@with_appcontext
def migrate(slug: str | None, name: str | None, back: bool, dry_run: bool) -> None:
    """Move the cases of one version of a process to another, while people go on working."""
    ways = [pair[back] for pair in workflows().ways if name in (None, pair[0].dest.name)]
    if not ways:
        click.echo("There is nothing to move: no process has an older version whose cases may move on.")
    for way in ways:
        for city in cities(slug):
            with moving_in(city) as who, shown(who, city, *move_of(way)) as step:
                found = list(migrating.plan(who, city, way)) if dry_run else migrating.migrate(who, city, way, step)
            for line in told(city, way, found, dry_run):
                click.echo(line)
    if dry_run and ways:
        click.echo("Nothing was changed.")


@workflow.command()
@click.argument("name")
@click.argument("version", type=int)
@with_appcontext
def current(name: str, version: int) -> None:
    """Let new cases take a version (DATABASE_OWNER_URL). First let every process that knows only an older one end."""
    if (name, version) not in workflows().definitions:
        raise click.ClickException(f"There is no version {version} of a workflow {name} in the code.")
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise click.ClickException("DATABASE_OWNER_URL is not set: the application's own role cannot decide this")
    with create_engine(driver_url(url), poolclass=NullPool).begin() as connection:
        if not take_version(connection, name, version):
            raise click.ClickException(f"The database does not know version {version} of {name}: run bin/flask migrate first.")
    click.echo(f"New cases of {name} take version {version}.")


def move_of(way: Way) -> tuple[str, dict[str, Any], Sequence[int]]:
    """As the page of long work has it: what it is, and in which lanes its cases may lie."""
    return "migrate", {"workflow": way.dest.name, "version": way.dest.version}, way.dest.lanes


def told(city: Tenant, way: Way, found: Iterable[Planned], dry_run: bool) -> Iterator[str]:
    """What moves, or moved, from where to where; and what stays, and why."""
    found = list(found)
    yield f"{city.slug}: {way.dest.name}, version {way.source.version} to {way.dest.version}: {many(len(found))} found"
    moves = Counter((one.state, one.dest) for one in found if not one.problem)
    for (state, dest), times in sorted(moves.items(), key=str):
        yield f"  {many(times)} {'would move' if dry_run else 'moved'} from {state} to {dest}" + (" (same name)" if state == dest else "")
    stays: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.problem:
            stays.setdefault((one.state, one.problem), []).append(one.number)
    for (state, problem), numbers in sorted(stays.items()):
        shown = ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")
        yield f"  {many(len(numbers))} {'cannot move' if dry_run else 'stayed'} in {state}: {problem} ({shown})"


def many(times: int) -> str:
    """Counted cases."""
    return "1 case" if times == 1 else f"{times} cases"


def workflows() -> Workflows:
    """The processes that this program knows."""
    found: Workflows = current_app.extensions["gulir.workflows"]
    return found


def cities(slug: str | None) -> list[Tenant]:
    """The named city, or all. A word that no city bears is said so."""
    with system_key(None) as who:
        found = [city for city in who.tenants if slug in (None, city.slug)]
        if not found:
            raise click.ClickException(f"There is no open city “{slug}”. There are: {', '.join(city.slug for city in who.tenants)}.")
        return found


@contextmanager
def moving_in(city: Tenant) -> Iterator[Acting]:
    """A key of the one who moves versions, for one city; of every lane, since a case keeps its secrets under any version."""
    with system_key([city.id]) as who:
        yield who


@contextmanager
def system_key(tenants: list[int] | None) -> Iterator[Acting]:
    """Acts as the named system person for the length of the block; the console's log names who ran what."""
    who = act_as_system(MIGRATOR, role=MOVER, read_only=tenants is None, tenants=tenants, lanes=(0, 1, 2) if tenants else (0,))
    try:
        with as_acting(who):
            yield who
    finally:
        end_key(who.key)


COMMANDS: list[click.Command] = []  # both hang on `workflow`
