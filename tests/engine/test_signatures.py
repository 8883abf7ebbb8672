"""Signatures gather under one digest: distinct people, one for each clause, and none survives a change of what was signed."""

from typing import Any

from gulir.engine import Option, arrival, digest_of, options, signed_digest
from tests.engine.small import AGREE, SMALL, acted, rulebook, small_facts

BOOK = rulebook()


def signed(facts: dict[str, Any], slot: str, person: str, recorder: str | None = None, total: int = 5) -> dict[str, Any]:
    """The same facts with one more signature."""
    answers = {"sum": total}
    digest = signed_digest(AGREE, facts, answers)
    act = acted("sign", recorder or person, f"p:{person}", **answers, step="agree", slot=slot)
    signature = {"step": "agree", "slot": slot, "decider": f"p:{person}", "actor": recorder or person, "digest": digest}
    return facts | {"signatures": [*facts["signatures"], signature], "acts": [*facts["acts"], act]}


def agree(facts: dict[str, Any], role: str, person: str) -> list[Option]:
    mine = facts | {"session": facts["session"] | {"role": role, "person": person}}
    return [one for one in options(SMALL, mine, BOOK) if one.step == "agree" and one.mode]


def test_each_signs_in_their_own_slot_and_a_manager_may_record_the_officials() -> None:
    facts = small_facts("seen")
    assert [(one.mode, one.slot) for one in agree(facts, "programme_manager", "me")] == [("sign", "upc"), ("record_sign", "city")]
    assert [(one.mode, one.slot) for one in agree(facts, "ministry_officer", "min")] == [("sign", "ministry")]
    assert agree(facts, "organiser", "o") == []


def test_the_last_outstanding_signature_is_known_as_such() -> None:
    facts = small_facts("seen")
    assert not agree(facts, "dinsos_officer", "d")[0].last
    assert agree(signed(facts, "upc", "me"), "dinsos_officer", "d")[0].last


def test_one_of_two_alternatives_is_enough() -> None:
    after = signed(small_facts("seen"), "ministry", "min")
    assert agree(after, "dinsos_officer", "d") == []
    assert [one.slot for one in agree(after, "programme_manager", "me")] == ["upc"]


def test_nobody_signs_twice_and_who_recorded_one_does_not_sign_the_other() -> None:
    facts = small_facts("seen")
    own = next(one for one in agree(signed(facts, "upc", "me"), "programme_manager", "me") if one.slot == "city")
    assert [verdict.guard for verdict in own.stops] == ["distinct_signers"]
    recorded = signed(facts, "city", "official", recorder="me")
    assert [verdict.guard for verdict in agree(recorded, "programme_manager", "me")[0].stops] == ["distinct_signers"]
    assert agree(recorded, "programme_manager", "other")[0].open


def test_a_signature_does_not_survive_a_change_of_what_was_signed() -> None:
    after = signed(small_facts("seen"), "upc", "me")
    changed = after | {"case": after["case"] | {"amount": 10}}
    assert [one.slot for one in agree(after, "programme_manager", "other")] == ["city"]
    assert [one.slot for one in agree(changed, "programme_manager", "other")] == ["upc", "city"]


def test_later_signers_sign_the_first_ones_answers() -> None:
    first = signed(small_facts("seen"), "upc", "me", total=5)
    assert [ask.name for ask in agree(first, "dinsos_officer", "d")[0].asks] == ["act_date", "note"]
    assert signed_digest(AGREE, first) == first["signatures"][0]["digest"]
    assert signed_digest(AGREE, first, {"sum": 6}) != first["signatures"][0]["digest"]


def test_the_ball_is_with_those_who_have_not_signed() -> None:
    facts = small_facts("seen")
    assert arrival(SMALL, "seen", BOOK, facts).ball == ["upc", "dinsos_city"]
    assert arrival(SMALL, "seen", BOOK, signed(facts, "upc", "me")).ball == ["dinsos_city"]
    after = arrival(SMALL, "seen", BOOK, signed(facts, "city", "d"))
    assert (after.ball, after.turns) == (["upc"], ["programme_manager"])


def test_a_digest_covers_what_was_shown_and_not_who_looked_or_counted() -> None:
    facts = small_facts("seen", records={"attendance": {"share": 0.92}})
    same = facts | {
        "session": {"person": "other"}, "signatures": [{"step": "x"}], "case": facts["case"] | {"version": 7, "seq": 9, "facts": 3, "ball": []},
        "acts": [acted("sign", "a"), acted("note", "b")], "documents": [{"id": "p", "kind": "record_paper"}],
    }  # fmt: skip
    assert digest_of(facts) == digest_of(same)
    for other in (
        facts | {"records": {"attendance": {"share": 0.93}}}, facts | {"documents": [{"id": "p", "kind": "proposal"}]},
        facts | {"marks": [{"id": "m"}]}, facts | {"acts": [acted("see", "a")]}, facts | {"case": facts["case"] | {"title": "x"}},
    ):  # fmt: skip
        assert digest_of(facts) != digest_of(other)


def test_the_order_in_which_papers_are_listed_does_not_matter() -> None:
    papers = [{"id": "a", "kind": "proposal", "seq": 1}, {"id": "b", "kind": "decree", "seq": 2}]
    assert digest_of(small_facts(documents=papers)) == digest_of(small_facts(documents=papers[::-1]))
