"""A city's cases on their way to another version: moved by a command, seen on a page by whoever sees the whole city."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from uuid6 import uuid7

from gulir.acting import Acting, Tenant
from gulir.acting.doorway import call
from gulir.engine import Way
from gulir.reports.words import told
from gulir.tasks.asking import limits
from gulir.tasks.kinds import Asked, Kind, Step, kind

LEASE = 300  # seconds without a word after which the command counts as ended


def title(asked: Asked) -> str:
    """What moves, and to where."""
    label = told(current_app.extensions["gulir.workflows"].current(asked["workflow"]).label)
    return _("%(process)s: cases move to version %(version)s", process=label, version=asked["version"])


kind(Kind("migrate", title))


@contextmanager
def shown(who: Acting, city: Tenant, way: Way) -> Iterator[Step]:
    """How far the move is stands on a page, from its first case to its end; where nothing moves, nothing is shown."""
    task = uuid7()
    begun: list[str] = []

    def step(done: int, total: int | None) -> None:
        if total and not begun:
            begun.append(call("ask_task", who.key, city.id, task, words_of(city, way)))
        call("task_step", who.key, city.id, task, done, total, LEASE)

    ending: dict[str, Any] = {"state": "failed", "problem": "refused", "days": limits()["days_kept"]}
    try:
        yield step
        ending |= {"state": "done", "problem": None}
    finally:
        if begun:
            call("task_ends", who.key, city.id, task, ending)


def words_of(city: Tenant, way: Way) -> dict[str, Any]:
    """As it is put down; seen by nobody who may not read every lane in which its cases may lie: it says how many there are."""
    asked = {"workflow": way.dest.name, "version": way.dest.version}
    return {"kind": "migrate", "asked": asked, "cities": [city.id], "language": "id", "lanes": list(way.dest.lanes), "days": limits()["days_kept"]}
