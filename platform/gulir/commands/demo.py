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
@click.option("--all", "every", is_flag=True, help="A line for each person instead of one for all cities.")
@with_appcontext
def people(every: bool) -> None:
    """How to sign in as the cast."""
    if not current_app.extensions["gulir.settings"].embedded:
        raise click.ClickException("Sign-ins of the demo are shown on an embedded instance only.")
    plays = current_app.extensions["gulir.demo"]
    shown = plays.every_sign_in() if every else plays.short_sign_ins()
    width = max(len(address) for address, _name, _role in shown)
    for address, name, role in shown:
        click.echo(f"{address:<{width}}  {name}{'  ' if name and role else ''}{role}")


COMMANDS = [demo]
