"""How a process says where the cases of its older version go, and what of it is refused when it is loaded."""

from dataclasses import replace

import pytest

from gulir.engine import Migration, WorkflowError, Workflows
from gulir.engine.migration import ways
from gulir.engine.parties import Party
from gulir.engine.signing import signed_digest
from gulir.engine.text import _
from gulir.engine.vocabulary import State, Step, final
from tests.engine.small import AGREE, OPEN, SEE, SMALL, STATES, rulebook, small_facts

BOOKED = (State("booked", _("Booked"), ball=(Party.UPC,)), *STATES[1:])
NEWER = replace(SMALL, version=2, states=BOOKED, steps=(replace(OPEN, dest="booked"), replace(SEE, source="booked"), AGREE))
RENAMED = Migration("small", 1, 2, {"filed": "booked"})


def test_a_renamed_state_goes_forth_and_back_and_the_others_stay() -> None:
    forth, back = ways(RENAMED, SMALL, NEWER)
    assert forth.places == {"filed": "booked", "seen": "seen", "done": "done"}
    assert back.places == {"booked": "filed", "seen": "seen", "done": "done"}
    row = next(one for one in forth.rows if one["source"] == "filed")
    assert (row["workflow"], row["version"], row["step"], row["dest"], row["by"]) == ("small", 2, "@migrate", "booked", ["migrator"])


def test_a_state_that_is_gone_has_no_way() -> None:
    forth, back = ways(replace(RENAMED, states={}), SMALL, NEWER)
    assert "filed" not in forth.places
    assert "booked" not in back.places


def test_of_two_states_that_became_one_nobody_knows_which_it_was() -> None:
    one = replace(SMALL, version=2, states=STATES[1:], steps=(replace(OPEN, dest="seen"), AGREE))
    forth, back = ways(Migration("small", 1, 2, {"filed": "seen"}), SMALL, one)
    assert forth.places == {"filed": "seen", "seen": "seen", "done": "done"}
    assert back.places == {"done": "done"}


@pytest.mark.parametrize("states", [{"nowhere": "booked"}, {"filed": "nowhere"}, {"filed": "done"}], ids=str)
def test_what_cannot_be_is_refused_when_it_is_loaded(states: dict[str, str]) -> None:
    with pytest.raises(WorkflowError, match="migration 1 to 2"):
        ways(Migration("small", 1, 2, states), SMALL, NEWER)


def test_both_versions_have_to_be_there() -> None:
    with pytest.raises(WorkflowError, match="both versions"):
        Workflows([NEWER], {"small": rulebook()}, [RENAMED])


def test_a_state_is_shown_under_any_version() -> None:
    known = Workflows([SMALL, NEWER], {"small": rulebook()}, [RENAMED])
    assert [one.name for one in known.states("small")] == ["booked", "seen", "done", "filed"]
    assert str(known.state("small", 2, "filed").label) == "Filed"
    assert str(known.state("small", 9, "unheard").label) == "unheard"
    assert known.nearest("small", 9).version == 2


def signed(step: Step) -> dict[str, object]:
    """A case in `seen` that UPC has signed."""
    facts = small_facts("seen", parent=None, children=[{"state": "done", "wv": 1}])
    signature = {"step": "agree", "slot": "upc", "decider": "p:me", "actor": "me", "digest": signed_digest(step, facts)}
    return facts | {"signatures": [signature]}


def test_signatures_under_way_stay_with_a_renamed_state() -> None:
    agreed = (State("looked_at", _("Looked at"), ball=(Party.UPC, Party.DINSOS_CITY)), final("done", _("Done")))
    newer = replace(SMALL, version=2, states=(STATES[0], *agreed), steps=(OPEN, replace(SEE, dest="looked_at"), replace(AGREE, source="looked_at")))
    forth, _back = ways(Migration("small", 1, 2, {"seen": "looked_at"}), SMALL, newer)
    assert forth.keeps_signatures(signed(AGREE), "looked_at")


def test_signatures_whose_step_or_fields_change_keep_the_case() -> None:
    gone = replace(SMALL, version=2, steps=(OPEN, SEE, replace(AGREE, name="consent")))
    assert not ways(Migration("small", 1, 2), SMALL, gone)[0].keeps_signatures(signed(AGREE), "seen")
    assert ways(Migration("small", 1, 2), SMALL, gone)[0].keeps_signatures(small_facts("seen"), "seen")
