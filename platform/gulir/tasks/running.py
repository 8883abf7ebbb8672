"""One run of one task, in a process of its own: under a key that reads what its asker may read today, and writes nothing."""

import logging
from typing import Any

from flask import current_app
from flask_babel import force_locale

from gulir.acting.doorway import call, databases
from gulir.acting.keys import CIVIL_ROLES_OF_LANE_1, acting_of
from gulir.acting.store import db
from gulir.acting.who import Acting, as_acting, begin
from gulir.documents import StoreUnavailable
from gulir.jobs.limits import TASK_KEY_MINUTES, TASK_LEASE, TASK_STARTS
from gulir.jobs.registry import allow
from gulir.tasks import files, queries
from gulir.tasks.asking import limits
from gulir.tasks.kinds import KINDS, TooLarge

log = logging.getLogger("gulir.tasks")


class Gone(RuntimeError):
    """Somebody dropped the task, another run took it over, or the rights have ended: what is made is nobody's any more."""


@allow("reports")
def carry_out(tenant_id: int, task_id: str) -> None:
    """Takes the task up, if there is anything to do; a run that ends in the middle leaves it to the next, and its own result to nobody."""
    with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
        begin(None)
        found = start(tenant_id, task_id)
        if found is None:
            return
        try:
            with as_acting(acting_of(found["key"])) as asker, force_locale(found["language"]):
                attempt(asker, tenant_id, task_id, found)
        finally:
            let_go(found["key"])


def start(tenant_id: int, task_id: str) -> dict[str, Any] | None:
    """What is to be done, with the key; None when there is nothing to do, or the asker may not any more, which the task then says."""
    values = {"tenant": tenant_id, "task": task_id, "civil": CIVIL_ROLES_OF_LANE_1, "minutes": TASK_KEY_MINUTES, "lease": TASK_LEASE, "most": TASK_STARTS}
    with relay().begin() as connection:
        found: dict[str, Any] | None = connection.execute(queries.START, values).scalar_one()
    return found


def attempt(asker: Acting, tenant_id: int, task_id: str, found: dict[str, Any]) -> None:
    """Makes it and says so, or says why not. What ends this process, or keeps the database away, says nothing: the lease brings the task back."""

    def step(done: int, total: int | None) -> None:
        if call("task_step", asker.key, tenant_id, task_id, done, total, TASK_LEASE) != "t":
            raise Gone(task_id)

    try:
        step(0, None)
        make = KINDS[found["kind"]].make
        assert make is not None  # noqa: S101 - what a console does has no row that is started
        made = make(found["asked"], found["cities"], step)
        db.session.rollback()
        ending = {"state": "done"} | files.keep(task_id, made)
    except Gone:
        log.info("task %s is nobody's any more", task_id)
        return
    except (TooLarge, StoreUnavailable) as problem:
        ending = {"state": "failed", "problem": "large" if isinstance(problem, TooLarge) else "disk"}
    if call("task_ends", asker.key, tenant_id, task_id, ending | {"days": limits()["days_kept"]}) != "t":
        log.info("task %s was ended by another run", task_id)  # what this one wrote may be that one's very file: it goes with the task


def let_go(key: str) -> None:
    """Ends the key; if that fails, its short life does."""
    with relay().begin() as connection:
        connection.execute(queries.END_KEY, {"key": key})


def relay() -> Any:
    """The relay's engine, which alone may take tasks up."""
    engine = databases().relay
    if engine is None:
        raise RuntimeError("DATABASE_RELAY_URL is not set: this process may not act for tasks")
    return engine
