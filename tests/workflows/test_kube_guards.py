"""Every condition of the KUBE workflow, seen met, unmet, and unknown where it can be."""

from collections.abc import Callable
from typing import Any

import pytest

from gulir.engine import Verdict
from gulir.engine.guards import Guard
from tests.workflows.table_case import BOOKS, KUBE, good_case

GUARDS: dict[str, Guard] = {guard.name: guard for step in KUBE.steps for guard in KUBE.needs_of(step)}
Change = Callable[[dict[str, Any]], Any]


def judged(name: str, change: Change = lambda facts: None, book: str = "kube-regular") -> Verdict:
    facts = good_case()
    change(facts)
    return GUARDS[name].judge(facts, BOOKS[book])


def one_member(**values: Any) -> Change:
    return lambda facts: facts["group"]["members"][3].update(values)


def part(name: str, **values: Any) -> Change:
    return lambda facts: facts[name].update(values)


def account(**values: Any) -> Change:
    return lambda facts: facts["group"]["account"].update(values)


def record(kind: str, value: Any) -> Change:
    return lambda facts: facts["records"].update({kind: value})


def mark(kind: str, **values: Any) -> Change:
    return lambda facts: facts["marks"].append({"id": "x1", "kind": kind, "code": "STATUS_TANAH", "cured": False} | values)


def act(step: str, **answers: Any) -> Change:
    return lambda facts: facts["acts"].append({"seq": 1, "step": step, "actor": "a", "decider": "p:a", "answers": answers})


def others(*numbers: str) -> Change:
    """Applications of the same group that are under way."""
    return lambda facts: facts.update(others=list(numbers))


def found_wrong(facts: dict[str, Any]) -> None:
    """A paper is there, and wrong."""
    facts["documents"].insert(0, {"id": "old", "kind": "cost_plan", "present": True, "correct": False})


def unpublished(facts: dict[str, Any]) -> None:
    """A joint evaluation is under way, and nothing else."""
    record("evaluation", None)(facts)
    facts["children"] = [{"workflow": "evaluation", "state": "signed"}]


def half_known(facts: dict[str, Any]) -> None:
    """As a deck has it: some of the members, and nothing of what they signed."""
    part("group", known=False, count=None)(facts)
    one_member(signed_rules=False)(facts)


def nothing(facts: dict[str, Any]) -> None:
    """As it is."""


