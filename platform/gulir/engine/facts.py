"""How guards read a case: facts are the JSON that one look at the database returns."""

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]
Answers = Mapping[str, Any]


def acts(facts: Facts, *steps: str) -> list[dict[str, Any]]:
    """The acts of these steps so far, oldest first."""
    return [act for act in facts.get("acts") or [] if act["step"] in steps]


def last_answers(facts: Facts, *steps: str) -> dict[str, Any]:
    """What the latest of these acts answered; empty when there was none."""
    done = acts(facts, *steps)
    return (done[-1].get("answers") or {}) if done else {}


def papers(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """The documents of a kind, newest first."""
    return [paper for paper in facts.get("documents") or [] if paper["kind"] == kind]


def newest_paper(facts: Facts, kind: str) -> dict[str, Any] | None:
    """The newest document of a kind, if there is one."""
    for paper in facts.get("documents") or ():
        if paper["kind"] == kind:
            return paper  # type: ignore[no-any-return]
    return None


def open_marks(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """Marks of a kind that stand."""
    return [mark for mark in facts.get("marks") or [] if mark["kind"] == kind and not mark.get("cured")]


def standing_in_the_way(facts: Facts) -> list[dict[str, Any]]:
    """Blockers that stand and whose cause is not known to be gone."""
    return [mark for mark in open_marks(facts, "blocker") if not mark.get("lifted")]


def items(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """The lines of a kind, oldest first."""
    return [one for one in facts.get("items") or [] if one["kind"] == kind]


def open_items(facts: Facts, kind: str) -> list[dict[str, Any]]:
    """Those that nothing has closed."""
    return [one for one in items(facts, kind) if not one["closed"]]


def team_of(facts: Facts) -> list[dict[str, Any]]:
    """Who is on the case's team now."""
    return [one for one in facts.get("team") or [] if one["current"]]


def somebody_acts(facts: Facts) -> bool:
    """Whether anybody on the team can take a step of the team, or take somebody else in."""
    return any({"organiser", "advocate"} & set(one["roles"]) for one in team_of(facts))


def hands_of(act: Mapping[str, Any]) -> set[str]:
    """The people behind an act or a signature: who did it, for whom they stood in, and whose decision it was."""
    decider = str(act.get("decider") or "")
    return {str(one) for one in (act.get("actor"), act.get("behalf"), decider[2:] if decider.startswith("p:") else None) if one}


def me_and_mine(facts: Facts) -> set[str]:
    """Who looks, and whom they stand in for."""
    session = facts.get("session") or {}
    return {str(one) for one in (session.get("person"), (session.get("behalf") or {}).get("person")) if one}


def is_historical_load(facts: Facts) -> bool:
    """Whether the past is being entered now; a case from the past that lives on is judged like any other."""
    return bool((facts.get("case") or {}).get("historical", True)) and (facts.get("session") or {}).get("purpose") == "historical"


def total(facts: Facts, step: str, field: str) -> int:
    """The sum of a money answer over all acts of a step, in rupiah."""
    return sum((act.get("answers") or {}).get(field) or 0 for act in acts(facts, step))
