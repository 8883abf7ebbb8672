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
JUDGES = "province.role: recommends | decides"
ROWS = [  # state, step, next, deciders (+ all must sign, | one of them), recorders, not by, what its rulebook has to say ("": every rulebook has it)
    ("-", "open", "saving", ORG, "", "", ""),
    ("saving", "form", "formed", ORG, "", "", ""),
    ("formed", "propose", "proposed", ORG, "", "", ""),
    ("proposed", "confirm_complete", "complete", PM, "", "propose resubmit reopen", ""),
    ("proposed", "return_for_correction", "returned", PM, "", "propose resubmit reopen", ""),
    ("returned", "resubmit", "proposed", ORG, "", "", ""),
    ("complete", "verify", "verified", f"{PM} + {D} | {M}", PM, "", ""),
    ("complete", "return_for_correction", "returned", f"{PM}, {D}, {M}", PM, "", ""),
    ("verified", "recommend", "recommended", D, PM, "", ""),
    ("verified", "decide_city", "decreed", D, PM, "", "city.decides: True"),
    ("verified", "decline", "verified", D, PM, "", ""),
    ("verified", "refuse", "refused", D, PM, "", ""),
    ("recommended", "recommend_province", "forwarded", P, PM, "", "province.role: recommends"),
    ("recommended", "decide_province", "decreed", P, PM, "", "province.role: decides"),
    ("recommended", "return_for_correction", "returned", P, PM, "", JUDGES),
    ("recommended", "refuse", "refused", P, PM, "", JUDGES),
    ("recommended", "take_note_province", "forwarded", PM, "", "", "province.role: takes_note"),
    ("forwarded", "verify_centrally", "ready_for_decree", M, S, "", ""),
    ("forwarded", "return_for_correction", "returned", M, S, "", ""),
    ("forwarded", "refuse", "refused", M, S, "", ""),
    ("ready_for_decree", "decree", "decreed", M, S, "verify_centrally", ""),
    ("ready_for_decree", "refuse", "refused", M, S, "verify_centrally", ""),
    ("decreed", "make_ready", "ready", T, "", "", ""),
    *[(state, "disburse", "disbursed | disbursing", f"{M} | {P} | {D} + {T} | {S}", T, "", "") for state in ("ready", "disbursing")],
    *[(state, "close_short", "disbursed", f"{M} | {P} | {D} + {T} | {S}", T, "", "") for state in ("ready", "disbursing")],
    ("disbursed", "receive", "running", "group_chair + group_treasurer", ORG, "", ""),
    ("running", "submit_lpj", "reported", "group_chair + group_treasurer", ORG, "", ""),
    ("reported", "accept_lpj", "revolving", f"{PM} + {D}", PM, "", ""),
    ("reported", "return_lpj", "running", f"{PM}, {D}", PM, "", ""),
    ("revolving", "rate", "revolving", PM, ORG, "", ""),
    ("revolving", "endow", "endowment", f"{ORG} + {PM}", "", "", ""),
    ("revolving", "dissolve", "dissolved", f"group_chair + group_treasurer + {PM}", ORG, "", ""),
    ("refused", "reopen", "proposed", f"{ORG}, {PM}", "", "", ""),
    ("refused", "reject", "rejected", f"{ORG}, {PM}", "", "", ""),
    *[(state, "withdraw", "withdrawn", ORG, "", "", "") for state in (
        "saving", "formed", "proposed", "complete", "verified", "recommended", "forwarded", "ready_for_decree", "decreed", "ready", "returned", "refused")],
]  # fmt: skip


def test_every_state_has_the_ball_of_the_table() -> None:
    drawn = {state.name: " ".join(one.key if isinstance(one, BallByRule) else str(one) for one in state.ball) for state in KUBE.states}
    assert drawn == BALLS


