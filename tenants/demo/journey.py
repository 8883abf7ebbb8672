"""The way of each lot: which steps, by whom, in which order, up to the state in which the deck leaves it. Nothing is done here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gulir.engine.parties import Role as R
from tenants.demo.deck import NEVER_TOLD, When, evenly
from tenants.demo.lots import Lot

LOST = "Disimpulkan dari keadaan akhirnya di dek; tanggal dan suratnya tidak diketahui."
OFFICERS = (("chair", "Ketua"), ("treasurer", "Bendahara"))
ABOVE = "Jumlah di dek melebihi pagu per kelompok; pengecualian dicatat supaya kelebihannya terlihat. Surat keputusannya tidak diketahui."


@dataclass(frozen=True)
class Move:
    """One act: who takes it (the nth person of a role), the step, and what is answered.

    `when`: the day, as far as it is known. `cures`: the code of the obstacle that it clears. `events`: how many lines of history it writes.
    """

    role: R
    step: str
    nth: int = 0
    slot: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    when: When = NEVER_TOLD
    cures: str | None = None
    events: int = 1


def journey(lot: Lot, ceiling: int, clause: str) -> list[Move]:
    """Every act after the opening. `ceiling` (rupiah) and its `clause` are the rulebook's; what exceeds it is waived on the record."""
    moves: list[Move] = []
    for state, steps in _ladder(lot):
        moves += steps
        if state == "formed" and lot.amount > ceiling:
            moves.append(_act(R.MINISTRY_OFFICER, "waive", note=ABOVE, clause=clause, party="ministry"))
        if state == lot.row.state:
            break
    return [*moves, *_afterwards(lot)]


def _ladder(lot: Lot) -> Iterator[tuple[str, list[Move]]]:
    """The states in order, each with the acts that lead to it."""
    yield "formed", [_act(R.ORGANISER, "form")]
    yield "proposed", [_act(R.ORGANISER, "propose")]
    yield "complete", [_act(R.PROGRAMME_MANAGER, "confirm_complete")]
    yield "verified", _signed("verify", (R.PROGRAMME_MANAGER, "upc"), (R.DINSOS_OFFICER, "dinsos_city"))
    yield "recommended", [_act(R.DINSOS_OFFICER, "recommend")]
    yield "forwarded", [_act(R.PROVINCE_OFFICER, "recommend_province")]
    yield "ready_for_decree", [_act(R.MINISTRY_OFFICER, "verify_centrally")]
    yield "decreed", [_act(R.MINISTRY_OFFICER, "decree", nth=1, amount=lot.amount)]
    yield "ready", [_act(R.TREASURER, "make_ready")]
    yield "disbursed", _disbursed(lot)
    yield "running", _by_the_group(lot, "receive")
    yield "reported", _by_the_group(lot, "submit_lpj")
    yield "revolving", _signed("accept_lpj", (R.PROGRAMME_MANAGER, "upc"), (R.DINSOS_OFFICER, "dinsos_city"))


def _disbursed(lot: Lot) -> list[Move]:
    """Each tranche an equal share; the deck tells none of their amounts."""
    shares = evenly(lot.amount, len(lot.row.tranches)) if lot.row.tranches else ()
    return [move for when, share in zip(lot.row.tranches, shares, strict=True) for move in _tranche(when, share)]


def _tranche(when: When, share: int) -> list[Move]:
    """Made by the Ministry, then checked by UPC's treasurer, who is not the one who made the group ready."""
    made = _act(R.MINISTRY_OFFICER, "disburse", slot="maker_ministry", note=when.note, amount=share)
    checked = _act(R.TREASURER, "disburse", nth=1, slot="checker", note=when.note)
    return [replace(made, when=when), replace(checked, when=when, events=2)]


def _by_the_group(lot: Lot, step: str) -> list[Move]:
    """Chair and treasurer signed, says the process; who they were, nobody tells. An organiser records it."""
    signed = [_act(R.ORGANISER, step, slot=slot, decider=f"x:{office} (nama tidak diketahui)|Kelompok {lot.name}") for slot, office in OFFICERS]
    return _taken_by_the_last(signed)


def _signed(step: str, *signers: tuple[R, str]) -> list[Move]:
    return _taken_by_the_last([_act(role, step, slot=slot) for role, slot in signers])


def _afterwards(lot: Lot) -> list[Move]:
    """Obstacles, what settled them, what bridges them, and what the deck tells besides."""
    moves: list[Move] = []
    for one in lot.row.blockers:
        moves.append(replace(_act(R.PROGRAMME_MANAGER, "block", note=one.note, code=one.code, resolver=one.resolver), when=one.when))
        if one.cured:
            moves.append(replace(_act(R.PROGRAMME_MANAGER, "unblock", nth=1, note=one.note), cures=one.code))
    if lot.row.bridge:
        moves.append(_act(R.ORGANISER, "bridge", note=lot.row.bridge, lender="KUBE Surabaya"))
    return [*moves, *(_act(R.PROGRAMME_MANAGER, "note", note=f"{note.text} ({note.source})") for note in lot.row.notes)]


def _act(role: R, step: str, *, nth: int = 0, slot: str | None = None, note: str = LOST, **answers: Any) -> Move:
    return Move(role, step, nth, slot, {"note": note} | answers)


def _taken_by_the_last(signed: list[Move]) -> list[Move]:
    """The last signature takes the step: it writes itself and the step."""
    return [*signed[:-1], replace(signed[-1], events=2)]
