"""Walks the deck's advocacy cases through the doors; like the lots, an interrupted walk goes on where it stopped and a whole one is left alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from gulir.acting import as_acting
from gulir.acting.doorway import call
from gulir.acting.store import db
from gulir.cases.acts import Request, take
from gulir.cases.looking import Look, look
from gulir.cases.opening import NewCase, open_case
from gulir.engine.facts import open_items
from gulir.engine.parties import Role as R
from gulir.tables import Kampung
from tenants.demo import queries
from tenants.demo.casework import Matter, Told
from tenants.demo.deck import NEVER_TOLD
from tenants.demo.ids import known
from tenants.demo.journey import LOST
from tenants.demo.troupe import Troupe

RULEBOOK = "advocacy-2014"
NAMES_INVENTED = "Nama utusan warga karangan; tuntutannya disimpulkan dari yang diceritakan sumber."
BY_ORGANISER = ("submit", "enlist", "document", "confirm_closed")  # whoever confirms a closing is not who concluded it


def advocate(troupe: Troupe, tenant: int, matters: Iterable[Matter], lines: Mapping[str, int]) -> int:
    """Takes every case as far as its sources do. `lines`: how long each case's history is already. Returns how many were touched."""
    touched = 0
    for matter in matters:
        acts, held = way_of(matter), held_up_by(troupe, tenant, matter)
        if lines.get(str(matter.id), 0) < 1 + len(acts) + len(held):
            _open(troupe, tenant, matter)
            for n, act in enumerate(acts):
                _take(troupe, tenant, matter, n, act)
            for obstacle in held:
                _tie(troupe, tenant, matter, obstacle)
            touched += 1
    return touched


def held_up_by(troupe: Troupe, tenant: int, matter: Matter) -> list[Any]:
    """The obstacles of proposals that wait for this case."""
    if not matter.holds_up:
        return []
    with as_acting(troupe.acting(R.ORGANISER, matter.city)):
        found = db.session.execute(queries.HELD, {"tenant": tenant, "kampung": matter.kampung, "code": matter.holds_up}).all()
        db.session.remove()
    return list(found)


def way_of(matter: Matter) -> list[Told]:
    """From the story to the mandate as every case goes, then what is told of this one."""
    first = ("submit", "enlist", "document", "seek_mandate", "authorise")
    return [*(Told(step, NEVER_TOLD, {}) for step in first), *matter.acts]


def _open(troupe: Troupe, tenant: int, matter: Matter) -> None:
    book = current_app.extensions["gulir.workflows"].rulebooks[RULEBOOK]
    with as_acting(troupe.acting(R.ORGANISER, matter.city)) as who:
        place = db.session.scalar(select(Kampung.id).where(Kampung.tenant_id == tenant, Kampung.slug == matter.kampung))
        day = {"act_date": matter.opened.date.isoformat()} if matter.opened.date else {}
        answers = {"note": LOST, "kampung": str(place), "lane": str(matter.lane)} | day
        idem = known("opened", matter.id)
        new = NewCase(
            "advocacy", matter.title, book.hash, idem, kampung=place, lane=matter.lane, answers=answers, precision=matter.opened.precision, id=matter.id
        )
        open_case(who, tenant, new)
        db.session.remove()


def _take(troupe: Troupe, tenant: int, matter: Matter, n: int, act: Told) -> None:
    role = R.ORGANISER if act.step in BY_ORGANISER else R.ADVOCATE
    with as_acting(troupe.acting(role, matter.city)) as who:
        seen = look(who, tenant, matter.id)
        day = {"act_date": act.when.date.isoformat()} if act.when.date else {}
        answers = {"note": LOST} | asked_of(matter, act, seen, troupe.player(R.ADVOCATE, matter.city).id) | day
        take(who, tenant, matter.id, Request(act.step, known("act", matter.id, n), answers=answers, precision=act.when.precision), seen)


def asked_of(matter: Matter, act: Told, seen: Look, advocate: UUID) -> dict[str, Any]:
    """What the step asks, from the matter itself or from what is told."""
    demands = [one["id"] for one in open_items(seen.facts, "demand")]
    common: dict[str, Mapping[str, Any]] = {
        "submit": matter.story,
        "enlist": {"person": str(advocate)},
        "document": {"category": matter.category, "lane": str(matter.lane)},
        "authorise": {
            "demands": [{"words": words} for words in matter.demands], "delegates": [{"words": matter.delegate, "present": "yes"}], "note": NAMES_INVENTED,
        },
        "confirm_closed": {"outcomes": [{"item": one, "state": end} for one, end in zip(demands, act.ends, strict=False)]},
        "settle": {
            "answers": [{"item": one, "state": state, "answer": words} for one, state, words in zip(demands, act.stands, act.words, strict=False)],
            "commitments": [{**one, "of": demands[one["of"] - 1]} for one in act.commitments],
        },
    }  # fmt: skip
    return {**common.get(act.step, {}), **act.answers}


def _tie(troupe: Troupe, tenant: int, matter: Matter, obstacle: Any) -> None:
    """Help is asked for with the obstacle, and the case works on it."""
    with as_acting(troupe.acting(R.ORGANISER, matter.city)) as who:
        plea = call("plead", who.key, tenant, str(obstacle.case), str(obstacle.mark))
        answers = {"plea": f"{matter.city}/{plea}", "note": matter.holds_up_note}
        take(who, tenant, matter.id, Request("tie", known("tie", matter.id, obstacle.case), answers=answers, precision="unknown"))
