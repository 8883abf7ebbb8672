"""Asking for long work, and for it again; whoever asks is the database's word."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting import Acting
from gulir.acting.doorway import call
from gulir.tasks import files


class TooMany(RuntimeError):
    """Others that this one asked for wait or run still."""


def limits() -> dict[str, Any]:
    """What config/exports.py says."""
    found: dict[str, Any] = current_app.extensions["gulir.exports"]
    return found


def ask(who: Acting, task: UUID, kind: str, asked: dict[str, Any], cities: Sequence[int], language: str) -> int:
    """Puts it down; the same id is the same task. Gives the city under which it stands. Raises TooMany."""
    tenant = min(cities)
    rules = limits()
    words = {"kind": kind, "asked": asked, "cities": list(cities), "language": language, "most": rules["open_at_once"], "days": rules["days_kept"]}
    if call("ask_task", who.key, tenant, task, words) == "many":
        raise TooMany
    return tenant


def again(who: Acting, tenant: int, task: UUID) -> bool:
    """Once more, of what failed or whose file is gone, with the rights that its asker has now."""
    return bool(call("change_task", who.key, tenant, task, "again") == "t")


def drop(who: Acting, tenant: int, task: UUID) -> bool:
    """Away with it and with its file; a worker that is at it stops at its next step."""
    done = bool(call("change_task", who.key, tenant, task, "drop") == "t")
    if done:
        files.forget(task)
    return done
