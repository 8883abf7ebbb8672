"""`flask relay|worker|scheduler`: the three processes behind the pages; each runs until it is asked to end, and any number may run."""

import logging
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.acting.doorway import databases
from gulir.jobs import schedule
from gulir.jobs.every import MODULES
from gulir.jobs.limits import QUEUES
from gulir.jobs.loop import until_told
from gulir.jobs.queue import connect
from gulir.jobs.relay import Relay
from gulir.jobs.running import relay_engine
from gulir.jobs.scheduler import Scheduler
from gulir.jobs.worker import open_worker


@click.command()
@with_appcontext
def relay() -> None:
    """Pass on what the door put into the outbox."""
    prepare()
    Relay(relay_engine(), connect(redis_url())).run(until_told())


@click.command()
@click.option("--burst", is_flag=True, help="End when the queues are empty.")
@click.option("--queues", default=",".join(QUEUES), show_default=True, help="Which, the first of them first.")
@with_appcontext
def worker(burst: bool, queues: str) -> None:
    """Do the jobs in the queues."""
    prepare()
    named = [name.strip() for name in queues.split(",")]
    if unknown := sorted(set(named) - set(QUEUES)):
        raise click.ClickException(f"There is no queue {', '.join(unknown)}. There are: {', '.join(QUEUES)}.")
    one = open_worker(connect(redis_url()), named)
    one.work(burst=burst, logging_level="WARNING")
    if not burst and not one.was_told_to_end:
        sys.exit(1)  # it lost Redis; whoever supervises starts it again


@click.command()
@with_appcontext
def scheduler() -> None:
    """Send what the schedule says, for every open city."""
    prepare()
    try:
        entries = schedule.read(current_app.extensions["gulir.schedule"])
    except schedule.BadSchedule as problem:
        raise click.ClickException(str(problem)) from problem
    Scheduler(databases(), connect(redis_url()), entries).run(until_told())


def redis_url() -> str | None:
    """Where the queue lives."""
    url: str | None = current_app.extensions["gulir.settings"].redis_url
    return url


def prepare() -> None:
    """Says what is missing before any work is taken up, and from then on one line an event on standard error, for the supervisor's log."""
    if not redis_url():
        raise click.ClickException("REDIS_URL is not set: background work has no queue")
    if databases().relay is None:
        raise click.ClickException("DATABASE_RELAY_URL is not set: this process may not act for jobs")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("transitions").setLevel(logging.WARNING)
    logging.getLogger("gulir.jobs").debug("jobs of %s", ", ".join(module.__name__ for module in MODULES))


COMMANDS = [relay, worker, scheduler]
