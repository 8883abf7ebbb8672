"""`flask migrate`: brings the database to the newest shape and declares workflows and rulebooks; safe to run twice and by two at once."""

import os
import re
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, NullPool, create_engine, text

from gulir.acting.databases import driver_url
from gulir.acting.keys import MIGRATOR, log_command
from gulir.cases.declare import declare, declare_rulebooks, declare_ways
from gulir.engine import Workflows

ROOT = Path(__file__).resolve().parents[3]
ONE_AT_A_TIME = text("select pg_advisory_lock(hashtext('gulir-migrate'))")


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Migrate the database (DATABASE_OWNER_URL) and declare workflows and rulebooks."""
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise click.ClickException("DATABASE_OWNER_URL is not set: the application's own role cannot migrate")
    try:
        migrate_database(url, current_app.extensions["gulir.workflows"])
    except CommandError as other:
        raise click.ClickException(str(other)) from other
    click.echo("The database is up to date.")


def migrate_database(owner_url: str, workflows: Workflows) -> None:
    """Alembic to head, then declarations, under one lock; the console's log says who had it done."""
    engine = create_engine(driver_url(owner_url), poolclass=NullPool)
    with engine.connect() as lock:
        lock.execute(ONE_AT_A_TIME)
        upgrade(owner_url)
        announce(engine, workflows)
        with engine.begin() as connection:
            log_command(connection, MIGRATOR, read_only=False)


def upgrade(owner_url: str) -> None:
    """Alembic to head."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("sqlalchemy.url", re.sub("%", "%%", owner_url))
    command.upgrade(config, "head")


def announce(engine: Engine, workflows: Workflows) -> None:
    """Writes the declarations in one transaction."""
    with engine.begin() as connection:
        declare(connection, workflows)
        declare_ways(connection, workflows.ways)
        declare_rulebooks(connection, workflows.rulebooks.values())


COMMANDS = [migrate]
