"""A loop that works until it is asked to end, waits while there is nothing to do, and outlives the services it needs."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType

import psycopg
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from gulir.jobs.limits import LONGEST_PAUSE

AWAY = (SQLAlchemyError, psycopg.Error, RedisError, OSError)  # a service that does not answer; anything else is our own fault, and the supervisor's business


def until_told() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    told = threading.Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    return told


def keep_doing(step: Callable[[], bool], told: threading.Event, *, shortest: float, longest: float, name: str) -> None:
    """Calls `step` until told to end. True: there may be more at once. False: nothing to do, so the wait doubles up to `longest` seconds."""
    log = logging.getLogger(f"gulir.{name}")
    idle, trouble = shortest, 0
    while not told.is_set():
        try:
            found = step()
        except AWAY as problem:
            trouble += 1
            pause = min(0.5 * 2 ** min(trouble, 10), LONGEST_PAUSE)
            log.warning("%s waits %.1f s, then tries again: %s: %s", name, pause, type(problem).__name__, str(problem).splitlines()[0] if str(problem) else "")
            told.wait(pause)
            continue
        if trouble:
            log.warning("%s works again after %s tries", name, trouble)
        trouble = 0
        idle = shortest if found else min(idle * 2, longest)
        if not found:
            told.wait(idle)
