"""The KUBE workflow says what the programme's table of states, balls, steps, deciders and recorders says."""

import pytest

from gulir.engine.parties import Party
from gulir.engine.switches import BallByRule
from tests.workflows.table_case import BOOKS, KUBE, MACHINE, good_case

BALLS = {
    "saving": "group", "formed": "group", "proposed": "upc", "returned": "group", "complete": "upc dinsos_city", "verified": "dinsos_city",
    "recommended": "province.role", "forwarded": "ministry", "ready_for_decree": "ministry", "decreed": "upc", "ready": "payer", "disbursing": "payer",
    "disbursed": "group", "running": "group", "reported": "upc dinsos_city", "revolving": "group", "refused": "group", "endowment": "", "dissolved": "",
    "withdrawn": "", "rejected": "",
}  # fmt: skip
ORG, PM, T, D, P, M, S = "organiser", "programme_manager", "treasurer", "dinsos_officer", "province_officer", "ministry_officer", "secretariat"
ROWS = [  # state, step, next, deciders (+ all must sign, | one of them), recorders, not by, switched by the rulebook
    ("-", "open", "saving", ORG, "", "", False),
    ("saving", "form", "formed", ORG, "", "", False),
    ("formed", "propose", "proposed", ORG, "", "", False),
    ("proposed", "confirm_complete", "complete", PM, "", "propose resubmit reopen", False),
    ("proposed", "return_for_correction", "returned", PM, "", "propose resubmit reopen", False),
    ("returned", "resubmit", "proposed", ORG, "", "", False),
    ("complete", "verify", "verified", f"{PM} + {D} | {M}", PM, "", False),
    ("complete", "return_for_correction", "returned", f"{PM}, {D}, {M}", PM, "", False),
    ("verified", "recommend", "recommended", D, PM, "", False),
    ("verified", "decide_city", "decreed", D, PM, "", True),
    ("verified", "decline", "verified", D, PM, "", False),
    ("verified", "refuse", "refused", D, PM, "", False),
    ("recommended", "recommend_province", "forwarded", P, PM, "", True),
    ("recommended", "decide_province", "decreed", P, PM, "", True),
    ("recommended", "return_for_correction", "returned", P, PM, "", False),
    ("recommended", "refuse", "refused", P, PM, "", False),
    ("recommended", "take_note_province", "forwarded", PM, "", "", True),
    ("forwarded", "verify_centrally", "ready_for_decree", M, S, "", False),
    ("forwarded", "return_for_correction", "returned", M, S, "", False),
    ("forwarded", "refuse", "refused", M, S, "", False),
    ("ready_for_decree", "decree", "decreed", M, S, "verify_centrally", False),
    ("ready_for_decree", "refuse", "refused", M, S, "verify_centrally", False),
    ("decreed", "make_ready", "ready", T, "", "", False),
    *[(state, "disburse", "disbursed | disbursing", f"{M} | {P} | {D} + {T} | {S}", T, "", False) for state in ("ready", "disbursing")],
    *[(state, "close_short", "disbursed", f"{M} | {P} | {D} + {T} | {S}", T, "", False) for state in ("ready", "disbursing")],
    ("disbursed", "receive", "running", "group_chair + group_treasurer", ORG, "", False),
    ("running", "submit_lpj", "reported", "group_chair + group_treasurer", ORG, "", False),
    ("reported", "accept_lpj", "revolving", f"{PM} + {D}", PM, "", False),
    ("reported", "return_lpj", "running", f"{PM}, {D}", PM, "", False),
    ("revolving", "rate", "revolving", PM, ORG, "", False),
    ("revolving", "endow", "endowment", f"{ORG} + {PM}", "", "", False),
    ("revolving", "dissolve", "dissolved", f"group_chair + group_treasurer + {PM}", ORG, "", False),
    ("refused", "reopen", "proposed", f"{ORG}, {PM}", "", "", False),
    ("refused", "reject", "rejected", f"{ORG}, {PM}", "", "", False),
    *[(state, "withdraw", "withdrawn", ORG, "", "", False) for state in (
        "saving", "formed", "proposed", "complete", "verified", "recommended", "forwarded", "ready_for_decree", "decreed", "ready", "returned", "refused")],
]  # fmt: skip


def test_every_state_has_the_ball_of_the_table() -> None:
    drawn = {state.name: " ".join(one.key if isinstance(one, BallByRule) else str(one) for one in state.ball) for state in KUBE.states}
    assert drawn == BALLS


def test_every_step_stands_in_the_table_and_no_other() -> None:
    assert {(source, step.name) for step in KUBE.steps for source in step.sources} == {(row[0], row[1]) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_step_is_as_the_table_says(row: tuple[str, str, str, str, str, str, bool]) -> None:
    source, name, dest, deciders, recorders, not_by, switched = row
    step = KUBE.step(name, source)
    assert step
    signed = step.signatures
    by = " + ".join(" | ".join(role for slot in clause for role in slot.roles) for clause in signed.clauses) if signed else ", ".join(step.by)
    recorded = " ".join(dict.fromkeys(role for slot in signed.slots for role in slot.records)) if signed else " ".join(step.records)
    assert (" | ".join(dict.fromkeys(step.dests(source))), by, recorded, " ".join(step.not_by), step.switch is not None) == (
        dest, deciders, recorders, not_by, switched,
    )  # fmt: skip


def test_what_the_door_is_told_has_a_row_for_each_step_source_and_destination() -> None:
    rows = KUBE.declared().steps
    keys = [(row["step"], row["source"], row["dest"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(row["by"] or row["signatures"] for row in rows)
    verify = next(row for row in rows if row["step"] == "verify")
    assert [[slot["slot"] for slot in clause] for clause in verify["signatures"]] == [["upc"], ["dinsos_city", "ministry"]]
    assert {row["step"] for row in rows if row["quiet"]} == {"note", "watch", "unwatch", "assign", "remind", "escalate", "redate"}


def test_whoever_records_for_others_may_bring_a_paper() -> None:
    assert all("papers" in row["effects"] for row in KUBE.declared().steps if row["records"])


def test_every_universal_step_stands_in_every_state_that_is_not_final() -> None:
    names = {
        "note", "assign", "watch", "unwatch", "remind", "escalate", "file", "examine", "block", "unblock", "waive", "correct", "sign", "bridge", "unbridge",
        "contest", "settle_contest", "enter_batch", "obstacle_gone", "paper_given", "redate",
    }  # fmt: skip
    for state in KUBE.states:
        found = {name for name, step in KUBE.from_state(state.name).items() if step.universal}
        assert found == (set() if state.kind == "final" else names), state.name


def test_the_rulebook_says_whose_ball_the_province_and_the_payment_are() -> None:
    province, payer = KUBE.by_state["recommended"].ball[0], KUBE.by_state["ready"].ball[0]
    assert isinstance(province, BallByRule)
    assert isinstance(payer, BallByRule)
    assert province.under(BOOKS["kube-regular"]) == Party.DINSOS_PROVINCE
    assert province.under(BOOKS["permensos-2-2019"]) == Party.UPC
    assert payer.under(BOOKS["kube-regular"]) == Party.MINISTRY


def test_the_machine_walks_every_line_of_the_graph() -> None:
    facts = good_case()
    for move in KUBE.moves:
        assert MACHINE.machine.events[move.step.name].transitions[move.source], move
    assert MACHINE.move("note", "saving", facts, BOOKS["kube-regular"]).dest == "saving"
