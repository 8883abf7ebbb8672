"""Options say whose a step is, in which way, and what stops it; four eyes stop a person, not a role."""

from typing import Any

import pytest

from gulir.engine import Option, check_answers, option, options
from tests.engine.small import AGREE, OPEN, SEE, SKIP, SMALL, acted, rulebook, small_facts, with_steps

BOOK = rulebook()


def see(role: str = "programme_manager", person: str = "me", book: Any = BOOK, **more: Any) -> Option:
    found = option(SMALL, small_facts("filed", role, person, **more), book, "see")
    assert found
    return found


def test_a_step_is_decided_recorded_or_not_yours() -> None:
    assert (see().mode, see("secretariat").mode, see("dinsos_officer").mode) == ("decide", "record", None)
    assert see().open
    assert see().dest == "seen"


def test_a_recorder_is_asked_for_the_decider_and_the_paper() -> None:
    assert [ask.name for ask in see("secretariat").asks] == ["decider", "act_date", "record_paper", "note"]


def test_who_opened_it_may_not_see_it_off_whether_as_actor_or_decider() -> None:
    for act in (acted("open", "me"), acted("open", "other", "p:me")):
        blocked = see(acts=[act])
        assert not blocked.open
        assert [verdict.guard for verdict in blocked.stops] == ["four_eyes"]
    assert see(acts=[acted("open", "other")]).open


def test_a_blocker_and_a_contest_stop_what_leads_on() -> None:
    for kind in ("blocker", "contest"):
        mark = {"id": "x", "kind": kind, "code": "C", "cured": False}
        assert [verdict.fix for verdict in see(marks=[mark]).stops] == [f"{kind}:x"]
        assert see(marks=[mark | {"cured": True}]).open


def test_unknown_stops_except_while_the_past_is_entered() -> None:
    facts = small_facts()
    facts["case"]["amount"] = None
    now = option(SMALL, facts, BOOK, "see")
    facts["case"]["historical"] = True
    living_on = option(SMALL, facts, BOOK, "see")
    facts["session"]["purpose"] = "historical"
    past = option(SMALL, facts, BOOK, "see")
    assert now
    assert living_on
    assert past
    assert (now.open, living_on.open, past.open) == (False, False, True)
    assert set(check_answers(SMALL, past, {}, facts, BOOK).errors) == {"note"}
    assert not check_answers(SMALL, past, {"note": "The ledger is lost"}, facts, BOOK).errors


def test_unmet_stops_even_the_past() -> None:
    facts = small_facts()
    facts["case"] |= {"amount": 1, "historical": True}
    facts["session"]["purpose"] = "historical"
    found = option(SMALL, facts, BOOK, "see")
    assert found
    assert not found.open


def test_a_waived_or_warning_clause_does_not_stop() -> None:
    facts = small_facts(marks=[{"id": "w", "kind": "waiver", "clause": "1.1", "cured": False}])
    facts["case"]["amount"] = 1
    waived = option(SMALL, facts, BOOK, "see")
    warned = option(SMALL, facts | {"marks": []}, rulebook(binding="warns"), "see")
    assert waived
    assert waived.open
    assert waived.verdicts[0].waived
    assert warned
    assert warned.open
    assert warned.verdicts[0].warning


def test_a_switched_off_step_is_listed_but_nobodys() -> None:
    workflow = with_steps(OPEN, SEE, AGREE, SKIP)
    off = option(workflow, small_facts(), BOOK, "skip")
    on = option(workflow, small_facts(), rulebook(values={"amount.min": 5, "skip.allowed": True}), "skip")
    assert off
    assert (off.switched_on, off.mode, off.open) == (False, None, False)
    assert on
    assert (on.switched_on, on.mode, on.open) == (True, "decide", True)


def test_one_option_is_primary_and_universal_steps_are_those_of_the_actor() -> None:
    found = options(SMALL, small_facts(), BOOK)
    assert [one.step for one in found if one.primary] == ["see"]
    assert "remind" not in {one.step for one in found}
    assert {"note", "block", "waive"} <= {one.step for one in found if one.universal}
    clock = options(SMALL, small_facts(role="clock"), BOOK)
    assert {one.step for one in clock if one.mode} == {"remind", "escalate", "redate", "obstacle_gone", "paper_given"}


@pytest.mark.parametrize("role", ["auditor", "operator"])
def test_who_only_reads_has_nothing_to_do(role: str) -> None:
    assert not [one for one in options(SMALL, small_facts(role=role), BOOK) if one.mode]


def test_a_read_only_session_has_nothing_to_do() -> None:
    facts = small_facts()
    facts["session"]["read_only"] = True
    assert not [one for one in options(SMALL, facts, BOOK) if one.mode]


def test_there_is_no_option_where_a_step_does_not_lead_on() -> None:
    assert option(SMALL, small_facts("done"), BOOK, "see") is None
    assert options(SMALL, small_facts("done"), BOOK) == []


def test_who_recorded_a_contested_act_does_not_settle_the_contest() -> None:
    acts = [acted("see", "me") | {"seq": 4}, acted("contest", "official", act="4")]
    facts = small_facts("seen", acts=acts)
    mine = option(SMALL, facts, BOOK, "settle_contest")
    assert mine
    answers = {"contest": "x", "note": "n", "stands": "no"}
    assert set(check_answers(SMALL, mine, answers, facts, BOOK).errors) == {"contest"}
    facts["session"]["person"] = "other"
    assert not check_answers(SMALL, mine, answers, facts, BOOK).errors
