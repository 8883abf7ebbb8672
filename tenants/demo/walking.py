"""Walks scenes through the doors. Every act has an id of its own, so that an interrupted walk goes on where it stopped and a whole one is left alone."""

from collections.abc import Iterable
from typing import Any

from flask import current_app

from gulir.acting import as_acting
from gulir.cases.acts import Request, take
from gulir.cases.looking import Look, look
from gulir.cases.opening import NewCase, open_case
from gulir.engine import Rulebook
from gulir.engine.parties import Role
from tenants.demo.ids import known
from tenants.demo.journey import Move, journey
from tenants.demo.lots import Lot
from tenants.demo.scenes import Scene
from tenants.demo.troupe import Troupe

RULEBOOK = "kube-upc-model"  # the MoU's principles; the deck says that no guideline was issued for it
CEILING = "ceiling.per_group"


def scene_of(lot: Lot) -> Scene:
    """A group of the deck, and its way as far as the deck tells it."""
    book = rulebook(RULEBOOK)
    moves = tuple(journey(lot, book.number(CEILING), book.ref(CEILING).id))
    return Scene(lot.city, lot.case, "kube", f"KUBE {lot.name}", RULEBOOK, lot.group, lot.row.remark, moves, batch=lot.batch, amount=lot.amount)


def walk(troupe: Troupe, tenant: int, scenes: Iterable[Scene], lines: dict[str, int]) -> int:
    """Takes every scene to its end; `lines` says how long each case's history is already, and is kept. Returns how many cases were touched."""
    touched = 0
    for scene in scenes:
        told = lines.get(str(scene.case), 0)
        if told < scene.lines:
            _play(troupe, tenant, scene, told)
            lines[str(scene.case)] = scene.lines
            touched += 1
    return touched


def rulebook(slug: str) -> Rulebook:
    """A rulebook by its word."""
    found: Rulebook = current_app.extensions["gulir.workflows"].rulebooks[slug]
    return found


def _play(troupe: Troupe, tenant: int, scene: Scene, told: int) -> None:
    """What its history has already is not told again: the days of living cases are reckoned anew on each run."""
    if not told:
        _open(troupe, tenant, scene)
    reached = 1
    for n, move in enumerate(scene.moves):
        reached += move.events
        if reached > told:
            _take(troupe, tenant, scene, n, move)


def _open(troupe: Troupe, tenant: int, scene: Scene) -> None:
    new = NewCase(
        workflow=scene.workflow,
        title=scene.title,
        rulebook=rulebook(scene.book).hash,
        idem=known("opened", scene.case),
        group=scene.group,
        batch=scene.batch,
        parent=scene.parent,
        amount=scene.amount,
        answers={"note": scene.remark, **scene.answers, **_day(scene.when)},
        precision=scene.when.precision,
        id=scene.case,
    )
    with as_acting(troupe.acting(Role.ORGANISER, scene.city)) as who:
        open_case(who, tenant, new)


def _take(troupe: Troupe, tenant: int, scene: Scene, n: int, move: Move) -> None:
    with as_acting(troupe.acting(move.role, scene.city, move.nth)) as who:
        seen = look(who, tenant, scene.case)
        request = Request(move.step, known("act", scene.case, n), slot=move.slot, answers=_answers(seen, move), precision=move.when.precision)
        take(who, tenant, scene.case, request, seen)  # taken on an earlier run: answered as then


def _answers(seen: Look, move: Move) -> dict[str, Any]:
    """The move's answers, with its day where that is known, and the obstacle that it clears."""
    answers = dict(move.answers) | _day(move.when)
    if move.cures is None:
        return answers
    return answers | {"blocker": next(mark["id"] for mark in seen.facts["marks"] if mark["code"] == move.cures)}


def _day(when: Any) -> dict[str, str]:
    return {"act_date": when.date.isoformat()} if when.date else {}
