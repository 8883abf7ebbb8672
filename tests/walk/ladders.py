"""The ways of RTLH, houses and sarling as ladders: each rung is a state, and the act by which the people whose it is come up to it."""

from collections.abc import Callable

from tests.walk.ground import Case
from tests.walk.houses import Grants, papers_of, report

Rung = tuple[str, Callable[[Case], object]]
AMOUNT = 20_000_000


def both(case: Case, step: str, one: tuple[str, str], other: tuple[str, str], **given: object) -> None:
    """Two sign; the first answers."""
    case.take(one[0], step, one[1], **given)
    case.take(other[0], step, other[1])


MINISTRY, CHECKER = ("ministry_officer", "maker_ministry"), ("treasurer", "checker")
UPC, CITY, CHAIR, TREASURER = ("programme_manager", "upc"), ("dinsos_officer", "dinsos_city"), ("group_chair", "chair"), ("group_treasurer", "treasurer")


def proposed(case: Case) -> None:
    case.take("organiser", "enter_batch", batch=case.stage.letter())
    case.take("organiser", "propose")


CHAIN: list[Rung] = [
    ("proposed", proposed),
    ("complete", lambda c: c.take("programme_manager", "confirm_complete")),
    ("verified", lambda c: both(c, "verify", UPC, CITY)),
    ("recommended", lambda c: c.take("dinsos_officer", "recommend")),
    ("forwarded", lambda c: c.take("province_officer", "recommend_province")),
    ("ready_for_decree", lambda c: c.take("ministry_officer", "verify_centrally")),
    ("decreed", lambda c: c.take("ministry_officer2", "decree", amount=AMOUNT)),
    ("ready", lambda c: c.take("treasurer", "make_ready")),
    ("disbursing", lambda c: both(c, "disburse", MINISTRY, CHECKER, amount=5_000_000)),
    ("disbursed", lambda c: both(c, "disburse", MINISTRY, CHECKER, amount=15_000_000)),
    ("building", lambda c: both(c, "receive", CHAIR, TREASURER)),
]


def two_houses(case: Case) -> None:
    """Surveyed, judged and costed; then the group is founded."""
    for name in ("Rumah Satu", "Rumah Dua"):
        climb(Grants(case.stage).house(case, name), "house", "costed")
    case.take("organiser", "form")


def both_given_up(case: Case) -> None:
    """The houses are explained, and the report goes in."""
    for child in case.look().facts["children"]:
        Case(case.stage, child["id"], child["number"]).take("organiser", "give_up")
    report(case, AMOUNT)


LADDERS: dict[str, list[Rung]] = {
    "rtlh": [("surveying", lambda c: c.file(*papers_of("rtlh"))), ("formed", two_houses), *CHAIN, ("reported", both_given_up)],
    "sarling": [
        ("suggested", lambda c: None),
        ("sited", lambda c: c.take("organiser", "site", objection="no")),
        ("land_ready", lambda c: c.take("programme_manager", "secure_land")),
        ("formed", lambda c: (c.file("formation_record"), c.take("organiser", "form"), c.file(*papers_of("sarling")))),
        *CHAIN,
        ("built", lambda c: c.take("organiser", "complete")),
        ("maintained", lambda c: (report(c, AMOUNT), both(c, "accept_lpj", UPC, CITY), both(c, "hand_over", UPC, CITY))),
    ],
    "house": [
        ("surveyed", lambda c: None),
        ("eligible", lambda c: c.take("programme_manager", "find_eligible")),
        ("costed", lambda c: c.take("organiser", "cost", cost=10_000_000, builder_paid="no")),
        ("supplied", lambda c: c.take("organiser", "buy_materials", supplied_on="2014-04-01")),
        ("half_built", lambda c: c.take("organiser", "reach_half", taken_on="2014-04-10")),
        ("built", lambda c: c.take("organiser", "finish", taken_on="2014-04-20", self_help=500_000, self_help_days=12)),
        ("completed", lambda c: c.take("programme_manager", "confirm_completion")),
    ],
}  # fmt: skip
# Beside the way: from where, and what leads there.
BESIDE: dict[str, tuple[str, Callable[[Case], object]]] = {
    "returned": ("proposed", lambda c: c.take("programme_manager", "return_for_correction")),
    "refused": ("verified", lambda c: c.take("dinsos_officer", "refuse", curable="yes")),
}


def climb(case: Case, kind: str, state: str) -> Case:
    """Brings a new case of this kind to a state, wherever its way begins."""
    upto, beside = BESIDE.get(state, (state, None))
    for rung, act in LADDERS[kind]:
        act(case)
        if rung == upto:
            break
    if beside:
        beside(case)
    return case


def opened(grants: Grants, kind: str, state: str = "building") -> Case:
    """A new case: a grant; or a house of one whose money has come."""
    if kind != "house":
        return grants.open(kind, AMOUNT)
    grant = grants.open("rtlh", AMOUNT)
    if state not in ("surveyed", "eligible", "costed", "-"):
        climb(grant, "rtlh", "building")
    return grants.house(grant)
