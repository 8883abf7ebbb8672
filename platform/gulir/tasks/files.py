"""The files that tasks made, each under its task's id and its own digest, until they are over."""

import hashlib
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.documents.store import write_aside
from gulir.tasks.kinds import Made


def folder() -> Path:
    """Beside the documents, and not among them: these are made again when they are asked for, and go after some days."""
    return Path(current_app.extensions["gulir.settings"].instance) / "results"


def path_of(task: UUID | str, digest: str) -> Path:
    """The file of a task."""
    return folder() / f"{task}-{digest}"


def keep(task: UUID | str, made: Made) -> dict[str, Any]:
    """Writes it, whole or not at all; gives what the task says of it. Raises StoreUnavailable."""
    digest = hashlib.sha256(made.content).hexdigest()
    write_aside(path_of(task, digest), made.content)
    return {"file_digest": digest, "file_name": made.name, "file_type": made.type, "file_size": len(made.content)}


def forget(task: UUID | str) -> None:
    """Removes whatever a task left, also what a run wrote that ended before it could say so."""
    for found in folder().glob(f"{UUID(str(task))}-*"):
        found.unlink(missing_ok=True)


def forget_older(days: int) -> None:
    """Removes what no task can name any more."""
    for found in folder().glob("*"):
        with suppress(FileNotFoundError):  # another city's sweep was quicker
            if found.stat().st_mtime < time.time() - days * 86_400:
                found.unlink()
