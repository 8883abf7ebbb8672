"""Time that a test moves: the scheduler, its jobs and every look at a case take the day from here; what the clock did is read back from the history."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from gulir.acting.databases import Databases
from gulir.cases import looking, opening
from gulir.cases.calendar import today_in
from gulir.jobs import queries, timing
from gulir.jobs.schedule import Moment, read
from gulir.jobs.scheduler import Scheduler
from tests.jobs.ground import Ground
from tests.walk.ground import Case, Stage

ENTRIES = read([{"name": "calendar", "every": "minute"}, {"name": "overdue", "every": "hour"}])
LOOKS = (dt.time(0, 30), dt.time(23, 30))  # in the city; the first is still the day before in Jakarta and in UTC
DID = """select act_date, step, data -> 'answers' as said from event
  where tenant_id = :tenant and case_id = :case and step in ('remind', 'escalate', 'redate') order by seq"""
HEARD = """select n.id, n.topic, split_part(p.name, ' ', 1) as name from notice n join person p on p.id = n.person_id
  where n.tenant_id = :tenant and n.case_id = :case"""


class Passing:
    """The city's time, its scheduler and its workers."""

    def __init__(self, stage: Stage, ground: Ground, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stage, self.ground, self.databases, self.patch = stage, ground, databases, monkeypatch
        self.zone = ZoneInfo(stage.city.zone)
        self.scheduler = self.another_scheduler()
        self.scheduler.holds_lock = lambda: True  # type: ignore[method-assign]
        for module in (looking, opening):
            monkeypatch.setattr(module, "today_in", lambda zone, _now: today_in(zone, self.now))
        monkeypatch.setattr(timing, "moment_of", lambda clock, slot: Moment(clock.tenants[0], clock, slot, self.now))
        self.at("2026-03-09")

    def another_scheduler(self) -> Scheduler:
        """One more, that keeps no lock."""
        return Scheduler(self.databases, self.ground.client(), ENTRIES)

    def at(self, day: str, time: dt.time = dt.time(9, 0)) -> None:
        """It is so late in the city now."""
        self.now = dt.datetime.combine(dt.date.fromisoformat(day), time, self.zone)
        cities = f"select id, slug, name, zone, letters, cast('{self.now.isoformat()}' as timestamptz) as now from tenant where id = {self.stage.city.id}"
        self.patch.setattr(queries, "OPEN_CITIES", text(cities))

    def look(self) -> None:
        """The scheduler looks at its clock, and the worker does what it sent."""
        self.scheduler.step()
        self.ground.work()

    def until(self, last: str, each_look: Callable[[], None] = lambda: None) -> None:
        """Every day up to and with `last`, looked at early and late."""
        day, end = self.now.date(), dt.date.fromisoformat(last)
        while day <= end:
            for time in LOOKS:
                self.at(day.isoformat(), time)
                self.look()
                each_look()
            day += dt.timedelta(days=1)

    def did(self, case: Case) -> list[tuple[str, str]]:
        """What the clock wrote into the history, with the city's day: (day, rung or step)."""
        rows = self.ground.see(DID, case=case.id)
        return [(row.act_date.isoformat(), row.said.get("rung") or row.step) for row in rows]

    def redated(self, case: Case) -> list[tuple[str, str]]:
        """How its due day moved."""
        return [(row.said["old"], row.said["new"]) for row in self.ground.see(DID, case=case.id) if row.step == "redate"]

    def heard(self, case: Case, known: set[Any]) -> dict[str, set[str]]:
        """Who was told since: kind of notice to first names."""
        self.ground.tell(self.databases)
        found: dict[str, set[str]] = {}
        for row in self.ground.see(HEARD, case=case.id):
            if row.id not in known:
                known.add(row.id)
                found.setdefault(row.topic, set()).add(row.name)
        return found
