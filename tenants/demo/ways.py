"""How far sarling, RTLH and its houses go in the demo: the acts from rung to rung, by the roles that take them. Nothing is done here."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from gulir.cases.calendar import NATIONAL
from gulir.engine.parties import Role as R
from tenants.demo.deck import When
from tenants.demo.journey import Move

NOTE = "Berkas contoh, bukan dari dek."
Rung = tuple[str, list[Move]]


def act(role: R, step: str, *, nth: int = 0, slot: str | None = None, **answers: Any) -> Move:
    """One act with its remark."""
    return Move(role, step, nth, slot, {"note": NOTE} | answers)


def both(step: str, one: tuple[R, str], other: tuple[R, str], other_nth: int = 0, **answers: Any) -> list[Move]:
    """Two signatures; the second takes the step and so writes two lines."""
    return [act(one[0], step, slot=one[1], **answers), replace(act(other[0], step, nth=other_nth, slot=other[1]), events=2)]


UPC, CITY = (R.PROGRAMME_MANAGER, "upc"), (R.DINSOS_OFFICER, "dinsos_city")
OFFICERS = (("chair", "Ketua"), ("treasurer", "Bendahara"))


def chain(amount: int) -> list[Rung]:
    """From the proposal to the money, as every grant goes."""
    return [
        ("proposed", [act(R.ORGANISER, "propose")]),
        ("complete", [act(R.PROGRAMME_MANAGER, "confirm_complete")]),
        ("verified", both("verify", UPC, CITY)),
        ("recommended", [act(R.DINSOS_OFFICER, "recommend")]),
        ("forwarded", [act(R.PROVINCE_OFFICER, "recommend_province")]),
        ("ready_for_decree", [act(R.MINISTRY_OFFICER, "verify_centrally")]),
        ("decreed", [act(R.MINISTRY_OFFICER, "decree", nth=1, amount=amount)]),
        ("ready", [act(R.TREASURER, "make_ready")]),
        ("disbursed", both("disburse", (R.MINISTRY_OFFICER, "maker_ministry"), (R.TREASURER, "checker"), 1, amount=amount)),
    ]


def by_officers(step: str, group: str) -> list[Move]:
    """Chair and treasurer signed; an organiser records it, for nobody tells who they were."""
    signed = [act(R.ORGANISER, step, slot=slot, decider=f"x:{office} (nama tidak diketahui)|Kelompok {group}") for slot, office in OFFICERS]
    return [signed[0], replace(signed[1], events=2)]


def sarling(amount: int, group: str, **site: Any) -> list[Rung]:
    """A facility, from its place to its keeping."""
    return [
        ("sited", [act(R.ORGANISER, "site", objection="no", **site)]),
        ("land_ready", [act(R.PROGRAMME_MANAGER, "secure_land")]),
        ("formed", [act(R.ORGANISER, "form")]),
        *chain(amount),
        ("building", by_officers("receive", group)),
        ("built", [act(R.ORGANISER, "complete")]),
        ("maintained", [*by_officers("submit_lpj", group), *both("accept_lpj", UPC, CITY), *both("hand_over", UPC, CITY)]),
    ]


def rtlh(amount: int, group: str) -> list[Rung]:
    """A grant for houses, from the founding of its group to the report."""
    report = [("reported", by_officers("submit_lpj", group)), ("accepted", both("accept_lpj", UPC, CITY))]
    return [("formed", [act(R.ORGANISER, "form")]), *chain(amount), ("building", by_officers("receive", group)), *report]


def house(cost: int) -> list[Rung]:
    """A house, from its judgement to moving in; its shop and its self-help are made up."""
    priced: dict[str, Any] = {"cost": cost, "shop": "Toko Bangunan Contoh", "builder_paid": "no"}
    own: dict[str, Any] = {"self_help": 1_500_000, "self_help_days": 24}
    return [
        ("eligible", [act(R.PROGRAMME_MANAGER, "find_eligible")]),
        ("costed", [act(R.ORGANISER, "cost", **priced)]),
        ("supplied", [act(R.ORGANISER, "buy_materials", spent=cost)]),
        ("half_built", [act(R.ORGANISER, "reach_half")]),
        ("built", [act(R.ORGANISER, "finish", **own)]),
        ("completed", [act(R.PROGRAMME_MANAGER, "confirm_completion")]),
        ("occupied", [act(R.ORGANISER, "move_in")]),
    ]


def upto(rungs: Iterable[Rung], state: str) -> list[Move]:
    """Every act up to a rung."""
    moves: list[Move] = []
    for name, acts in rungs:
        moves += acts
        if name == state:
            return moves
    raise ValueError(f"no rung is called {state}")


def dated(moves: Sequence[Move], last: datetime.date, every: int = 4) -> tuple[Move, ...]:
    """The same with days: the last act on `last`, the others so many days before each other."""
    days = [last - datetime.timedelta(days=every * n) for n in range(len(moves) - 1, -1, -1)]
    return tuple(replace(move, when=When(day, "day", "")) for move, day in zip(moves, days, strict=True))


def working_days_ago(today: datetime.date, days: int) -> datetime.date:
    """The latest day with so many working days after it, up to today."""
    day = today
    while NATIONAL.between(day, today) < days:
        day -= datetime.timedelta(days=1)
    return day
