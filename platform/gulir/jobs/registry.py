"""The one decorator of jobs, and the list of what a worker may run: nothing else is ever called, whatever stands in Redis."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from flask import current_app

log = logging.getLogger("gulir.jobs")


@dataclass(frozen=True)
class Work:
    """One row of the outbox, as its job sees it. `at` names the line of history that caused it."""

    tenant_id: int
    id: str
    case_id: UUID
    seq: int
    n: int
    lane: int
    topic: str
    attempts: int


Effect = Callable[[Work], Any]
Entry = Callable[..., None]
ALLOWED: dict[str, Entry] = {}
BY_TOPIC: dict[str, str] = {}
QUEUE_OF: dict[str, str] = {}


class TwoJobs(RuntimeError):
    """Two jobs claim one name or one topic."""


def allow(queue: str) -> Callable[[Entry], Entry]:
    """Puts a function onto the list, under its own full name, as a job of a queue."""

    def take(entry: Entry) -> Entry:
        name = f"{entry.__module__}.{entry.__qualname__}"
        if name in ALLOWED:
            raise TwoJobs(name)
        ALLOWED[name], QUEUE_OF[name] = entry, queue
        return entry

    return take


def job(*topics: str, then: Callable[[Work, Any], None] | None = None) -> Callable[[Effect], Entry]:
    """The function does what these topics cause, inside one transaction that also notes its effect and ends the outbox row.

    It starts with nobody acting but the clock of its city; of several rows that it is given together, each is done by itself. `then` gets what it returned,
    after the commit; what fails there is logged and left to a sweep.
    """

    def take(effect: Effect) -> Entry:
        @wraps(effect)
        def entry(tenant_id: int, *outbox_ids: str) -> None:
            from gulir.jobs.running import run

            run(current_app._get_current_object(), effect, then, tenant_id, *outbox_ids)  # type: ignore[attr-defined]

        allow("notices")(entry)
        for topic in topics:
            if topic in BY_TOPIC:
                raise TwoJobs(topic)
            BY_TOPIC[topic] = f"{entry.__module__}.{entry.__qualname__}"
        return entry

    return take