def test_every_step_stands_in_the_table_and_no_other() -> None:
    assert {(source, step.name) for step in KUBE.steps for source in step.sources} == {(row[0], row[1]) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_step_is_as_the_table_says(row: tuple[str, ...]) -> None:
    source, name, dest, deciders, recorders, not_by, switched = row
    step = KUBE.step(name, source)
    assert step
    signed = step.signatures
    by = " + ".join(" | ".join(role for slot in clause for role in slot.roles) for clause in signed.clauses) if signed else ", ".join(step.by)
    recorded = " ".join(dict.fromkeys(role for slot in signed.slots for role in slot.records)) if signed else " ".join(step.records)
    under = f"{step.switch.key}: {' | '.join(map(str, step.switch.values))}" if step.switch else ""
    assert (" | ".join(dict.fromkeys(step.dests(source))), by, recorded, " ".join(step.not_by), under) == (dest, deciders, recorders, not_by, switched)


ELIGIBLE = "members_of_working_age members_married members_in_poverty_data no_public_servants never_received_before nobody_twice"
ACCOUNT, RETURN, REFUSAL = "account_in_group_name enough_specimens", "correction return_letter", "code refusal_letter curable"
PROPOSAL = "identity_cards family_cards poverty_data formation_record savings_summary attendance_summary proposal cost_plan business_plan"
NEEDED = {  # step: what it needs besides papers, what it asks, what of that is checked
    "open": ("", "group kampung rulebook title amount", ""),
    "form": (f"members_within_limits {ELIGIBLE} saved_long_enough attends_meetings", "", ""),
    "propose": (f"three_distinct_officers {ACCOUNT} cost_plan_within_ceiling in_a_batch", "", ""),
    "resubmit": ("asked_is_answered", "correction", ""),
    "verify": ("households_validated", "", ""),
    "recommend": ("land_status_recognised", "recommendation", ""),
    "decide_city": ("land_status_recognised", "decree amount", "decree_within_ceiling"),
    "decline": ("has_a_blocker", "refusal_letter", ""),
    "return_for_correction": ("", RETURN, ""), "refuse": ("", REFUSAL, ""),
    "recommend_province": ("", "province_recommendation", ""), "decide_province": ("", "decree amount", "decree_within_ceiling"),
    "take_note_province": ("", "sent province_copy", ""), "verify_centrally": ("", "central_checklist", ""),
    "decree": ("", "decree amount", "decree_within_ceiling"), "make_ready": (f"{ACCOUNT} rules_signed_by_all", "", ""),
    "disburse": ("", "fund_release_order amount bank_reference", "tranche_within_decree"), "close_short": ("some_money_came", "reason", ""),
    "receive": ("", "acknowledged_by acknowledged_title", ""), "submit_lpj": ("", "realised remaining", "report_adds_up"),
    "return_lpj": ("", "correction", ""), "rate": ("was_evaluated", "rating", ""), "endow": ("was_evaluated", "meeting_decision", ""),
    "dissolve": ("no_open_loan", "meeting_decision", ""), "reopen": ("refusal_can_be_cured", "change", ""), "withdraw": ("", "meeting_decision", ""),
}  # fmt: skip
PAPERS = {
    "form": "filed: information_attendance information_minutes formation_record", "propose": "filed: proposal cost_plan business_plan",
    "confirm_complete": f"present: {PROPOSAL}", "verify": f"correct: {PROPOSAL} verification_checklist field_visit_record",
    "make_ready": "present: account_copy integrity_pact sptjm acceptance_statement group_rules", "receive": "filed: bank_statement receipt",
    "submit_lpj": "filed: lpj vouchers", "accept_lpj": "correct: lpj vouchers receipt", "rate": "filed: evaluation",
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_step_needs_asks_and_checks_what_the_table_says(row: tuple[str, ...]) -> None:
    step = KUBE.step(row[1], row[0])
    assert step
    level, *kinds = PAPERS.get(step.name, "-").split()
    needs, asks, checks = NEEDED.get(step.name, ("", "", ""))
    assert {guard.name for guard in step.needs} == {*needs.split(), *(f"{level}{kind}" for kind in kinds)}
    assert ([ask.name for ask in step.asks], [check.name for check in step.checks]) == (asks.split(), checks.split())
    assert {ask.name for ask in step.asks if not ask.required} == ({"amount"} if step.name == "open" else {"return_letter"} & set(asks.split()))


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
