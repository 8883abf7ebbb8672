"""Every condition of advocacy and its track, seen met and unmet; and every check of what is answered, seen to hold and to fail."""

from typing import Any

import pytest

from gulir.engine.facts import Facts
from gulir.engine.guards import Guard
from gulir.engine.vocabulary import Check
from tests.workflows.table_case import HOUSE as PROCESSES

ADVOCACY, LAPOR = PROCESSES.current("advocacy"), PROCESSES.current("lapor")
BOTH = (ADVOCACY, LAPOR)
GUARDS: dict[str, Guard] = {guard.name: guard for workflow in BOTH for step in workflow.steps for guard in step.needs}
CHECKS: dict[str, Check] = {check.name: check for workflow in BOTH for step in workflow.steps for check in step.checks}
BOOK = PROCESSES.rulebooks["advocacy-2014"]


def mate(person: str = "me", *roles: str, current: bool = True, until: str | None = None) -> dict[str, Any]:
    """Somebody on the team."""
    return {"person": person, "name": person, "roles": list(roles or ("advocate",)), "current": current, "until": until}


def line(kind: str, state: str = "open", closed: bool = False, seq: int = 5) -> dict[str, Any]:
    """A line of the case."""
    return {"id": f"{kind}-{state}", "kind": kind, "words": "kata " * 20, "who": None, "due": None, "state": state, "closed": closed, "seq": seq}


def facts(**more: Any) -> Facts:
    """What guards read."""
    return {
        "session": {"person": "me", "now": "2014-06-02T03:00:00+00:00"},
        "case": {"due": "2014-06-01"},
        "team": [],
        "items": [],
        "acts": [],
        "parent": None,
    } | more


def under(state: str, workflow: str = "advocacy") -> dict[str, Any]:
    """A case as its track sees it."""
    return {"parent": {"workflow": workflow, "state": state, "title": "Kasus"}}


SETTLED = {"acts": [{"seq": 5, "step": "settle"}]}
ROWS: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = [  # guard, met, unmet
    ("an_advocate_on_the_team", {"team": [mate()]}, [{}, {"team": [mate("me", "organiser")]}, {"team": [mate(current=False)]}]),
    ("nobody_is_left", {"team": [mate(current=False), mate("boss", "programme_manager")]}, [{"team": [mate()]}, {"team": [mate("me", "organiser")]}]),
    ("time_is_up", {}, [{"case": {"due": "2014-06-02"}}, {"case": {"due": None}}]),
    ("something_is_demanded", {"items": [line("demand")]}, [{}, {"items": [line("demand", "won", True)]}]),
    ("a_promise_is_open", {"items": [line("commitment", "promised")]}, [{"items": [line("commitment", "kept", True)]}]),
    ("every_promise_kept", SETTLED | {"items": [line("commitment", "kept", True), line("commitment", "broken", True, seq=2)]},
     [SETTLED | {"items": [line("commitment", "partly")]}, SETTLED | {"items": [line("commitment", "broken", True)]}]),
    ("of_a_case_under_way", under("waiting"), [{}, under("closed"), under("acting", "kube")]),
]  # fmt: skip


def test_every_check_stands_in_the_table() -> None:
    assert {name for name, *_rest in ANSWERED} == set(CHECKS)


@pytest.mark.parametrize(("name", "met", "unmet"), ROWS, ids=[row[0] for row in ROWS])
def test_a_guard_is_met_and_unmet(name: str, met: dict[str, Any], unmet: list[dict[str, Any]]) -> None:
    assert GUARDS[name].judge(facts(**met), BOOK).status == "met"
    for one in unmet:
        verdict = GUARDS[name].judge(facts(**one), BOOK)
        assert verdict.status == "unmet"
        assert str(verdict.why)


ON, ANOTHER = {"team": [mate()]}, {"team": [mate(), mate("you")]}
ANSWERED: list[tuple[str, dict[str, Any], dict[str, Any], list[Any]]] = [  # check, answers and facts that hold, those that fail
    ("keeps_oneself_in", {"lane": "2"}, ON, [({"lane": "2"}, {})]),
    ("somebody_stays", {"person": "me"}, ANOTHER, [({"person": "me"}, ON), ({"person": "me"}, {"team": [mate(), mate("you", until="2014-07-01")]})]),
    ("ends_later", {"person": "you", "until": "2014-06-02"}, ON,
     [({"person": "you", "until": "2014-06-01"}, ON), ({"person": "me", "until": "2015-01-01"}, ON)]),
    ("delegates_were_there", {"delegates": [{"present": "yes"}]}, {}, [({"delegates": [{"present": "yes"}, {"present": "no"}]}, {})]),
    ("promised_where_agreed", {"answers": [{"item": "a", "state": "half_agreed"}], "commitments": [{"of": "a"}]}, {},
     [({"answers": [{"item": "a", "state": "refused"}], "commitments": [{"of": "a"}]}, {})]),
    ("outcome_fits_the_demands", {"outcomes": [{"state": "won"}, {"state": "lost"}], "outcome": "partly"}, {},
     [({"outcomes": [{"state": "lost"}], "outcome": "won"}, {}), ({"outcomes": [{"state": "partly"}], "outcome": "lost"}, {})]),
    ("names_one_obstacle", {"code": "surabaya/x"}, {}, [({}, {}), ({"plea": "y", "code": "surabaya/x"}, {})]),
    ("lapor_takes_it", {"excluded": "no"}, {}, [({"excluded": "yes"}, {})]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "good", "around", "bad"), ANSWERED, ids=[row[0] for row in ANSWERED])
def test_a_check_holds_and_fails(name: str, good: dict[str, Any], around: dict[str, Any], bad: list[Any]) -> None:
    assert not CHECKS[name].test(good, facts(**around), BOOK)
    for answers, more in bad:
        assert CHECKS[name].test(answers, facts(**more), BOOK)


def test_the_delegate_who_was_not_there_is_named_by_row() -> None:
    found = CHECKS["delegates_were_there"].test({"delegates": [{"present": "yes"}, {"present": "no"}]}, facts(), BOOK)
    assert isinstance(found, dict)
    assert list(found) == ["1.present"]
