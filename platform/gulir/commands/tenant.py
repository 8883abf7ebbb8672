"""`flask tenant open|suspend|list`: cities, from presets; serving processes notice at their next request."""

import click
from flask import current_app
from flask.cli import with_appcontext


@click.group("tenant")
def tenant() -> None:
    """Open, suspend and list cities."""


@tenant.command("open")
@click.argument("preset")
@with_appcontext
def open_(preset: str) -> None:
    """Open a city from its PRESET, or reopen a suspended one; safe to repeat."""
    try:
        current_app.extensions["gulir.tenants"].open_city(preset)
    except LookupError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{preset} is open.")


@tenant.command()
@click.argument("slug")
@with_appcontext
def suspend(slug: str) -> None:
    """Close the city SLUG to everybody; its data stays."""
    try:
        current_app.extensions["gulir.tenants"].suspend_city(slug)
    except LookupError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{slug} is suspended.")


@tenant.command("list")
@with_appcontext
def list_() -> None:
    """Every city: its word in addresses, its letters, its code, its time zone, and whether it is open."""
    for row in current_app.extensions["gulir.tenants"].list_cities():
        click.echo(f"{row['slug']:<16} {row['letters']} {row['code']:<6} {row['zone']:<14} {row['status']:<10} {row['name']}")


COMMANDS = [tenant]
