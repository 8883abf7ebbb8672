"""Every condition of RTLH, house and sarling that KUBE does not have, seen met, unmet, and unknown where it can be."""

from collections.abc import Callable
from typing import Any

import pytest

from gulir.engine.guards import Guard
from tests.workflows.houses_case import BOOKS, HOUSE, RTLH, SARLING, child, good, parent

GUARDS: dict[str, tuple[str, Guard]] = {
    guard.name: (one.name, guard) for one in (RTLH, HOUSE, SARLING) for step in one.steps for guard in step.needs if ":" not in guard.name
}  # fmt: skip
Change = Callable[[dict[str, Any]], Any]


def nothing(facts: dict[str, Any]) -> None:
    """As it is."""


def set_to(**parts: Any) -> Change:
    return lambda facts: facts.update(parts)


def survey(**answers: Any) -> Change:
    return lambda facts: facts["acts"][0]["answers"].update(answers)


def amount(value: int | None) -> Change:
    return lambda facts: facts["case"].update(amount=value)


def done(*steps: str) -> Change:
    return lambda facts: facts["acts"].extend({"seq": n, "step": step, "actor": "a", "decider": "p:a", "answers": {}} for n, step in enumerate(steps, 2))


def houses(*states: str, blocked: bool = False) -> Change:
    return set_to(children=[child(n, state, blocked=blocked) for n, state in enumerate(states, 1)])


def no_land(facts: dict[str, Any]) -> None:
    survey(land="none")(facts)
    facts["documents"] = []


CASES: list[tuple[str, Change, Change, Change | None]] = [  # guard, met, unmet, unknown
    ("houses_surveyed", nothing, houses("surveyed", "eligible"), None),
    ("houses_costed", nothing, houses("eligible", "costed"), None),
    ("houses_within_ceiling", nothing, amount(20_000_001), amount(None)),
    ("every_house_complete_or_explained", houses("occupied", "completed", "given_up", "not_eligible"), houses("occupied", "built"), None),
    ("of_a_grant", nothing, set_to(parent=None), None),
    ("house_is_unfit", nothing, survey(roof="sound", walls="sound", floor="sound"), survey(roof=None, walls=None, floor=None)),
    ("land_is_evidenced", nothing, no_land, survey(land=None)),
    ("house_not_aided_before", nothing, survey(received="yes"), survey(received=None)),
    ("house_at_ktp_address", nothing, survey(at_ktp_address="no"), survey(at_ktp_address=None)),
    ("its_money_came", nothing, set_to(parent=parent(state="decreed")), set_to(parent=None)),
    ("facility_within_ceiling", nothing, amount(50_000_001), amount(None)),
    ("report_not_in_yet", done("submit_lpj", "return_lpj"), done("submit_lpj"), None),
    ("report_is_in", done("submit_lpj"), nothing, None),
    ("report_is_accepted", done("submit_lpj", "accept_lpj"), done("submit_lpj"), None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_guard_is_met_unmet_and_unknown(case: tuple[str, Change, Change, Change | None]) -> None:
    workflow, guard = GUARDS[case[0]]
    for change, status in zip(case[1:], ("met", "unmet", "unknown"), strict=True):
        if change:
            facts = good(workflow)
            change(facts)
            found = guard.test(facts, BOOKS["rtlh-2014"])
            assert (found.status, bool(str(found.why))) == (status, True)


def test_a_house_away_from_the_address_on_the_card_is_only_warned_of() -> None:
    facts = good("house")
    survey(at_ktp_address="no")(facts)
    verdict = GUARDS["house_at_ktp_address"][1].judge(facts, BOOKS["rtlh-2014"])
    assert (verdict.status, verdict.warning) == ("met", True)


def test_a_recorded_obstacle_explains_an_unfinished_house() -> None:
    facts = good("rtlh")
    houses("supplied", blocked=True)(facts)
    assert GUARDS["every_house_complete_or_explained"][1].judge(facts, BOOKS["rtlh-2014"]).status == "met"
    facts["children"] = []
    assert GUARDS["every_house_complete_or_explained"][1].judge(facts, BOOKS["rtlh-2014"]).status == "unmet"


def test_a_house_may_be_paid_from_a_fund_that_revolves() -> None:
    facts = good("house")
    facts["parent"] = parent("kube", "revolving")
    assert GUARDS["its_money_came"][1].judge(facts, BOOKS["rtlh-2014"]).status == "met"
