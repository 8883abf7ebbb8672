"""`flask audit verify|anchor|export|check`: whether history is what it was, for one city or all, and for one case outside this machine."""

import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.acting import Acting, Tenant
from gulir.acting.doorway import databases
from gulir.commands.standing_in import as_option, standing_in
from gulir.history import pack, queries
from gulir.history.anchors import anchor_line
from gulir.history.verify import Verdict, read_copies, verify_city

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("audit")
def audit() -> None:
    """Verify history, show anchors, export and check evidence."""


@audit.command()
@click.option("--city", help="Word of a city (makassar); every city if not given.")
@click.option("--against", type=FILE, help="File with kept anchor lines (city day digest), as they were mailed.")
@with_appcontext
def verify(city: str | None, against: Path | None) -> None:
    """Check every chain, witness and anchor; the first bad line is named, and the exit code is 1."""
    copies = read_copies(against.read_text().splitlines()) if against else None
    with standing_in(None) as who:
        key = current_app.extensions["gulir.settings"].witness_key
        verdicts = [verify_city(databases().app, who, tenant, key, copies) for tenant in cities_of(who, city)]
    for verdict in verdicts:
        tell(verdict)
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    counts = f"{sum(v.events for v in verdicts)} lines of {sum(v.cases for v in verdicts)} cases, {sum(v.anchors for v in verdicts)} anchors"
    if findings:
        raise click.ClickException(f"{len(findings)} things are wrong in {counts}. The first: {findings[0]}")
    click.echo(f"History is whole: {counts}.")


@audit.command()
@click.option("--city", help="Word of a city; every city if not given.")
@with_appcontext
def anchor(city: str | None) -> None:
    """Show the kept anchors, one line each, as they were mailed."""
    with standing_in(None) as who, databases().app.begin() as connection:
        queries.patiently(connection, who.key)
        for tenant in cities_of(who, city):
            for row in connection.execute(queries.KEPT, {"tenant": tenant.id}):
                click.echo(anchor_line(tenant.slug, row.day, row.digest) + ("" if row.mailed_at else "  (not mailed)"))


@audit.command()
@click.option("--case", "number", required=True, help="Number of the case.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write instead of the terminal.")
@as_option
@with_appcontext
def export(number: str, out: Path | None, account: str | None) -> None:
    """Write one case's whole history as a pack that verifies anywhere; one that the console does not read, as somebody who does."""
    with standing_in(account) as who, databases().app.begin() as connection:
        queries.patiently(connection, who.key)
        case = connection.execute(queries.CASE, {"number": number}).first()
        if case is None:
            raise click.ClickException(f"There is no open case {number}{' that they read' if account else ''}.")
        events = connection.execute(queries.EVENTS, {"tenant": case.tenant_id, "case": case.id}).all()
    written = json.dumps(pack.pack(case, list(events)), ensure_ascii=False, indent=1)
    if out:
        out.write_text(written)
    else:
        click.echo(written)


@audit.command()
@click.argument("file", type=FILE)
@with_appcontext
def check(file: Path) -> None:
    """Verify the pack in FILE, with the witness key of this installation; no database is asked."""
    try:
        content: dict[str, Any] = json.loads(file.read_text())
        wrong = list(pack.check(content, current_app.extensions["gulir.settings"].witness_key))
    except (ValueError, KeyError, TypeError) as problem:
        raise click.ClickException(f"{file} cannot be read as an evidence pack: {type(problem).__name__} {problem}") from problem
    for line in wrong:
        click.echo(line)
    if wrong:
        raise click.ClickException(f"{len(wrong)} things are wrong. The first: {wrong[0]}")
    click.echo(f"The pack is whole: {content['about']['number']}, {len(content['events'])} lines.")


def tell(verdict: Verdict) -> None:
    """One city in a line, and what is wrong there below it."""
    state = "whole" if verdict.is_whole else f"{len(verdict.findings)} wrong"
    click.echo(f"{verdict.city:<16} {verdict.cases:>7} cases {verdict.events:>9} lines {verdict.anchors:>5} anchors  {state}")
    for finding in verdict.findings:
        click.echo(f"  {finding}")


def cities_of(who: Acting, slug: str | None) -> list[Tenant]:
    """The named city, or all. A word that no city bears is said so."""
    found = [tenant for tenant in who.tenants if slug in (None, tenant.slug)]
    if slug and not found:
        raise click.ClickException(f"There is no open city “{slug}”. There are: {', '.join(tenant.slug for tenant in who.tenants)}.")
    return found


COMMANDS = [audit]
