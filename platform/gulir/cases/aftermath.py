"""The facts as they will be once an act is done: they decide whose turn it is then."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gulir.cases.clocks import Clock, goes_on, moves_on, read_clock
from gulir.cases.looking import Look
from gulir.cases.near import changed
from gulir.engine import arrival
from gulir.engine.arrival import Arrival
from gulir.engine.facts import Facts
from gulir.engine.vocabulary import Step

Effects = Mapping[str, Any]
REDATES = "redate"  # the clock's step by which a due date follows a calendar that changed


def facts_after(facts: Facts, act: Mapping[str, Any], effects: Effects, signature: Mapping[str, Any] | None = None) -> Facts:
    """Facts with one more act, its marks and cures, and its signature; a step that is taken uses the signatures up."""
    cured = {one["id"] for one in effects.get("cure", ())}
    lifted = set(effects.get("lift", ()))
    marks = [{**mark, "cured": mark["cured"] or mark["id"] in cured, "lifted": mark.get("lifted") or mark["id"] in lifted} for mark in facts["marks"]] + [
        {**mark, "cured": False} for mark in effects.get("marks", ())
    ]
    lines = lines_after(facts.get("items") or [], effects)
    moved = act["source"] != act["dest"] or "void" in effects
    signatures = [] if moved else facts["signatures"] + ([signature] if signature else [])
    judged = {"evaluation": handed_in(facts)} if "hand_in" in effects else {}
    return changed(facts, {"marks": marks, "acts": [*facts["acts"], act], "signatures": signatures, "items": lines} | judged)


def lines_after(items: list[dict[str, Any]], effects: Effects) -> list[dict[str, Any]]:
    """The lines of a case with those that an act adds, and what becomes of those that were open."""
    changed = {one["id"]: one for one in effects.get("answers", ())}
    kept = [one if one["closed"] or one["id"] not in changed else one | {name: changed[one["id"]][name] for name in ("state", "closed")} for one in items]
    named = {"due_on": "due", "of_id": "of"}
    return kept + [{named.get(name, name): value for name, value in one.items()} | {"answer": None, "closed": False} for one in effects.get("items", ())]


def handed_in(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of an evaluation once the actor's side has handed in."""
    side = facts["session"]["kind"]
    sides = [one | {"handed_in": one["handed_in"] or one["side"] == side} for one in facts["evaluation"]["sides"]]
    return {**facts["evaluation"], "sides": sides}


def standing(look: Look, dest: str, facts: Mapping[str, Any], act_date: str | None, step: Step | None = None) -> dict[str, Any]:
    """Ball, work lists, clock and due date at `dest`, as the door takes them. Time runs from the act's day; who stays keeps it, unless the step `renews` it."""
    here = arrival(look.workflow, dest, look.rulebook, facts)
    case, was = look.case, read_clock(look.case.get("clock"))
    clock = clock_at(look, was, dest, here, act_date, step is not None and step.renews)
    due = here.until if here.dated else case["due"]
    if not here.dated and (clock != was or (step is not None and step.name == REDATES) or dest != case["state"]):
        found = clock.due(look.calendar)
        due = found.isoformat() if found else None
    return {"ball": [str(party) for party in here.ball], "turns": [str(role) for role in here.turns], "due": due, "clock": clock.as_json()}


def clock_at(look: Look, clock: Clock, dest: str, here: Arrival, act_date: str | None, renews: bool) -> Clock:
    """How much time there is once an act is done, where it was this `clock`'s before."""
    stays = dest == look.case["state"]
    if here.dated:
        return Clock()
    if stays and not renews and sorted(map(str, here.ball)) == sorted(look.case["ball"]):
        return clock
    day = date.fromisoformat(act_date) if act_date else None if look.case["historical"] else look.today
    if stays and not renews:
        return goes_on(clock, here, day, look.calendar)
    return moves_on(clock, here, look.case["state"], dest, day, look.calendar, look.workflow.by_state[dest].pauses)
