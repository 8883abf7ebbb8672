"""Advocacy and its track say what the table of states, balls, steps, deciders and the team says."""

import pytest

from gulir.engine import Workflow
from gulir.engine.parties import GOVERNMENT, ROLES
from tests.workflows.table_case import HOUSE as PROCESSES

ADVOCACY, LAPOR = PROCESSES.current("advocacy"), PROCESSES.current("lapor")
BALLS = {
    "intake": "network", "triage": "network", "documenting": "residents", "mandate": "residents", "acting": "network", "waiting": "other_side",
    "negotiating": "other_side", "monitoring": "other_side", "closing": "residents", "closed": "", "dormant": "", "merged": "",
}  # fmt: skip
LATE = ("documenting", "mandate", "acting", "waiting", "negotiating", "monitoring")
BOTH, ADV = "organiser, advocate", "advocate"
ROWS = [  # state, step, next, deciders, only the team, not by
    ("-", "open", "intake", BOTH, False, ""), ("intake", "submit", "triage", BOTH, False, ""), ("intake", "reject_duplicate", "merged", BOTH, False, ""),
    ("triage", "document", "documenting", BOTH, False, ""), ("triage", "refer", "dormant", BOTH, False, ""),
    ("documenting", "seek_mandate", "mandate", ADV, True, ""), ("mandate", "authorise", "acting", ADV, True, ""), ("acting", "send", "waiting", ADV, True, ""),
    ("acting", "meet", "negotiating", ADV, True, ""), ("waiting", "answered", "negotiating", ADV, True, ""),
    ("waiting", "lapsed", "acting", "clock", False, ""),
    ("negotiating", "settle", "monitoring", ADV, True, ""), ("negotiating", "no_show", "acting", ADV, True, ""),
    ("negotiating", "empty_answer", "acting", ADV, True, ""), ("monitoring", "follow_up", "monitoring", ADV, True, ""),
    ("monitoring", "kept", "closing", ADV, True, ""), ("monitoring", "broken", "acting", ADV, True, ""),
    ("closing", "confirm_closed", "closed", BOTH, True, "conclude kept"), ("closing", "dispute", "acting", BOTH, True, ""),
    *[(state, "conclude", "closing", ADV, True, "") for state in LATE], *[(state, "suspend", "dormant", ADV, True, "") for state in LATE],
    *[(state, "reopen", "triage", BOTH, True, "") for state in ("closed", "dormant", "merged")],
    *[(state, "enlist", state, BOTH, state not in ("intake", "triage"), "") for state in ("intake", "triage", *LATE, "closing")],
    *[(state, "tie", state, BOTH, True, "") for state in ("intake", "triage", *LATE, "closing")],
    *[(state, "release", state, ADV, True, "") for state in (*LATE, "closing")],
    *[(state, "dismiss", state, BOTH, True, "") for state in ("intake", "triage", *LATE, "closing")],
    *[(state, "take_up_again", state, f"{BOTH}, programme_manager, secretariat", False, "") for state in BALLS],
]  # fmt: skip


def test_each_state_has_the_ball_of_the_table() -> None:
    assert {state.name: " ".join(str(one) for one in state.ball) for state in ADVOCACY.states} == BALLS
    assert [state.name for state in ADVOCACY.states if state.kind == "resting"] == ["closed", "dormant", "merged"]


def test_every_step_stands_in_the_table() -> None:
    assert {(source, step.name) for step in ADVOCACY.steps for source in step.sources} == {row[:2] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_step_is_as_the_table_says(row: tuple[str, str, str, str, bool, str]) -> None:
    source, name, dest, deciders, team, not_by = row
    step = ADVOCACY.step(name, source)
    assert step
    assert (" | ".join(step.dests(source)), ", ".join(step.by), step.team, " ".join(step.not_by)) == (dest, deciders, team, not_by)


@pytest.mark.parametrize("workflow", [ADVOCACY, LAPOR], ids=lambda one: one.name)
def test_no_official_has_any_part_and_whatever_is_common_is_the_teams(workflow: Workflow) -> None:
    assert workflow.lanes == (1, 2)
    for step in workflow.every_step:
        assert not step.records
        assert not step.signatures
        assert not any(set(ROLES[role].kinds) & GOVERNMENT for role in step.by), step.name
        assert not step.universal or step.team or step.by == ("clock",), step.name


def test_what_is_declared_tells_the_door_of_lanes_team_and_effects() -> None:
    declared = ADVOCACY.declared()
    assert declared.version["lanes"] == [1, 2]
    effects = {row["step"]: set(row["effects"]) for row in declared.steps if row["source"] not in ("intake", "triage") or row["step"] == "document"}
    assert {name: effects[name] for name in ("document", "authorise", "settle", "follow_up", "broken", "confirm_closed", "enlist")} == {
        "document": {"lane"}, "authorise": {"papers", "items"}, "settle": {"papers", "items", "answers"}, "follow_up": {"answers"}, "broken": {"answers"},
        "confirm_closed": {"answers"}, "enlist": {"team"},
    }  # fmt: skip
