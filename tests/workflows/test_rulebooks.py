"""The three rulebooks: what each asks, what it leaves open, and how a waiver or a mere warning softens it."""

from typing import Any

import pytest

from gulir.engine import StepNotOpen, Verdict, arrival, compare, read_rulebook
from gulir.engine.parties import Party
from tests.workflows.table_case import BOOKS, HOUSE, KUBE, MACHINE, Declined, Player, good_case


def verdict_of(facts: dict[str, Any], book: str, guard: str) -> Verdict:
    found = next(one for step in KUBE.steps for one in step.needs if one.name == guard)
    return found.judge(facts, BOOKS[book])


def test_an_informal_kampung_passes_under_the_model_and_not_under_the_regular_guideline() -> None:
    facts = good_case()
    facts["kampung"]["formal"] = False
    found = {one.rulebook.slug: one for one in compare(KUBE, facts, HOUSE.rulebooks_of("kube"))}
    assert found["kube-upc-model"].passes is True
    assert found["kube-regular"].passes is False
    clauses = [verdict.clause.id for verdict in found["kube-regular"].unmet if verdict.clause]
    assert clauses == ["4.2"]
    assert "deck slide 10" in str(found["kube-regular"].unmet[0].clause)


def test_thirteen_members_are_too_many_for_the_regular_guideline_alone() -> None:
    facts = good_case()
    facts["group"]["count"] = 13
    facts["group"]["members"] = [dict(facts["group"]["members"][3], id=str(n)) for n in range(13)]
    found = {one.rulebook.slug: {verdict.guard for verdict in one.unmet} for one in compare(KUBE, facts, HOUSE.rulebooks_of("kube"))}
    assert "members_within_limits" in found["kube-regular"]
    assert "members_within_limits" not in found["permensos-2-2019"]


def test_what_exceeds_the_ceiling_is_met_only_by_a_recorded_waiver() -> None:
    facts = good_case()
    facts["case"]["amount"] = 25_000_000
    refused = verdict_of(facts, "kube-upc-model", "cost_plan_within_ceiling")
    assert refused.status == "unmet"
    assert refused.clause
    assert refused.clause.waivable_by == (Party.MINISTRY,)
    facts["marks"].append({"id": "w", "kind": "waiver", "clause": "4.1", "cured": False})
    waived = verdict_of(facts, "kube-upc-model", "cost_plan_within_ceiling")
    assert (waived.status, waived.waived) == ("met", True)
    assert str(waived.why).startswith("Waived by a recorded decision")


def test_a_decree_above_the_ceiling_is_refused_unless_waived() -> None:
    player = Player(good_case("ready_for_decree"))
    with pytest.raises(Declined, match="above the ceiling"):
        player.take("decree", "ministry_officer", amount=25_000_000)
    player.facts["marks"].append({"id": "w", "kind": "waiver", "clause": "4.1", "cured": False})
    assert player.take("decree", "ministry_officer", amount=25_000_000) == "decreed"


def test_a_ceiling_per_member_follows_the_number_of_members() -> None:
    facts = good_case()
    facts["case"]["amount"] = 10_000_000
    assert verdict_of(facts, "permensos-2-2019", "cost_plan_within_ceiling").status == "met"
    facts["case"]["amount"] = 10_000_001
    assert verdict_of(facts, "permensos-2-2019", "cost_plan_within_ceiling").status == "unmet"
    facts["group"]["count"] = None
    assert verdict_of(facts, "permensos-2-2019", "cost_plan_within_ceiling").status == "unknown"


def test_a_clause_that_only_warns_does_not_stop() -> None:
    facts = good_case()
    facts["group"]["count"] = 4
    verdict = verdict_of(facts, "kube-upc-model", "members_within_limits")
    assert (verdict.status, verdict.warning) == ("met", True)


@pytest.mark.parametrize("book", BOOKS)
def test_every_condition_names_its_clause_or_is_not_asked(book: str) -> None:
    verdicts = [guard.judge(good_case(), BOOKS[book]) for step in KUBE.steps for guard in step.needs]
    assert {verdict.guard for verdict in verdicts if verdict.asked is (verdict.clause is None)} == set()
    left_out = {verdict.guard for verdict in verdicts if not verdict.asked}
    every_grant = {"three_distinct_officers", "account_in_group_name", "enough_specimens", "rules_signed_by_all", "nobody_twice", "cost_plan_within_ceiling"}
    assert not left_out & (every_grant | {verdict.guard for verdict in verdicts if ":" in verdict.guard}), "a rulebook moves only what the table lets it"


