"""The facts as they will be once an act is done: they decide whose turn it is then."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gulir.cases.calendar import add_working_days
from gulir.cases.looking import Look
from gulir.engine import arrival

Effects = Mapping[str, Any]


def facts_after(facts: Mapping[str, Any], act: Mapping[str, Any], effects: Effects, signature: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Facts with one more act, its marks and cures, and its signature; a step that is taken uses the signatures up."""
    cured = {one["id"] for one in effects.get("cure", ())}
    lifted = set(effects.get("lift", ()))
    marks = [{**mark, "cured": mark["cured"] or mark["id"] in cured, "lifted": mark.get("lifted") or mark["id"] in lifted} for mark in facts["marks"]] + [
        {**mark, "cured": False} for mark in effects.get("marks", ())
    ]
    lines = lines_after(facts.get("items") or [], effects)
    moved = act["source"] != act["dest"] or "void" in effects
    signatures = [] if moved else facts["signatures"] + ([signature] if signature else [])
    after = {**facts, "marks": marks, "acts": [*facts["acts"], act], "signatures": signatures, "items": lines}
    return after | {"evaluation": handed_in(facts)} if "hand_in" in effects else after


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


def standing(look: Look, dest: str, facts: Mapping[str, Any], act_date: str | None, renews: bool = False) -> dict[str, Any]:
    """Ball, work lists and due date at `dest`, as the door takes them. A due date runs from the act's day; staying keeps it, unless the step `renews` it."""
    here = arrival(look.workflow, dest, look.rulebook, facts)
    due: str | None = None
    if here.dated:
        due = here.until
    elif not renews and dest == look.case["state"] and sorted(map(str, here.ball)) == sorted(look.case["ball"]):
        due = look.case["due"]
    elif here.within is not None and act_date:
        due = add_working_days(date.fromisoformat(act_date), here.within).isoformat()
    elif here.within is not None and not look.case["historical"]:
        due = add_working_days(look.today, here.within).isoformat()
    return {"ball": [str(party) for party in here.ball], "turns": [str(role) for role in here.turns], "due": due}
