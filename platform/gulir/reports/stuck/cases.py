"""Every case that is stuck on a day, and why: held up, past its day, or at one desk for long without a day that binds."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app

from gulir.cases.daysoff import calendar_in
from gulir.reports.stuck import hitches, queries
from gulir.reports.stuck.hitches import Hitch

Row = dict[str, Any]


@dataclass(frozen=True)
class Stuck:
    """A case: its columns, what keeps it, since when it lies there (None: unknown), and how many working days it is late (None: no day binds it)."""

    row: Row
    hitch: Hitch
    since: datetime.date | None
    late: int | None
    as_of: datetime.date

    @property
    def funds(self) -> int | None:
        """What was asked for and has not come, in rupiah; None: nobody wrote an amount down. Of what is held up, all of it."""
        return 0 if self.row["paid"] and not self.row["blocked"] else self.row["amount"]

    @property
    def age(self) -> int | None:
        """Days at that desk."""
        return (self.as_of - self.since).days if self.since else None


def stuck_cases(cities: Sequence[int], as_of: datetime.date) -> list[Stuck]:
    """The programme's cases in these cities, the longest waiting first. A house within a stuck grant counts with its grant."""
    rows = [row for row in queries.standing(cities, as_of) if is_stuck(row, as_of)]
    here = {row["id"]: row for row in rows}
    rows = [row for row in rows if not _counts_with(row, here.get(row["parent_id"]))]
    found = {row["id"]: hitches.obstacle(row) if row["blocked"] else hitches.signature(row) for row in rows}
    found |= hitches.conditions(row for row in rows if found[row["id"]] is None and row["whole"] and row["since"])
    return [_made(row, found[row["id"]] or hitches.quiet(row, as_of), as_of) for row in rows]


def is_stuck(row: Row, as_of: datetime.date) -> bool:
    """Held up; or past its day; or, where no day binds it, at its desk for as long as the platform's own rule says.

    Of what came there on no known day, only what still waits for its money is known to wait.
    """
    if row["blocked"]:
        return True
    if row["whole"] and row["due_on"] is not None:
        return bool(row["due_on"] < as_of)
    if row["since"] is None:
        return not row["paid"]
    limit = current_app.extensions["gulir.stuck"]["days_without_a_term"]
    return (as_of - row["since"]).days >= limit and not hitches.lives_on(row)


def _counts_with(row: Row, parent: Row | None) -> bool:
    """What is held up counts with a grant that is held up itself, as in the report of what holds money up; anything else with any stuck grant."""
    return parent is not None and (parent["blocked"] or not row["blocked"])


def _made(row: Row, hitch: Hitch, as_of: datetime.date) -> Stuck:
    due = row["due_on"] if row["whole"] and not row["blocked"] else None
    late = calendar_in(row["tenant_id"]).between(due, as_of) if due and due < as_of else None
    return Stuck(row, hitch, row["blocked_since"] if row["blocked"] else row["since"], late, as_of)
