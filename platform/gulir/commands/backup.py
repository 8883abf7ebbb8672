"""`flask backup FOLDER`: a dump by the role that only reads, and every file that FOLDER lacks; bin/restore reads them again."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.services.backups import make_backup
from gulir.services.errors import CannotStart


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Write a backup into FOLDER; repeat it into the same one, and only new files are copied."""
    url = os.environ.get("DATABASE_BACKUP_URL")
    if not url:
        raise click.ClickException("DATABASE_BACKUP_URL is not set: only the role gulir_backup reads every row.")
    instance: Path = current_app.extensions["gulir.settings"].instance
    try:
        made, copied = make_backup(url, instance / "files", folder, os.environ)
    except (CannotStart, OSError) as problem:
        raise click.ClickException(f"There is no backup: {problem}") from problem
    click.echo(f"{made} ({made.stat().st_size // 1024} KiB), {copied} new files. The keys are not in it: keep {instance / 'keys.env'} elsewhere.")


COMMANDS = [backup]
