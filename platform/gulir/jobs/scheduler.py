"""The clock's own loop: one at a time, by a lock in the database; sends what is due and not yet noted as done."""

import datetime as dt
import logging
import threading
from collections.abc import Sequence
from typing import Any

import redis
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from gulir.acting.databases import Databases
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.acting.who import Acting, as_acting
from gulir.jobs import queries
from gulir.jobs.loop import AWAY, keep_doing
from gulir.jobs.queue import send
from gulir.jobs.schedule import HOUSE, Entry
from gulir.jobs.timing import NAME, effect_key

log = logging.getLogger("gulir.scheduler")
KEY_MINUTES = 60
RENEW = dt.timedelta(minutes=40)


class Scheduler:
    """One scheduler. Others may run beside it: they wait until its lock is free."""

    def __init__(self, databases: Databases, client: redis.Redis, entries: Sequence[Entry]) -> None:
        self.databases = databases
        self.client = client
        self.entries = entries
        self.lock: Connection | None = None
        self.clocks: dict[int, tuple[dt.datetime, Acting]] = {}
        self.done_in_house: dict[str, str] = {}
        self.sent = 0

    def run(self, told: threading.Event) -> None:
        """Keeps time until told to end."""
        log.info("scheduler is ready")
        try:
            keep_doing(self.step, told, shortest=2.5, longest=5, name="scheduler")
        finally:
            self.let_go()

    def step(self) -> bool:
        """One look at the clock; never says that there is more, since the next look is soon enough."""
        if self.holds_lock():
            self.send_due()
        return False

    def holds_lock(self) -> bool:
        """Whether this one is the scheduler; a connection that was lost took the lock with it, and it is asked for anew."""
        try:
            if self.lock is not None:
                self.lock.execute(queries.STILL_HERE)
                return True
            connection = self.databases.door.connect()
            if connection.execute(queries.ONE_SCHEDULER).scalar_one():
                self.lock = connection
                return True
            connection.close()
        except SQLAlchemyError:
            self.let_go()
            raise
        return False

    def let_go(self) -> None:
        """Ends the connection that holds the lock, and the lock with it."""
        if self.lock is not None:
            self.lock.invalidate()
            self.lock.close()
            self.lock = None

    def send_due(self) -> None:
        """Every entry for every open city, where its slot is not done."""
        with self.databases.app.connect() as connection:
            cities = connection.execute(queries.OPEN_CITIES).all()
        for city in cities:
            try:
                self.send_due_in(city)
            except AWAY:
                raise
            except Exception:  # one city's fault must not keep the clock from the others; it is told, and tried again at the next look
                log.exception("the scheduler passes over city %s", city.id)
        if cities:
            self.do_in_house(cities[0].now)

    def send_due_in(self, city: Any) -> None:
        """The entries of one city."""
        slots = {entry: entry.slot(city.now, city.zone) for entry in self.entries if not entry.house}
        done = self.done(city, [effect_key(entry.name, slot) for entry, slot in slots.items() if entry.is_kept])
        for entry, slot in slots.items():
            if effect_key(entry.name, slot) not in done:
                self.sent += send(self.client, NAME, f"{entry.name}-{city.id}-{slot}", city.id, entry.name, slot, int(entry.is_kept))

    def done(self, city: Any, keys: list[str]) -> set[str]:
        """Which of these are noted as done."""
        with as_acting(self.clock_of(city)):
            found = set(db.session.execute(queries.EFFECTS_SINCE, {"tenant": city.id, "keys": keys}).scalars())
            db.session.rollback()
        return found

    def clock_of(self, city: Any) -> Acting:
        """The clock's key for a city, kept for most of its hour."""
        made, clock = self.clocks.get(city.id, (None, None))
        if made is None or clock is None or city.now - made > RENEW:
            made, clock = city.now, act_for_job(city.id, KEY_MINUTES)
            self.clocks[city.id] = (made, clock)
        return clock

    def do_in_house(self, now: dt.datetime) -> None:
        """What is done once for all cities, here and now; each of these may be repeated without harm."""
        for entry in self.entries:
            slot = entry.slot(now, "UTC")
            if entry.house and self.done_in_house.get(entry.name) != slot:
                HOUSE[entry.name]()
                self.done_in_house[entry.name] = slot
