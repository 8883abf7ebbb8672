"""Draws up what the door is told: event bodies and their witnesses, effects, whose turn it is next, who is to hear of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import current_app

from gulir.cases import deciders
from gulir.cases.aftermath import facts_after, standing
from gulir.cases.body import body_text
from gulir.cases.effects import effects_of
from gulir.cases.looking import Look
from gulir.engine import Option, signed_digest
from gulir.history.witness import witness

if TYPE_CHECKING:
    from gulir.cases.acts import Request

Message = dict[str, Any]


def message(seen: Look, request: "Request", option: Option, values: Mapping[str, Any], dest: str) -> tuple[str, Message]:
    """The door's function, `take` or `sign`, and its message."""
    case = seen.case
    declared, when = seen.workflow.step(option.step, case["state"]), dated(seen, request, values)
    dated_values = {**values, "act_date": when["act_date"]}  # an obstacle stands at least since the day on which it was reported
    effects = effects_of(option.step, option.asks, dated_values, request.files, declared.effects if declared else ())
    decider, name = decided_by(seen, option, values)
    common = {"decider": decider, "decider_name": name["name"], "idem": str(request.idem), "hash": request.hash(case["id"])}
    common |= {"seq": case["seq"], "facts": case["facts"], "seen": case["version"], "step": option.step, "dest": dest} | when
    if option.slot is None:
        made = event(seen, common, option.step, dest, dict(values), name, effects, shift=1)
        return "take", common | {"effects": effects} | made | {"topics": [*made["topics"], *beside(seen, option)]}
    return "sign", signed(seen, request, option, common | {"effects": effects}, dict(values), name, dest)


def decided_by(seen: Look, option: Option, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The decider's reference and names."""
    if option.mode in ("record", "record_sign"):
        return deciders.recorded(seen, option, str(values.get("decider", "")), values.get("party"))
    return deciders.own(seen)


def dated(seen: Look, request: "Request", values: Mapping[str, Any]) -> Message:
    """The act's day: as answered, else today; in the past it may be unknown."""
    if request.precision == "unknown":
        return {"act_date": None, "precision": "unknown", "since": None}
    day = values.get("act_date") or seen.today.isoformat()
    return {"act_date": day, "precision": request.precision, "since": day}


def event(
    seen: Look, common: Message, step: str, dest: str, answers: Message, name: Message, effects: Message, *, shift: int, signature: Message | None = None
) -> Message:
    """One event's body and witness, and how the case stands after it. `shift`: how many events after the one that was seen."""
    case, me = seen.case, seen.facts["session"]
    behalf = (me.get("behalf") or {}).get("person")
    when = {"date": common["act_date"], "precision": common["precision"], "decider": common["decider"], "organisation": me["organisation"]}
    when |= {"behalf": behalf} if behalf else {}
    act = {"seq": case["seq"] + shift, "step": step, "source": case["state"], "dest": dest, "actor": me["person"], "decider": common["decider"]}
    act |= {"behalf": behalf, "date": common["act_date"], "precision": common["precision"], "answers": answers}
    stands = standing(seen, dest, facts_after(seen.facts, act, effects, signature), common["act_date"], seen.workflow.step(step, case["state"]))
    # who holds the ball from here on is part of what happened: time is charged by it, and nobody can deny it later
    body = body_text({"step": step, "answers": answers, "by": deciders.actor(me), "decider": name, "act": when, "ball": stands["ball"]})
    signed_by = witness(current_app.extensions["gulir.settings"].witness_key, case["tenant"], case["id"], act["seq"], step, dest, me["person"], body)
    return {"body": body, "witness": signed_by, "topics": topics(seen, step, dest, answers)} | stands


def signed(seen: Look, request: "Request", option: Option, common: Message, answers: Message, name: Message, dest: str) -> Message:
    """A signature's message; the last one carries the step's own event as `final`."""
    step = seen.workflow.step(option.step, seen.case["state"])
    if step is None:
        raise LookupError(option.step)
    digest = signed_digest(step, seen.facts, answers)
    me = seen.facts["session"]
    signature = {"step": option.step, "slot": option.slot, "decider": common["decider"], "actor": me["person"], "digest": digest}
    signature |= {"behalf": (me.get("behalf") or {}).get("person")}
    first = event(
        seen, common, "sign", seen.case["state"], answers | {"step": option.step, "slot": option.slot}, name, common["effects"], shift=1, signature=signature
    )
    whole = common | first | {"slot": option.slot, "digest": digest}
    if option.last:
        own = {ask.name for ask in step.asks}
        final = event(seen, common, option.step, dest, {key: value for key, value in answers.items() if key in own}, name, {}, shift=2)
        keep = {key: common[key] for key in ("decider", "act_date", "precision", "since")}
        whole["final"] = keep | final | {"topics": [*final["topics"], *beside(seen, option)]}
    else:
        whole["topics"] = ["signed", *beside(seen, option)]
    return whole


def topics(seen: Look, step: str, dest: str, answers: Message) -> list[str]:
    """What is to be told: that the ball came to somebody, or that something was put in the way or out of it."""
    if dest != seen.case["state"]:
        return ["turn", *(["frees"] if seen.workflow.frees else [])]
    if step in BY_RUNG:
        return [f"{BY_RUNG[step]}_{answers['rung']}"]
    return [TOLD[step]] if step in TOLD else []


def beside(seen: Look, option: Option) -> list[str]:
    """Whose act somebody else records is told, so that they may contest it; and whoever is away, of what is done in their name."""
    lent = seen.facts["session"].get("behalf") and not option.quiet
    return (["recorded"] if option.mode in ("record", "record_sign") else []) + (["in_your_name"] if lent else [])


BY_RUNG = {"remind": "reminded", "escalate": "escalated"}  # told otherwise by how near or far its day is
TOLD = {
    "block": "blocked", "unblock": "unblocked", "contest": "contested", "assign": "assigned", "waive": "waived",
    "obstacle_gone": "freed", "paper_given": "given", "tie": "frees", "release": "frees",
}  # fmt: skip
