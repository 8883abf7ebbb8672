"""Walks the lots through the doors. Every act has an id of its own, so that an interrupted walk goes on where it stopped and a whole one is left alone."""

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
from tenants.demo.troupe import Troupe

RULEBOOK = "kube-upc-model"  # the MoU's principles; the deck says that no guideline was issued for it
CEILING = "ceiling.per_group"


def walk(troupe: Troupe, tenant: int, lots: Iterable[Lot], lines: dict[str, int]) -> int:
    """Takes every lot as far as the deck does; `lines` says how long each case's history is already. Returns how many cases were touched."""
    book = current_app.extensions["gulir.workflows"].rulebooks[RULEBOOK]
    touched = 0
    for lot in lots:
        moves = journey(lot, book.number(CEILING), book.ref(CEILING).id)
        if lines.get(str(lot.case), 0) < 1 + sum(move.events for move in moves):
            _open(troupe, tenant, lot, book)
            for n, move in enumerate(moves):
                _take(troupe, tenant, lot, n, move)
            touched += 1
    return touched


def _open(troupe: Troupe, tenant: int, lot: Lot, book: Rulebook) -> None:
    new = NewCase(
        workflow="kube",
        title=f"KUBE {lot.name}",
        rulebook=book.hash,
        idem=known("opened", lot.case),
        group=lot.group,
        batch=lot.batch,
        amount=lot.amount,
        answers={"note": lot.row.remark},
        precision="unknown",
        id=lot.case,
    )
    with as_acting(troupe.acting(Role.ORGANISER, lot.city)) as who:
        open_case(who, tenant, new)


def _take(troupe: Troupe, tenant: int, lot: Lot, n: int, move: Move) -> None:
    with as_acting(troupe.acting(move.role, lot.city, move.nth)) as who:
        seen = look(who, tenant, lot.case)
        request = Request(move.step, known("act", lot.case, n), slot=move.slot, answers=_answers(seen, move), precision=move.when.precision)
        take(who, tenant, lot.case, request, seen)  # taken on an earlier run: answered as then


def _answers(seen: Look, move: Move) -> dict[str, Any]:
    """The move's answers, with its day where that is known, and the obstacle that it clears."""
    answers = dict(move.answers) | ({"act_date": move.when.date.isoformat()} if move.when.date else {})
    if move.cures is None:
        return answers
    return answers | {"blocker": next(mark["id"] for mark in seen.facts["marks"] if mark["code"] == move.cures)}
