"""`flask workflow`: the processes as tables and pictures, drawn from what runs."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.engine import Workflow, Workflows
from gulir.engine import diagram as drawing


@click.group("workflow")
def workflow() -> None:
    """List, show and draw the processes."""


def _all() -> Workflows:
    return current_app.extensions["gulir.workflows"]


def _one(name: str) -> Workflow:
    try:
        return _all().current(name)
    except KeyError as missing:
        raise click.ClickException(f"There is no workflow {name}. There are: {', '.join(_all().names)}.") from missing


@workflow.command("list")
@with_appcontext
def list_() -> None:
    """Every process with its version, size and rulebooks."""
    for one in _all():
        books = ", ".join(book.slug for book in _all().rulebooks_of(one.name))
        click.echo(f"{one.name}  version {one.version}  {len(one.states)} states  {len(one.steps)} steps  rulebooks: {books}")


@workflow.command()
@click.argument("name")
@with_appcontext
def show(name: str) -> None:
    """The table of a process: from, step, to, who decides, who records, what it needs."""
    found = [("from", "step", "to", "decides", "records", "needs"), *drawing.table(_one(name))]
    widths = [max(len(row[column]) for row in found) for column in range(5)]
    for row in found:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[5]]).rstrip())


@workflow.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write instead of the terminal.")
@with_appcontext
def diagram(name: str, form: str, out: Path | None) -> None:
    """The graph of a process as text (mermaid) or as a picture (svg)."""
    drawn = drawing.svg(_one(name)) if form == "svg" else drawing.mermaid(_one(name))
    if out is None:
        click.echo(drawn)
    else:
        out.write_text(drawn)


COMMANDS = [workflow]