def test_a_rulebook_that_is_silent_on_papers_wants_them_all_the_same() -> None:
    content = {
        **BOOKS["kube-regular"].content,
        "clause": [one for one in BOOKS["kube-regular"].content["clause"] if "papers.complete" not in one.get("values", {})],
    }
    guard = next(one for step in KUBE.steps for one in step.needs if one.name == "filed:proposal")
    verdict = guard.judge(good_case(documents=[]), read_rulebook(content))
    assert (verdict.status, verdict.asked, verdict.clause) == ("unmet", True, None)


def test_a_rulebook_that_does_not_ask_says_so() -> None:
    facts = good_case()
    facts["records"]["savings"] = None
    verdict = verdict_of(facts, "kube-regular", "saved_long_enough")
    assert (verdict.status, verdict.asked) == ("met", False)


def test_who_waived_a_clause_does_not_take_the_step_that_it_would_have_stopped() -> None:
    player = Player(good_case("formed"))
    player.facts["case"]["amount"] = 25_000_000
    player.facts["marks"].append({"id": "w", "kind": "waiver", "clause": "4.1", "cured": False})
    player.act("waive", "formed", "organiser-1", "p:organiser-1", {"clause": "4.1", "party": "ministry"})
    mine = next(one for one in player.look("organiser") if one.step == "propose")
    other = next(one for one in player.look("organiser", "organiser-2") if one.step == "propose")
    assert [verdict.guard for verdict in mine.stops] == ["waiver_by_another"]
    assert other.open


def test_a_clause_is_waived_only_for_a_party_that_it_names() -> None:
    player = Player(good_case("formed"))
    player.take("waive", "ministry_officer", clause="4.1", party="ministry")
    with pytest.raises(Declined, match="can be waived by"):
        player.take("waive", "dinsos_officer", clause="4.1", party="dinsos_city")
    with pytest.raises(Declined, match="do not speak for"):
        player.take("waive", "dinsos_officer", clause="4.1", party="ministry")
    with pytest.raises(Declined, match="cannot be waived"):
        player.take("waive", "ministry_officer", clause="3.1", party="ministry")
    with pytest.raises(Declined, match="no such clause"):
        player.take("waive", "ministry_officer", clause="99", party="ministry")


def test_under_the_2019_rule_the_province_only_gets_a_copy() -> None:
    player = Player(good_case("recommended"), book="permensos-2-2019")
    steps = {one.step: one.switched_on for one in player.look("programme_manager") if not one.universal}
    assert steps["take_note_province"]
    assert not steps["recommend_province"]
    assert player.take("take_note_province", "programme_manager") == "forwarded"


def test_a_rulebook_is_known_by_its_content_and_read_back_from_it() -> None:
    for book in BOOKS.values():
        again = read_rulebook(book.content)
        assert again == book
        assert again.hash == book.hash
    assert len({book.hash for book in BOOKS.values()}) == 3


def test_every_clause_names_its_source_and_what_was_not_found_says_so() -> None:
    days = [clause for book in BOOKS.values() for clause in book.clauses if any(key.endswith(".days") for key in clause.values)]
    assert days
    assert all("no published rule found" in clause.source and clause.binding == "warns" for clause in days)
    assert "No guideline was ever issued" in BOOKS["kube-upc-model"].status["en"]
    assert BOOKS["kube-regular"].superseded_by == "permensos-2-2019"


def test_the_rule_machine_does_not_know_a_step_that_its_rulebook_switched_off() -> None:
    with pytest.raises(StepNotOpen):
        MACHINE.move("decide_city", "verified", good_case("verified"), BOOKS["kube-regular"], {"amount": 1})


def test_money_that_has_come_is_signed_for_within_days_of_the_calendar_and_a_letter_is_answered_within_working_days() -> None:
    here = arrival(KUBE, "disbursed", BOOKS["permensos-2-2019"], good_case("disbursed"))
    assert (here.within, here.calendar) == (30, True)
    here = arrival(KUBE, "verified", BOOKS["permensos-2-2019"], good_case("verified"))
    assert (here.within, here.calendar) == (15, False)
