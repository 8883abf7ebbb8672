"""RTLH, house and sarling say what the programme's tables of states, balls, steps, deciders and recorders say."""

import pytest

from gulir.engine import Workflow
from gulir.engine.switches import BallByRule, BallWhile
from tests.workflows.houses_case import HOUSE, RTLH, SARLING
from workflows import chain

ORG, PM, D, BOTH = "organiser", "programme_manager", "dinsos_officer", "group_chair + group_treasurer"
CHAIN = {state.name for state in chain.STATES}
BALLS = {
    "rtlh": {"surveying": "group", "building": "group", "reported": "upc dinsos_city", "accepted": "", "withdrawn": "", "rejected": ""},
    "house": {
        "surveyed": "upc", "eligible": "group", "costed": "group", "supplied": "group", "half_built": "group", "built": "upc", "completed": "residents",
        "occupied": "", "not_eligible": "", "given_up": "",
    },
    "sarling": {
        "suggested": "residents", "sited": "upc", "land_ready": "group", "building": "group", "built": "group upc dinsos_city", "maintained": "residents",
        "retired": "", "withdrawn": "", "rejected": "",
    },
}  # fmt: skip
ROWS = [  # workflow, state, step, next, deciders (+ all must sign), recorders, not by
    (RTLH, "-", "open", "surveying", ORG, "", ""),
    (RTLH, "surveying", "form", "formed", ORG, "", ""),
    (RTLH, "disbursed", "receive", "building", BOTH, ORG, ""),
    (RTLH, "building", "submit_lpj", "reported", BOTH, ORG, ""),
    (RTLH, "reported", "accept_lpj", "accepted", f"{PM} + {D}", PM, ""),
    (RTLH, "reported", "return_lpj", "building", f"{PM}, {D}", PM, ""),
    (RTLH, "surveying", "withdraw", "withdrawn", ORG, "", ""),
    (HOUSE, "-", "open", "surveyed", ORG, "", ""),
    (HOUSE, "surveyed", "find_eligible", "eligible", PM, "", "open"),
    (HOUSE, "surveyed", "find_ineligible", "not_eligible", PM, "", "open"),
    (HOUSE, "eligible", "cost", "costed", ORG, "", ""),
    (HOUSE, "costed", "buy_materials", "supplied", f"group_treasurer, {ORG}", "", ""),
    (HOUSE, "supplied", "reach_half", "half_built", ORG, "", ""),
    (HOUSE, "half_built", "finish", "built", ORG, "", ""),
    (HOUSE, "built", "confirm_completion", "completed", PM, "", "finish"),
    (HOUSE, "completed", "move_in", "occupied", ORG, "", ""),
    *[(HOUSE, state, "give_up", "given_up", ORG, "", "") for state in ("eligible", "costed", "supplied", "half_built")],
    (SARLING, "-", "open", "suggested", ORG, "", ""),
    (SARLING, "suggested", "site", "sited", ORG, "", ""),
    (SARLING, "sited", "secure_land", "land_ready", PM, "", ""),
    (SARLING, "land_ready", "form", "formed", ORG, "", ""),
    (SARLING, "disbursed", "receive", "building", BOTH, ORG, ""),
    (SARLING, "building", "complete", "built", ORG, "", ""),
    (SARLING, "built", "submit_lpj", "built", BOTH, ORG, ""),
    (SARLING, "built", "accept_lpj", "built", f"{PM} + {D}", PM, ""),
    (SARLING, "built", "return_lpj", "built", f"{PM}, {D}", PM, ""),
    (SARLING, "built", "hand_over", "maintained", f"{PM} + {D}", PM, ""),
    (SARLING, "maintained", "check", "maintained", ORG, "", ""),
    (SARLING, "maintained", "retire", "retired", ORG, "", ""),
    *[(SARLING, state, "withdraw", "withdrawn", ORG, "", "") for state in ("suggested", "sited", "land_ready")],
]


def named(ball: object) -> str:
    """A holder by rulebook, by facts, or always."""
    return ball.key if isinstance(ball, BallByRule) else str(ball.party if isinstance(ball, BallWhile) else ball)


@pytest.mark.parametrize("workflow", [RTLH, HOUSE, SARLING], ids=lambda one: one.name)
def test_every_state_of_its_own_has_the_ball_of_the_table(workflow: Workflow) -> None:
    drawn = {state.name: " ".join(named(one) for one in state.ball) for state in workflow.states}
    assert {name: ball for name, ball in drawn.items() if name not in CHAIN} == BALLS[workflow.name]


@pytest.mark.parametrize("workflow", [RTLH, HOUSE, SARLING], ids=lambda one: one.name)
def test_every_step_outside_the_chain_stands_in_the_table(workflow: Workflow) -> None:
    own = {(source, step.name) for step in workflow.steps for source in step.sources if source not in CHAIN or step.name == "receive"}
    assert own == {(row[1], row[2]) for row in ROWS if row[0] is workflow}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0].name}-{row[1]}-{row[2]}")
def test_a_step_is_as_the_table_says(row: tuple[Workflow, str, str, str, str, str, str]) -> None:
    workflow, source, name, dest, deciders, recorders, not_by = row
    step = workflow.step(name, source)
    assert step
    signed = step.signatures
    by = " + ".join(" | ".join(role for slot in clause for role in slot.roles) for clause in signed.clauses) if signed else ", ".join(step.by)
    recorded = " ".join(dict.fromkeys(role for slot in signed.slots for role in slot.records)) if signed else " ".join(step.records)
    assert (" | ".join(step.dests(source)), by, recorded, " ".join(step.not_by)) == (dest, deciders, recorders, not_by)


@pytest.mark.parametrize("workflow", [RTLH, SARLING], ids=lambda one: one.name)
def test_the_chain_is_the_same_for_every_grant(workflow: Workflow) -> None:
    papers: dict[str, tuple[str, ...]] = dict.fromkeys(("propose", "confirm_complete", "verify", "make_ready"), ())
    shared = {(step.name, source) for step in chain.chain(papers) for source in step.sources}
    assert shared <= {(step.name, source) for step in workflow.steps for source in step.sources}
