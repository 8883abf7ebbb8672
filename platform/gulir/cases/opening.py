"""Opens a case: the workflow's `open` step, under the rulebook that the case is pinned to from then on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid6 import uuid7

from gulir.acting.doorway import call
from gulir.acting.who import Acting
from gulir.cases.acts import Done, Request, usable
from gulir.cases.body import request_hash
from gulir.cases.calendar import today_in
from gulir.cases.daysoff import calendar_of
from gulir.cases.draught import dated, decided_by, event
from gulir.cases.effects import effects_of
from gulir.cases.looking import Look, book, for_new, processes
from gulir.cases.outcomes import Absent, Invalid, NobodySignedIn, refusal
from gulir.engine import Option, check_answers
from gulir.engine.text import _

UNKNOWN_YEAR = "LAMA"  # stands for the year in the number of a case from a past that nobody dated


@dataclass(frozen=True)
class NewCase:
    """What a case is opened with. `amount` in rupiah, as asked; `rulebook` is a content hash."""

    workflow: str
    title: str
    rulebook: str
    idem: UUID
    group: UUID | None = None
    kampung: UUID | None = None
    batch: UUID | None = None
    parent: UUID | None = None
    lane: int = 0
    amount: int | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    precision: str = "day"
    id: UUID = field(default_factory=uuid7)


def open_case(who: Acting, tenant_id: int, new: NewCase) -> Done:
    """Raises Absent for a group or kampung outside one's reach, Invalid for a title that says nothing, and what `take` raises."""
    if not 2 <= len(new.title.strip()) <= 160:
        raise Invalid({"title": _("Give it a name of 2 to 160 letters")})
    seen = look_new(who, tenant_id, new)
    answer = call("open_case", who.key, tenant_id, message(seen, new))
    if answer["outcome"] != "done":
        raise refusal(answer)
    return Done(answer["seq"], answer["version"], answer["state"], answer["number"], answer.get("again", False))


def look_new(who: Acting, tenant_id: int, new: NewCase) -> Look:
    """What is known of the group, kampung and batch that the case will be of."""
    facts = call("look_new", who.key, tenant_id, *(str(one) if one else None for one in (new.group, new.kampung, new.batch, new.parent)))
    if facts is None:
        raise NobodySignedIn
    if facts["case"] is None:
        raise Absent
    city = next((tenant for tenant in who.tenants if tenant.id == tenant_id), None)
    workflow = for_new(new.workflow)
    if "candidates" in workflow.facts:
        facts["candidates"] = candidates(who, tenant_id, new.parent, new.kampung)
    facts["case"] |= {"id": str(new.id), "workflow": new.workflow, "title": new.title, "amount": new.amount, "lane": new.lane}
    today = today_in(city.zone if city else "Asia/Jakarta", datetime.fromisoformat(facts["session"]["now"]))
    return Look(facts, workflow, book(new.rulebook), today, calendar_of(city))


def candidates(who: Acting, tenant_id: int, parent: UUID | None, kampung: UUID | None) -> list[dict[str, Any]]:
    """Who could review what lies there, each with the part that they had in it; nobody for those who open no evaluation."""
    return call("candidates", who.key, tenant_id, *(str(one) if one else None for one in (parent, kampung)))


def message(seen: Look, new: NewCase) -> dict[str, Any]:
    """What the door is told."""
    request = Request("open", new.idem, precision=new.precision)
    option = usable(seen, request)
    answers = known(seen, new, option) | new.answers
    checked = check_answers(seen.workflow, option, answers, seen.facts, seen.rulebook, seen.today)
    if checked.errors:
        raise Invalid(checked.errors)
    moved = processes().machine(seen.workflow).move("open", "-", seen.facts, seen.rulebook, checked.values)
    decider, name = decided_by(seen, option, checked.values)
    common = {"decider": decider, "decider_name": name["name"], "idem": str(new.idem), "hash": content_hash(new)} | dated(seen, request, checked.values)
    year = (common["act_date"] or UNKNOWN_YEAR)[:4]
    place: dict[str, Any] = {"workflow": new.workflow, "wv": seen.workflow.version, "dest": moved.dest}
    place |= {"id": str(new.id), "lane": new.lane, "title": new.title.strip(), "amount": new.amount}
    place |= {name: str(value) if value else None for name, value in (("group", new.group), ("batch", new.batch), ("parent", new.parent))}
    place |= {"kampung": seen.case["kampung"], "rulebook": new.rulebook, "series": f"{seen.workflow.letters}-{year}"}
    effects = effects_of("open", option.asks, checked.values, new.files)
    return common | place | {"effects": effects} | event(seen, common, "open", moved.dest, checked.values, name, effects, shift=1)


def known(seen: Look, new: NewCase, option: Option) -> dict[str, Any]:
    """What the workflow asks and the new case says by itself."""
    found = {"title": new.title.strip(), "amount": new.amount, "rulebook": new.rulebook, "group": seen.case["group"], "kampung": seen.case["kampung"]}
    found["lane"] = str(new.lane)
    return {ask.name: found[ask.name] for ask in option.asks if ask.name in found}


def content_hash(new: NewCase) -> str:
    """The same for a repeated request; the id is chosen anew each time and is not part of it."""
    parts = (new.workflow, new.title, new.rulebook, new.group, new.kampung, new.batch, new.parent, new.lane, new.amount, new.answers, new.precision)
    return request_hash({"open": [str(part) for part in parts]})