UPC = "kube-upc-model"
CASES: list[tuple[str, str, Change, Change, Change | None]] = [  # guard, rulebook, met, unmet, unknown
    ("members_within_limits", "kube-regular", nothing, part("group", count=11), part("group", count=None)),
    ("members_of_working_age", "kube-regular", nothing, one_member(age=60), one_member(age=None)),
    ("members_married", "kube-regular", nothing, one_member(married=False), one_member(married=None)),
    ("members_in_poverty_data", "kube-regular", nothing, one_member(in_poverty_data=False), one_member(in_poverty_data=None)),
    ("no_public_servants", "kube-regular", nothing, one_member(public_servant=True), one_member(public_servant=None)),
    ("never_received_before", "kube-regular", nothing, one_member(received_before=True), one_member(received_before=None)),
    ("saved_long_enough", UPC, nothing, record("savings", {"months": 2}), record("savings", None)),
    ("attends_meetings", UPC, nothing, record("attendance", {"share": 0.5}), record("attendance", None)),
    ("three_distinct_officers", UPC, nothing, one_member(office="chair"), part("group", members=[])),
    ("account_in_group_name", UPC, nothing, account(in_group_name=False), part("group", account=None)),
    ("enough_specimens", UPC, nothing, account(specimens=1), account(specimens=None)),
    ("rules_signed_by_all", UPC, nothing, one_member(signed_rules=False), half_known),
    ("cost_plan_within_ceiling", UPC, nothing, part("case", amount=25_000_000), part("case", amount=None)),
    ("land_status_recognised", "kube-regular", nothing, part("kampung", formal=False), part("kampung", formal=None)),
    ("households_validated", UPC, nothing, one_member(validated=False), one_member(validated=None)),
    ("in_a_batch", UPC, nothing, lambda facts: facts.update(batch=None), None),
    ("has_a_blocker", UPC, mark("blocker"), nothing, None),
    ("no_open_blocker", UPC, mark("blocker", cured=True), mark("blocker"), None),
    ("no_open_contest", UPC, nothing, mark("contest"), None),
    ("refusal_can_be_cured", UPC, act("refuse", curable="yes"), act("refuse", curable="no"), nothing),
    ("some_money_came", UPC, act("disburse", amount=5), nothing, act("disburse")),
    ("nobody_twice", "kube-regular", nothing, others("SBY-KUBE-2013-004"), one_member(registered=False)),
    ("was_evaluated", UPC, nothing, unpublished, record("evaluation", None)),
    ("asked_is_answered", UPC, nothing, found_wrong, None),
    ("no_open_loan", UPC, nothing, record("loans", {"open": 2}), record("loans", None)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_guard_is_met_unmet_and_unknown(case: tuple[str, str, Change, Change, Change | None]) -> None:
    name, book, met, unmet, unknown = case
    assert judged(name, met, book).status == "met"
    refused = judged(name, unmet, book)
    assert refused.status == "unmet"
    assert str(refused.why)
    if unknown:
        assert judged(name, unknown, book).status == "unknown"


@pytest.mark.parametrize("name", sorted(name for name in GUARDS if ":" in name))
def test_a_paper_guard_knows_missing_wrong_unseen_and_good(name: str) -> None:
    kind = name.partition(":")[2]
    level = {"filed": None, "present": "present", "correct": "correct"}[name.partition(":")[0]]

    def paper(**values: Any) -> Change:
        return lambda facts: [one.update(values) for one in facts["documents"] if one["kind"] == kind]

    def without(facts: dict[str, Any]) -> None:
        facts["documents"] = [one for one in facts["documents"] if one["kind"] != kind]

    assert judged(name).status == "met"
    assert judged(name, without).status == "unmet"
    assert judged(name, without).fix == f"document:{kind}"
    assert judged(name, paper(present=False)).status == "unmet"
    if level:
        assert judged(name, paper(**{level: None})).status == "unknown"
    if level == "correct":
        assert judged(name, paper(correct=False)).status == "unmet"

    def lost_in_the_past(facts: dict[str, Any]) -> None:
        without(facts)
        facts["case"]["historical"], facts["session"]["purpose"] = True, "historical"

    assert judged(name, lost_in_the_past).status == "unknown"


def test_what_was_asked_is_answered_by_a_newer_paper_of_that_kind() -> None:
    def replaced(facts: dict[str, Any]) -> None:
        found_wrong(facts)
        facts["documents"].insert(0, {"id": "new", "kind": "cost_plan", "present": None, "correct": None})

    assert judged("asked_is_answered", replaced).status == "met"


def test_a_letter_found_correct_speaks_for_informal_land() -> None:
    def with_letter(facts: dict[str, Any]) -> None:
        facts["kampung"]["formal"] = False
        facts["documents"].append({"id": "l", "kind": "land_letter", "present": True, "correct": True})

    assert judged("land_status_recognised", with_letter).status == "met"


def test_who_fails_is_named_and_the_rest_counted() -> None:
    verdict = judged("members_married", lambda facts: [one.update(married=False) for one in facts["group"]["members"]])
    assert str(verdict.why) == "Not married: Warga 0, Warga 1, Warga 2, 2 more"


def test_a_group_with_another_open_application_is_not_founded_for_a_second_one() -> None:
    verdict = judged("nobody_twice", others("SBY-KUBE-2013-004"))
    assert verdict.status == "unmet"
    assert verdict.clause
    assert "SBY-KUBE-2013-004" in str(verdict.why.params)
    assert judged("nobody_twice", others()).status == "met"
