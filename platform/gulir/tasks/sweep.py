"""Looks after tasks: those that wait, or whose worker ended in the middle, are sent to a worker; those that are over go, with their files."""

import redis
from sqlalchemy import Engine

from gulir.acting.store import db
from gulir.jobs.limits import TASK_LEASE, TASK_STARTS
from gulir.jobs.queue import send
from gulir.jobs.schedule import Moment, timed
from gulir.tasks import files, queries
from gulir.tasks.asking import limits
from gulir.tasks.running import carry_out

BATCH = 50
NAME = f"{carry_out.__module__}.{carry_out.__qualname__}"


def pass_on(engine: Engine, client: redis.Redis) -> int:
    """Sends what nobody looks after, under the task's own id; gives how many. Without Redis the lease brings them back."""
    with engine.begin() as connection:
        due = connection.execute(queries.CLAIM, {"batch": BATCH, "lease": TASK_LEASE, "most": TASK_STARTS}).all()
    return sum(send(client, NAME, f"task-{row.id}", row.tenant_id, str(row.id)) for row in due)


@timed("tasks")
def clear(moment: Moment) -> bool:
    """Each hour for a city. Rows first: a file that outlives its row is fetched by nobody, and goes by its age."""
    gone = db.session.execute(queries.EXPIRE, {"key": moment.clock.key, "tenant": moment.city.id}).scalars().all()
    db.session.commit()
    for task in gone:
        files.forget(task)
    files.forget_older(limits()["days_kept"] + 2)
    return True
