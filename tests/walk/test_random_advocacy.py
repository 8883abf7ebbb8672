"""Advocacy walked at random on the real database, as those on its team and as everybody else: declared lines only, a refusal changes nothing, nothing leaks."""

import os
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gulir.cases.outcomes import Absent, Refused
from gulir.engine import Option
from gulir.engine.asks import Ask
from gulir.engine.facts import open_items, team_of
from tests.walk.advocates import WAY, Office
from tests.walk.ground import Case, Stage
from tests.walk.test_random_walk import shown
from workflows.advocacy import ADVOCACY

FULL = os.environ.get("GULIR_FULL") == "1"
EXAMPLES, TURNS = (500, 40) if FULL else (15, 20)
PEOPLE = ("organiser", "organiser2", "advocate", "advocate", "programme_manager", "secretariat", "treasurer", "dinsos_officer", "auditor", "group_chair")
HIDDEN = ("treasurer", "dinsos_officer", "auditor", "group_chair")
MATES = ("organiser", "organiser2", "advocate", "programme_manager", "secretariat", "dinsos_officer")
DECLARED = {(move.step.name, move.source, move.dest) for move in ADVOCACY.moves} | {("open", "-", "intake")}
LINES = text("""select coalesce((select jsonb_agg(i order by i.id) from item i where i.case_id = :case), '[]')
  || coalesce((select jsonb_agg(a order by a.person_id) from access a where a.case_id = :case), '[]')""")
ANY_DAY = st.sampled_from(("2014-01-01", "2026-01-01", "2099-01-01"))
seen: Counter[str] = Counter()


def state_of(case: Case) -> tuple[Any, Any]:
    """Everything that is stored of a case, with its lines and its team."""
    with case.stage.superuser.connect() as connection:
        return shown(case), connection.execute(LINES, {"case": case.id}).scalar_one()


def answer(data: st.DataObject, case: Case, facts: dict[str, Any], ask: Ask) -> Any:
    """An answer to one field: of rows, one for each line, or a few."""
    if ask.kind == "rows":
        lines = [one["id"] for one in open_items(facts, (ask.of or "").removeprefix("item:"))] if ask.judges else [None] * data.draw(st.integers(0, 2))
        return [{one.name: line if one.name == "item" else answer(data, case, facts, one) for one in ask.columns} for line in lines]
    if ask.kind == "reference":
        mates = [str(case.stage.person(name).id) for name in MATES]
        found = {"leader": mates, "teammate": mates, "member": [one["person"] for one in team_of(facts)]}
        known = found.get(ask.of or "", [one["id"] for one in open_items(facts, (ask.of or "").removeprefix("item:"))])
        return data.draw(st.sampled_from(known or ["nothing"]))
    if ask.choices:
        return data.draw(st.sampled_from([value for value, _label in ask.choices]))
    return data.draw(ANY_DAY) if ask.ahead else "__plausible__"


def given_to(data: st.DataObject, case: Case, facts: dict[str, Any], option: Option) -> dict[str, Any]:
    """Answers drawn where drawing matters; what is plain is left to be plausible."""
    drawn = {ask.name: answer(data, case, facts, ask) for ask in option.asks if ask.required or ask.judges or ask.ahead}
    return {name: words(value) for name, value in drawn.items() if value != "__plausible__"}


def words(value: Any) -> Any:
    """Cells that nobody drew are words."""
    if isinstance(value, list):
        return [{name: "kata" if cell == "__plausible__" else cell for name, cell in row.items()} for row in value]
    return value


def act(data: st.DataObject, case: Case) -> None:
    """One turn of somebody: who may not see the case finds none."""
    who = data.draw(st.sampled_from(PEOPLE))
    try:
        look = case.look(who)
    except Absent:
        seen["absent"] += 1
        return
    assert who not in HIDDEN, f"{who} found an advocacy case"
    options = [one for one in look.options() if data.draw(st.integers(0, 4)) == 0 or (one.mode and one.open)]
    if not options:
        return
    option = data.draw(st.sampled_from(options))
    before, allowed = state_of(case), option.mode is not None and option.open
    try:
        case.take(who, option.step, option.slot, **given_to(data, case, look.facts, option))
    except Refused:
        seen["refused"] += 1
        assert state_of(case) == before, f"{who} was refused {option.step}, yet something changed"
    else:
        seen[option.step] += 1
        assert allowed, f"{who} took {option.step}"


def test_a_random_walk_never_leaves_what_is_declared(stage: Stage) -> None:
    office = Office(stage)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(sorted(WAY)), st.sampled_from((1, 2)))
    def walk(data: st.DataObject, start: str, lane: int) -> None:
        case = office.at(start, lane)
        for _turn in range(TURNS):
            act(data, case)
        row, events = shown(case), case.events()
        assert {(one.step, one.source, one.dest) for one in events} <= DECLARED
        assert row["state"] == events[-1].dest
        assert row["lane"] in (1, 2)
        assert [one.seq for one in events] == list(range(1, row["seq"] + 1))

    seen.clear()
    walk()
    assert seen["absent"] > EXAMPLES / 2
    assert len(seen) > 8, seen
    with stage.superuser.connect() as connection:
        problems = connection.execute(text("select * from verify_city(:key, :tenant)"), {"key": stage.who("programme_manager").key, "tenant": stage.city.id})
        assert problems.all() == []
