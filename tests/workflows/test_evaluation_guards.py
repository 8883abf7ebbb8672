"""Every condition of a joint evaluation, seen met and unmet."""

from typing import Any

import pytest

from gulir.engine.facts import Facts
from gulir.engine.guards import Guard
from tests.workflows.table_case import HOUSE as PROCESSES

EVALUATION, BOOK = PROCESSES.current("evaluation"), PROCESSES.rulebooks["joint-place"]
GUARDS: dict[str, Guard] = {guard.name: guard for step in EVALUATION.steps for guard in step.needs}
CRITERIA = [one.id for one in BOOK.criteria]


def reviewer(person: str, side: str, lead: bool, *interest: str) -> dict[str, Any]:
    """Somebody who reviews."""
    return {"person": person, "name": person, "side": side, "lead": lead, "interest": list(interest)}


def sides(*handed_in: str) -> list[dict[str, Any]]:
    """Both sides, and which of them have handed in."""
    return [{"side": side, "organisation": side, "handed_in": side in handed_in} for side in ("upc", "ministry")]


def scored(side: str, value: int, *criteria: str) -> list[dict[str, Any]]:
    """Scores of a side, each with its reason."""
    return [{"side": side, "criterion": one, "value": value, "reason": "sebab"} for one in criteria or CRITERIA]


def facts(role: str = "lead_reviewer", **more: Any) -> Facts:
    """What the lead of UPC reads; `more` of the evaluation, but for `signatures` and `acts`."""
    held = {"reviewers": [reviewer("me", "upc", True), reviewer("you", "upc", False)], "sides": sides(), "scores": [], "opened": False}
    around = {name: more.pop(name, []) for name in ("signatures", "acts")}
    return {"session": {"person": more.pop("person", "me"), "role": role, "kind": "upc"}, "evaluation": held | more} | around


TORN = {"reviewers": [reviewer("me", "upc", True, "disbursed")]}
DIFFERENT = {"scores": [*scored("upc", 5), *scored("ministry", 2)], "opened": True}
DISSENTS = {"acts": [{"step": "dissent", "answers": {"criterion": one}} for one in CRITERIA]}
SIGNED, CORRECTED = {"step": "sign_result"}, {"step": "correct"}
ROWS: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = [  # guard, met, unmet
    ("reviewer_without_interest", {"role": "reviewer", "person": "you"}, [{"person": "stranger"}, {"role": "reviewer", "person": "stranger"}, TORN]),
    ("lead_without_interest", {}, [{"person": "you"}, {"person": "stranger"}, TORN]),
    ("nobody_handed_in_for_me", {"sides": sides("ministry")}, [{"sides": sides("upc")}]),
    ("all_is_scored", {"scores": scored("upc", 4)}, [{}, {"scores": scored("upc", 4, *CRITERIA[1:])}, {"scores": scored("ministry", 4)}]),
    ("proposal_stands", {"signatures": [{"step": "resolve"}]}, [{}, {"signatures": [{"step": "sign_result"}]}]),
    ("differences_settled", DIFFERENT | DISSENTS, [DIFFERENT, DIFFERENT | {"acts": DISSENTS["acts"][1:]}]),
    ("signatures_stand", {"acts": [CORRECTED, SIGNED]}, [{"acts": [SIGNED, CORRECTED]}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "met", "unmet"), ROWS, ids=[row[0] for row in ROWS])
def test_a_guard_is_met_and_unmet(name: str, met: dict[str, Any], unmet: list[dict[str, Any]]) -> None:
    assert GUARDS[name].judge(facts(**met), BOOK).status == "met"
    for one in unmet:
        verdict = GUARDS[name].judge(facts(**one), BOOK)
        assert verdict.status == "unmet"
        assert str(verdict.why)


def test_a_difference_that_may_stand_needs_no_word() -> None:
    close = {"scores": [*scored("upc", 4), *scored("ministry", 3)], "opened": True}
    assert GUARDS["differences_settled"].judge(facts(**close), BOOK).status == "met"
