"""Every workflow walked at random on the real database, as every role: declared states only, a case is its history, a refusal changes nothing."""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gulir.cases.outcomes import Absent, Refused
from gulir.engine import Option
from gulir.engine.parties import ROLES
from tests.evaluation.ground import evaluate, to_comparing, to_scoring, to_signed
from tests.walk import journeys
from tests.walk.advocates import WAY, Office
from tests.walk.ground import Case, Stage
from tests.walk.houses import Grants
from tests.walk.ladders import LADDERS, climb, opened
from tests.walk.test_every_line import TO
from workflows import DEFINITIONS
from workflows.documents import KUBE as PAPERS

FULL = os.environ.get("GULIR_FULL") == "1"
EXAMPLES, TURNS = (2000, 50) if FULL else (8, 15)
PEOPLE = (
    "organiser", "organiser2", "programme_manager", "programme_manager2", "treasurer", "treasurer2", "dinsos_officer", "dinsos_officer2", "province_officer",
    "ministry_officer", "ministry_officer2", "secretariat", "secretariat2", "group_chair", "group_secretary", "group_treasurer", "advocate", "city_admin",
    "auditor", "reviewer", "reviewer2", "lead_reviewer", "lead_reviewer2", "operator", "clock",
)  # fmt: skip
SHOWN = text("""select to_jsonb(c) || jsonb_build_object('events', (select count(*) from event where case_id = c.id),
  'papers', (select jsonb_agg(d order by d.id) from document d where d.case_id = c.id),
  'marks', (select jsonb_agg(m order by m.id) from mark m where m.case_id = c.id),
  'signatures', (select jsonb_agg(g order by g.id) from signature g where g.case_id = c.id),
  'turns', (select jsonb_agg(t order by t.role) from turn t where t.case_id = c.id),
  'told', (select count(*) from outbox where case_id = c.id), 'answered', (select count(*) from answered where case_id = c.id)) as row
from cases c where tenant_id = :tenant and id = :case""")
# Most people see nothing of these: those who do come more often, or the walk would only be turned away.
CONFIDENTIAL = ("advocacy", "lapor")
INSIDERS = ("organiser", "organiser2", "advocate", "programme_manager")
WORKFLOWS = {one.name: one for one in DEFINITIONS}
seen: Counter[str] = Counter()


def shown(case: Case) -> dict[str, Any]:
    """Everything that is stored of a case."""
    with case.stage.superuser.connect() as connection:
        return connection.execute(SHOWN, {"tenant": case.stage.city.id, "case": case.id}).scalar_one()


def referred(data: st.DataObject, case: Case, who: str, of: str) -> str:
    """Something that a reference may name, or nothing that is there."""
    facts = case.look(who).facts
    members = (facts["group"] or {}).get("members") or []
    found = {
        "document": [one["id"] for one in facts["documents"]],
        "act": [str(one["seq"]) for one in facts["acts"]],
        "clause": ["4.1", "2.1", "9.9"],
        "person": [str(case.stage.person("organiser").id)],
        "batch": [case.stage.letter()],
        "decider": ["x:Kepala Misalan|Dinas", f"p:{case.stage.person('dinsos_officer').id}", *(f"m:{one['id']}" for one in members[:1])],
        "item": [one["id"] for one in facts.get("items") or []],
    }
    marks = [one["id"] for one in facts["marks"] if one["kind"] == of]
    return data.draw(st.sampled_from([*(found.get(of) or marks), "nothing"]))


def answers(data: st.DataObject, case: Case, who: str, option: Option) -> dict[str, Any]:
    """Answers drawn for what needs drawing; the rest is plausible."""
    given: dict[str, Any] = {}
    for ask in option.asks:
        if ask.kind == "reference":
            given[ask.name] = referred(data, case, who, ask.of or "")
        elif ask.choices:
            given[ask.name] = data.draw(st.sampled_from([value for value, _label in ask.choices]))
        elif ask.kind == "money":
            given[ask.name] = data.draw(st.sampled_from((1, 5_000_000, 10_000_000, 20_000_000)))
    return given


