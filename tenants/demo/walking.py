"""Walks the lots through the doors. Every act has an id of its own, so that an interrupted walk goes on where it stopped and a whole one is left alone."""

from collections.abc import Iterable
from typing import Any

from flask import current_app

from gulir.acting import Acting, as_acting
from gulir.cases.acts import Request, take
from gulir.cases.looking import look
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
        request = Request(move.step, known("act", lot.case, n), slot=move.slot, answers=_answers(troupe, who, tenant, lot, move), precision=move.precision)
        take(who, tenant, lot.case, request)


def _answers(troupe: Troupe, who: Acting, tenant: int, lot: Lot, move: Move) -> dict[str, Any]:
    """The move's answers, with those that only the case or the cast can give."""
    answers = dict(move.answers)
    if move.decides:
        answers["decider"] = f"p:{troupe.player(move.decides[0], lot.city, move.decides[1]).id}"
    if move.cures:
        answers["blocker"] = next(mark["id"] for mark in look(who, tenant, lot.case).facts["marks"] if mark["code"] == move.cures)
    return answers
