"""`flask relay|worker|scheduler`: the three processes behind the pages; each runs until it is asked to end, and any number may run."""

import logging
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from gulir.acting.doorway import databases
from gulir.jobs import schedule
from gulir.jobs.every import MODULES
from gulir.jobs.loop import until_told
from gulir.jobs.queue import connect, open_queue
from gulir.jobs.relay import Relay
from gulir.jobs.running import relay_engine
from gulir.jobs.scheduler import Scheduler
from gulir.jobs.worker import open_worker


@click.command()
@with_appcontext
def relay() -> None:
    """Pass on what the door put into the outbox."""
    say_what_happens()
    Relay(relay_engine(), open_queue(connect(redis_url()))).run(until_told())


@click.command()
@click.option("--burst", is_flag=True, help="End when the queue is empty.")
@with_appcontext
def worker(burst: bool) -> None:
    """Do the jobs in the queue."""
    say_what_happens()
    relay_engine()  # without it no job can act: said now, not at the first job
    one = open_worker(connect(redis_url()))
    one.work(burst=burst, logging_level="WARNING")
    if not burst and not one.was_told_to_end:
        sys.exit(1)  # it lost Redis; whoever supervises starts it again


@click.command()
@with_appcontext
def scheduler() -> None:
    """Send what the schedule says, for every open city."""
    say_what_happens()
    entries = schedule.read(current_app.extensions["gulir.schedule"])
    Scheduler(databases(), open_queue(connect(redis_url())), entries).run(until_told())


def redis_url() -> str | None:
    """Where the queue lives."""
    url: str | None = current_app.extensions["gulir.settings"].redis_url
    return url


def say_what_happens() -> None:
    """One line an event on standard error, for the supervisor's log."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s", stream=sys.stderr)
    logging.getLogger("gulir.jobs").debug("jobs of %s", ", ".join(module.__name__ for module in MODULES))


COMMANDS = [relay, worker, scheduler]
