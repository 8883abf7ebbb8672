"""Long work that a command does itself, under its own key: how far it is stands on a page, for whoever sees the whole city."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from uuid6 import uuid7

from gulir.acting import Acting, Tenant
from gulir.acting.doorway import call
from gulir.reports.words import told
from gulir.tasks.asking import limits
from gulir.tasks.kinds import Asked, Kind, Step, kind

LEASE = 300  # seconds without a word after which the command counts as ended


def of_move(asked: Asked) -> str:
    """Cases on their way to another version: what moves, and to where."""
    label = told(current_app.extensions["gulir.workflows"].current(asked["workflow"]).label)
    return _("%(process)s: cases move to version %(version)s", process=label, version=asked["version"])


def of_days(asked: Asked) -> str:
    """A city's days off, taken over from a file."""
    return _("Days off from the file %(name)s", name=asked["file"])


kind(Kind("migrate", of_move))
kind(Kind("days_off", of_days))


@contextmanager
def shown(who: Acting, city: Tenant, what: str, asked: dict[str, Any], lanes: Sequence[int] = (0,)) -> Iterator[Step]:
    """How far it is stands on a page, from its first step to its end; where there is nothing to do, nothing is shown.

    Nobody sees it who may not read all `lanes`: it says how much there is in them.
    """
    task = uuid7()
    begun: list[str] = []

    def step(done: int, total: int | None) -> None:
        if total and not begun:
            words = {"kind": what, "asked": asked, "cities": [city.id], "language": "id", "lanes": list(lanes), "days": limits()["days_kept"]}
            begun.append(call("ask_task", who.key, city.id, task, words))
        call("task_step", who.key, city.id, task, done, total, LEASE)

    ending: dict[str, Any] = {"state": "failed", "problem": "refused", "days": limits()["days_kept"]}
    try:
        yield step
        ending |= {"state": "done", "problem": None}
    finally:
        if begun:
            call("task_ends", who.key, city.id, task, ending)
