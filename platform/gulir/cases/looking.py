"""One look at a case: who asks, the facts, its workflow and the rulebook it is pinned to. One round trip."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting.doorway import call
from gulir.acting.who import Acting
from gulir.cases.calendar import NATIONAL, Calendar, today_in
from gulir.cases.daysoff import calendar_of
from gulir.cases.outcomes import Absent, Newer, NobodySignedIn
from gulir.engine import Actor, Option, Rulebook, Workflow, Workflows, option, options, read_rulebook
from gulir.engine.facts import Facts
from gulir.tables import Rulebook as StoredRulebook


@dataclass(frozen=True)
class Look:
    """A case as one person sees it at one moment. `facts` is the JSON that guards read."""

    facts: Facts
    workflow: Workflow
    rulebook: Rulebook
    today: date
    calendar: Calendar = NATIONAL

    @property
    def case(self) -> dict[str, Any]:
        """The case's own columns."""
        return self.facts["case"]

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return Actor.of(self.facts)

    def options(self) -> list[Option]:
        """Every step from here, with what stops it."""
        return options(self.workflow, self.facts, self.rulebook)

    def option(self, step: str, slot: str | None = None, recording: bool = False) -> Option | None:
        """One step from here; judged once, however often a page, the gate and the sentence about it ask."""
        asked = (step, slot, recording)
        if asked not in self._judged:
            self._judged[asked] = option(self.workflow, self.facts, self.rulebook, step, slot, recording=recording)
        return self._judged[asked]

    @cached_property
    def _judged(self) -> dict[tuple[str, str | None, bool], Option | None]:
        return {}


def processes() -> Workflows:
    """The workflows that this house knows."""
    return current_app.extensions["gulir.workflows"]


def readable(who: Acting) -> list[Workflow]:
    """The processes, as new cases take them, of which this one may read any case: others are not even named."""
    return [one for name in processes().names if set((one := processes().current(name)).lanes) & set(who.lanes)]


def look(who: Acting, tenant_id: int, case_id: UUID | str | None = None, number: str | None = None) -> Look:
    """Raises Absent for a case that this one may not see, as for one that does not exist; NobodySignedIn for an ended session."""
    return seen_in(who, tenant_id, call("look", who.key, tenant_id, str(case_id) if case_id else None, number))


def seen_in(who: Acting, tenant_id: int, facts: Facts | None) -> Look:
    """A look made of what the database answered. Raises Absent, NobodySignedIn, and Newer for a case of a version that this program does not know."""
    if facts is None:
        raise NobodySignedIn
    if facts["case"] is None:
        raise Absent
    case = facts["case"]
    city = next((tenant for tenant in who.tenants if tenant.id == tenant_id), None)
    today = today_in(city.zone if city else "Asia/Jakarta", datetime.fromisoformat(facts["session"]["now"]))
    return Look(facts, known(case["workflow"], case["wv"]), book(case["rulebook"]), today, calendar_of(city))


def known(name: str, version: int) -> Workflow:
    """A version of a workflow, to judge a case by. Raises Newer."""
    try:
        return processes().get(name, version)
    except KeyError as missing:
        raise Newer from missing


def for_new(name: str) -> Workflow:
    """The version that new cases take, which the database names. Raises Newer."""
    version = call("version_for_new", name)
    return processes().current(name) if version is None else known(name, version)


def book(content_hash: str) -> Rulebook:
    """The rulebook of a hash: from the files of this deployment, or as it was kept when a case was pinned to it."""
    books = processes().by_hash
    if content_hash not in books:
        books[content_hash] = _stored(content_hash)
    return books[content_hash]


def _stored(content_hash: str) -> Rulebook:
    from gulir.acting.store import db

    stored = db.session.get(StoredRulebook, content_hash)
    if stored is None:
        raise LookupError(f"rulebook {content_hash[:12]} is neither in the files nor in the database")
    return read_rulebook(stored.content, f"rulebook {stored.slug}")
