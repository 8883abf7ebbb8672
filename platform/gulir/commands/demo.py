"""`flask demo load|people`: the deck's own data, moved through the doors by an invented cast, and how to sign in as each of them."""

import click
from flask import current_app
from flask.cli import with_appcontext


@click.group("demo")
def demo() -> None:
    """The deck's data and the people who act in it."""


@demo.command()
@click.option("--sign-ins", is_flag=True, help="Give its people the demo's password on a database that is not embedded.")
@with_appcontext
def load(sign_ins: bool) -> None:
    """Load the demo; safe to repeat, and what was interrupted is completed."""
    embedded = current_app.extensions["gulir.settings"].embedded
    try:
        current_app.extensions["gulir.demo"].load(sign_ins or embedded, click.echo)
    except RuntimeError as problem:
        raise click.ClickException(str(problem)) from problem
    if not (sign_ins or embedded):
        click.echo("Nobody of them can sign in: the demo's password is known to everybody. Add --sign-ins where only you reach this database.")


@demo.command()
@with_appcontext
def people() -> None:
    """How to sign in as each of the cast."""
    if not current_app.extensions["gulir.settings"].embedded:
        raise click.ClickException("Sign-ins of the demo are shown on an embedded instance only.")
    shown = current_app.extensions["gulir.demo"].sign_ins()
    widths = [max(len(row[x]) for row in shown) for x in range(3)]
    for row in shown:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


COMMANDS = [demo]
