"""Keeps files under their digest: written aside, synced and renamed before any row names them."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from flask import current_app

from gulir.documents.accept import Accepted


class StoreUnavailable(RuntimeError):
    """The disk is full or read-only; nothing was written and nothing will be recorded."""


def folder() -> Path:
    """Where files lie: two letters of the digest a folder."""
    return Path(current_app.extensions["gulir.settings"].instance) / "files"


def path_of(digest: str) -> Path:
    """The file of a digest."""
    return folder() / digest[:2] / digest


def store(file: Accepted) -> dict[str, Any]:
    """Writes the content if it is not there yet; gives the columns of a document. Raises StoreUnavailable."""
    digest = hashlib.sha256(file.content).hexdigest()
    target = path_of(digest)
    if not target.exists():
        write_aside(target, file.content)
    return {"file_digest": digest, "file_name": file.name, "file_type": file.type, "file_size": len(file.content)}


def write_aside(target: Path, content: bytes) -> None:
    """Writes a file whole: nobody ever sees half of it. Raises StoreUnavailable."""
    try:
        _write(target, content)
    except OSError as problem:
        raise StoreUnavailable(f"cannot keep the file: {problem.strerror}") from problem


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(aside).replace(target)
    except OSError:
        Path(aside).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