def act(data: st.DataObject, case: Case, people: tuple[str, ...]) -> None:
    """One turn of somebody: mostly what is theirs, sometimes what is not."""
    who = data.draw(st.sampled_from(people))
    try:
        found = case.look(who).options()
    except Absent:
        seen["not seen"] += 1
        return
    mine = [one for one in found if one.mode and one.open] or found
    pool = mine if data.draw(st.integers(0, 4)) else found
    if not pool:
        seen["nothing to do"] += 1
        return
    forward = [one for one in pool if not one.universal]
    option = data.draw(st.sampled_from(forward if forward and data.draw(st.booleans()) else pool))
    before, allowed = shown(case), option.mode is not None and option.open
    try:
        case.take(who, option.step, option.slot, **answers(data, case, who, option))
    except Refused:
        seen["refused"] += 1
        allowed, unchanged = True, shown(case) == before
    else:
        seen[option.step] += 1
        unchanged = True
    assert unchanged, f"{who} was refused {option.step}, yet something changed"
    assert allowed, f"{who} took {option.step}"


def consistent(case: Case) -> None:
    """The case is what its history says, and its counters count it."""
    row, events = shown(case), case.events()
    moves = WORKFLOWS[row["workflow"]].moves
    loud = {(move.step.name, move.source) for move in moves if not move.step.quiet}
    assert {(one.step, one.source, one.dest) for one in events} <= {(move.step.name, move.source, move.dest) for move in moves}
    assert row["state"] == events[-1].dest
    assert [one.seq for one in events] == list(range(1, row["seq"] + 1))
    assert row["version"] == sum((one.step, one.source) in loud for one in events)
    assert row["blocked"] == sum(one["kind"] == "blocker" and not one["cured_at"] for one in row["marks"] or [])
    live = Counter((one["step"], one["slot"]) for one in row["signatures"] or [] if not one["voided_seq"] and not one["used_seq"])
    assert all(times == 1 for times in live.values())


def kube(stage: Stage, data: st.DataObject) -> Case:
    """An application somewhere on its way, with every paper."""
    case = TO[data.draw(st.sampled_from(sorted(TO.keys() - {"-"})))](stage.open())
    case.file(*journeys.PAPERS, *PAPERS["make_ready"], *PAPERS["receive"], *PAPERS["submit_lpj"], *PAPERS["rate"])
    return case


def somewhere(name: str) -> Callable[[Stage, st.DataObject], Case]:
    """RTLH, sarling or a house, anywhere on its way."""

    def begun(stage: Stage, data: st.DataObject) -> Case:
        state = data.draw(st.sampled_from([rung for rung, _act in LADDERS[name]]))
        return climb(opened(Grants(stage), name, state), name, state)

    return begun


# How a case of each workflow begins; a workflow that is registered has to stand here, and is then walked as every role.
BEGINS: dict[str, Callable[[Stage, st.DataObject], Case]] = {
    "kube": kube,
    "rtlh": somewhere("rtlh"),
    "sarling": somewhere("sarling"),
    "house": somewhere("house"),
    "advocacy": lambda stage, data: Office(stage).at(data.draw(st.sampled_from(sorted(WAY)))),
    "lapor": lambda stage, data: Office(stage).track(Office(stage).at("acting")),
    "evaluation": lambda stage, data: data.draw(st.sampled_from((to_scoring, to_comparing, to_signed)))(evaluate(stage)),
}


def test_every_registered_workflow_is_walked_as_every_role() -> None:
    assert set(BEGINS) == set(WORKFLOWS)
    assert {name.rstrip("2") for name in PEOPLE} == set(ROLES)


@pytest.mark.parametrize("name", sorted(BEGINS))
def test_a_random_walk_never_leaves_what_is_declared(stage: Stage, name: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        with stage.superuser.begin() as connection:  # a group has one application at a time
            connection.execute(text("update cases set group_id = null where tenant_id = :tenant"), {"tenant": stage.city.id})
        case = BEGINS[name](stage, data)
        for _turn in range(TURNS):
            act(data, case, people)
        consistent(case)

    people = (*PEOPLE, *INSIDERS * 6) if name in CONFIDENTIAL else PEOPLE
    seen.clear()
    walk()
    assert sum(seen.values()) >= EXAMPLES * TURNS // 2
    assert len(seen) > 4, seen  # that the walk wandered; that every line is walked is shown elsewhere
    with stage.superuser.connect() as connection:
        problems = connection.execute(text("select * from verify_city(:key, :tenant)"), {"key": stage.who("programme_manager").key, "tenant": stage.city.id})
        assert problems.all() == []
