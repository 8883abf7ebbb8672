"""What keeps a case where it stands: an obstacle, a signature that is outstanding, a condition that is not met, or nothing that anybody wrote down."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from gulir.acting import current
from gulir.acting.doorway import call
from gulir.cases.looking import book, known, processes
from gulir.cases.outcomes import Newer
from gulir.engine import Rulebook, Workflow
from gulir.engine.slots import outstanding
from gulir.engine.text import Text
from gulir.engine.verdicts import ClauseRef, Verdict
from gulir.engine.vocabulary import Step
from gulir.reports.holders import holders_in

Kind = Literal["blocker", "signature", "condition", "overdue", "settled", "nothing"]
AT_ONCE = 200  # cases looked at in one trip
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Hitch:
    """`code`: the obstacle's reason, or the step that waits. `holders`: at whose door it lies; none: unknown. `why`: the unmet condition, in words."""

    kind: Kind
    code: str
    holders: tuple[str, ...]
    why: Text | None = None
    clause: ClauseRef | None = None


def ball(row: Row) -> tuple[str, ...]:
    """Who held it: as the case says today, or as its process said then. Of a case that came there on no known day, nobody knows."""
    if row["since"] is None:
        return ()
    return tuple(row["ball"] if row["whole"] else holders_in(row["workflow"], row["wv"], row["state"], row["rulebook"]))


def obstacle(row: Row) -> Hitch:
    """Of a case that is held up: who can resolve it, or whoever goes on where what stood in the way is gone."""
    return Hitch("blocker", row["code"], ball(row) if row["lifted"] or not row["resolver"] else (row["resolver"],))


def signature(row: Row) -> Hitch | None:
    """Of a step that some have signed and others have not."""
    step = next((found for name, _slot in row["signed"] or [] if (found := _step(row, name)) and found.signatures), None)
    if step is None or step.signatures is None:
        return None
    lacking = outstanding(step.signatures, [slot for name, slot in row["signed"] if name == step.name])
    parties = tuple(dict.fromkeys(str(slot.party) for clause in lacking for slot in clause))
    held = tuple(party for party in ball(row) if party in parties)
    return Hitch("signature", step.name, held or parties) if parties else None


def conditions(rows: Iterable[Row]) -> dict[UUID, Hitch]:
    """Of cases as they are now: the first condition of the step that leads on which is not met, and at whose door it lies."""
    wanted: dict[int, dict[UUID, Row]] = {}
    for row in rows:
        wanted.setdefault(row["tenant_id"], {})[row["id"]] = row
    return {case: hitch for tenant, cases in wanted.items() for case, hitch in _judged(tenant, cases)}


def quiet(row: Row, as_of: datetime.date) -> Hitch:
    """Nothing that anybody wrote down: its time is up, or it only waits, perhaps after an obstacle that is settled."""
    if row["whole"] and row["due_on"] is not None and row["due_on"] < as_of:
        return Hitch("overdue", row["state"], ball(row))
    return Hitch("settled", row["code"], ball(row)) if row["code"] else Hitch("nothing", "", ball(row))


def lives_on(row: Row) -> bool:
    """Whether it stands where cases are at home: what leads on either stays there or ends them, so that nobody waits for them to move."""
    steps = [step for step in processes().nearest(row["workflow"], row["wv"]).from_state(row["state"]).values() if not step.universal]
    final = {state.name for state in processes().nearest(row["workflow"], row["wv"]).states if state.kind == "final"} | {row["state"]}
    return any(row["state"] in step.dests(row["state"]) for step in steps) and all(set(step.dests(row["state"])) <= final for step in steps)


def _judged(tenant: int, cases: Mapping[UUID, Row]) -> Iterable[tuple[UUID, Hitch]]:
    ids = list(cases)
    for start in range(0, len(ids), AT_ONCE):
        some = f"{{{','.join(map(str, ids[start : start + AT_ONCE]))}}}"
        for facts in call("look_many", current().key, tenant, some):
            found = _unmet(facts)
            if found:
                step, verdict = found
                row = cases[UUID(facts["case"]["id"])]
                holders = (str(verdict.who),) if verdict.who else ball(row)
                yield row["id"], Hitch("condition", step.name, holders, verdict.why, verdict.clause)


def _unmet(facts: dict[str, Any]) -> tuple[Step, Verdict] | None:
    """Only what is known to be unmet: what nobody recorded is unknown, and stays so."""
    case = facts["case"]
    try:
        workflow = known(case["workflow"], case["wv"])
    except Newer:
        return None
    rules = book(case["rulebook"])
    step = _leading(workflow, case["state"], rules)
    verdicts = (guard.judge(facts, rules) for guard in workflow.needs_of(step)) if step else ()
    return next(((step, verdict) for verdict in verdicts if step and verdict.status == "unmet"), None)


def _leading(workflow: Workflow, state: str, rules: Rulebook) -> Step | None:
    steps = workflow.from_state(state).values()
    return next((step for step in steps if not step.aside and (step.switch is None or step.switch.is_on(rules))), None)


def _step(row: Row, name: str) -> Step | None:
    try:
        return known(row["workflow"], row["wv"]).step(name, row["state"])
    except Newer:
        return None
