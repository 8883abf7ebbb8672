"""Moves the cases of one city from one version of a workflow to another, each with a line in its history; or says what would move."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from psycopg.types.json import Jsonb

from gulir.acting.doorway import rows
from gulir.acting.who import Acting, Tenant
from gulir.cases.body import body_text
from gulir.cases.calendar import today_in
from gulir.cases.looking import book
from gulir.engine import Way, arrival
from gulir.engine.migration import STEP
from gulir.history.witness import witness

PAGE = 200  # cases of one transaction
PASSES = 20  # as often a case that people are working on is tried again
NOWHERE = "version {version} has no state for it"
SIGNED = "signatures under way would fall there: let them be completed first"
COVERED = "signatures under way on a case that it belongs with cover this state: let them be completed first"
BUSY = "people act on it at this moment: run this again"


@dataclass(frozen=True)
class Planned:
    """What is to happen to one case: `message` for the door, or the `problem` that keeps it."""

    id: str
    number: str
    state: str
    dest: str | None
    problem: str | None
    message: dict[str, Any] | None = None


def plan(who: Acting, city: Tenant, way: Way) -> Iterator[Planned]:
    """Every case of the older version in the order of their ids, judged one by one; reads only."""
    after: str | None = None
    while page := rows("migrating", who.key, city.id, way.source.name, way.source.version, after, PAGE):
        yield from (planned(city, way, facts, covered) for facts, covered in page)
        after = page[-1][0]["case"]["id"]


def planned(city: Tenant, way: Way, facts: Mapping[str, Any], covered: bool) -> Planned:
    """One case: where it goes, or why it cannot."""
    case = facts["case"]
    dest = way.places.get(case["state"])
    problem = None
    if dest is None:
        problem = NOWHERE.format(version=way.dest.version)
    elif not way.keeps_signatures(facts, dest):
        problem = SIGNED
    elif covered and dest != case["state"]:
        problem = COVERED
    if dest is None or problem:
        return Planned(case["id"], case["number"], case["state"], dest, problem)
    return Planned(case["id"], case["number"], case["state"], dest, None, message(city, way, facts, dest))


def message(city: Tenant, way: Way, facts: Mapping[str, Any], dest: str) -> dict[str, Any]:
    """What the door is told of one case: who holds it there, and the line in its history with its witness."""
    case, me = facts["case"], facts["session"]
    here = arrival(way.dest, dest, book(case["rulebook"]), {**facts, "case": {**case, "state": dest, "wv": way.dest.version}})
    by = {"name": me["name"], "role": me["role"], "organisation": me["organisation_name"]}
    act = {"act_date": today_in(city.zone, datetime.fromisoformat(me["now"])).isoformat(), "precision": "day", "decider": f"p:{me['person']}"}
    told = {"date": act["act_date"], "precision": "day", "decider": act["decider"], "organisation": me["organisation"]}
    ball = [str(one) for one in here.ball]
    body = body_text({"step": STEP, "answers": {"version": way.dest.version}, "by": by, "decider": by, "act": told, "ball": ball})
    key = current_app.extensions["gulir.settings"].witness_key
    place = {"id": case["id"], "seq": case["seq"], "dest": dest, "ball": ball, "turns": [str(one) for one in here.turns]}
    return act | place | {"body": body, "witness": witness(key, city.id, case["id"], case["seq"] + 1, STEP, dest, me["person"], body)}


def migrate(who: Acting, city: Tenant, way: Way, step: Callable[[int, int | None], None] = lambda _done, _total: None) -> list[Planned]:
    """Moves what can be moved, pass by pass, while others go on working; gives every case met, with the problem of each that stayed."""
    met: dict[str, Planned] = {}
    done = 0
    for _pass in range(PASSES):
        found = list(plan(who, city, way))
        met |= {one.id: one for one in found}
        movable = [one for one in found if one.message]
        if not movable:
            break
        moved: set[str] = set()
        step(done, done + len(movable))
        for start in range(0, len(movable), PAGE):
            moved |= set(send(who, city, way, movable[start : start + PAGE]))
            step(done + len(moved), done + len(movable))
        done += len(moved)
        met |= {one.id: Planned(one.id, one.number, one.state, one.dest, BUSY) for one in movable if one.id not in moved}
    return list(met.values())


def send(who: Acting, city: Tenant, way: Way, some: list[Planned]) -> list[str]:
    """The ids of those that the door moved; somebody works on the others."""
    asked = (who.key, city.id, way.source.name, way.source.version, way.dest.version, Jsonb([one.message for one in some]))
    return [str(one) for (one,) in rows("migrate", *asked)]
