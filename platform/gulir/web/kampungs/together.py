"""Everything of one kampung together: its cases by kind with their money, what is built, what waits for what, and its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from gulir.acting.who import Acting
from gulir.cases.looking import processes
from gulir.engine.text import Text
from gulir.engine.vocabulary import State
from gulir.engine.workflow import Workflow
from gulir.tables import Kampung
from gulir.web.kampungs import queries

SHOWN = 12  # of each kind; the list of cases has the rest


@dataclass(frozen=True)
class Line:
    """One case, and the cases within it."""

    row: Any
    state: State
    within: list["Line"]

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Of what is built within: how many stand at 0, 50, 100 %."""
        found = [one.state.built for one in self.within if one.state.built is not None]
        return [(share, found.count(share)) for share in sorted(set(found))]


@dataclass(frozen=True)
class Part:
    """The cases of one kind: how many, what they received and ask for, the newest of them."""

    workflow: Workflow
    money: Any
    lines: list[Line]


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of a case: why, who can clear it, since when; and the case that works on it, for those who may see it."""

    row: Any
    reason: Text | str
    cases: int
    amount: int | None


@dataclass(frozen=True)
class Meeting:
    """A meeting that left a paper."""

    row: Any
    label: Text | str


def of(who: Acting, kampung: Kampung) -> dict[str, Any]:
    """What the page of a kampung shows beside its figures."""
    found = queries.of_kampung(who, kampung)
    reasons = {code: label for workflow in processes() for code, label in workflow.reasons}
    papers = {code: label for workflow in processes() for code, label in workflow.papers}
    return found | {
        "parts": parts(found["cases"], found["money"]),
        "obstacles": obstacles(found["obstacles"], reasons),
        "meetings": [Meeting(row, papers.get(row.kind, row.kind)) for row in found["meetings"]],
    }


def obstacles(rows: Sequence[Row[Any]], reasons: dict[str, Text]) -> list[Obstacle]:
    """What stops several cases in the same words is said once, with how many they are and how much they ask for."""
    alike: dict[tuple[Any, ...], list[Row[Any]]] = {}
    for row in rows:
        alike.setdefault((row.code, row.resolver, row.since, row.note, row.worked_on), []).append(row)
    return [Obstacle(same[0], reasons.get(same[0].code, same[0].code), len(same), sum(row.amount or 0 for row in same) or None) for same in alike.values()]


def parts(cases: Sequence[Row[Any]], money: Sequence[Row[Any]]) -> list[Part]:
    """A part for each kind that stands by itself here; a case within another one of the kampung stands there."""
    lines = {row.id: Line(row, state_of(row), []) for row in cases}
    for one in lines.values():
        if one.row.parent_id in lines:
            lines[one.row.parent_id].within.append(one)
    own = [one for one in lines.values() if one.row.parent_id not in lines]
    sums = {row.workflow: row for row in money}
    kinds = [processes().current(name) for name in processes().names if name in sums]
    return [Part(kind, sums[kind.name], [one for one in own if one.row.workflow == kind.name][:SHOWN]) for kind in kinds]


def state_of(row: Any) -> State:
    """The state that a case stands in."""
    return processes().state(row.workflow, row.wv, row.state)
