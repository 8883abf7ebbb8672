"""Every line that RTLH, houses and sarling declare is walked on the real database: its step from its source to its destination, by somebody whose it is."""

from collections.abc import Callable

import pytest

from tests.walk.ground import Case, Stage
from tests.walk.houses import Grants, report
from tests.walk.ladders import AMOUNT, CHAIR, CITY, TREASURER, UPC, both, climb, opened, proposed
from tests.walk.test_every_line import ACTS, BOOKS, NEVER
from workflows.house import HOUSE
from workflows.rtlh import RTLH
from workflows.sarling import SARLING

LINES = sorted({(one.name, move.step.name, move.source, move.dest) for one in (RTLH, HOUSE, SARLING) for move in one.moves if not move.step.universal})


def reported(case: Case, *after: str) -> None:
    """The report goes in, unless it is there; then what becomes of it."""
    if case.state != "reported":
        report(case, AMOUNT)
    for step in after:
        if step == "accept_lpj":
            both(case, step, UPC, CITY)
        else:
            case.take("dinsos_officer", step)


def houses_given_up(case: Case) -> None:
    """Nothing is left unexplained."""
    for child in case.look().facts["children"]:
        Case(case.stage, child["id"], child["number"]).take("organiser", "give_up")


OWN: dict[str, Callable[[Case], object]] = {
    "propose": proposed,
    "site": lambda c: c.take("organiser", "site", objection="no"),
    "secure_land": lambda c: c.take("programme_manager", "secure_land"),
    "receive": lambda c: both(c, "receive", CHAIR, TREASURER),
    "complete": lambda c: c.take("organiser", "complete"),
    "submit_lpj": lambda c: (houses_given_up(c), reported(c)),
    "accept_lpj": lambda c: reported(c, "accept_lpj"),
    "return_lpj": lambda c: reported(c, "return_lpj"),
    "hand_over": lambda c: (reported(c, "accept_lpj"), both(c, "hand_over", UPC, CITY)),
    "check": lambda c: c.take("organiser", "check"),
    "retire": lambda c: c.take("organiser", "retire"),
    "find_eligible": lambda c: c.take("programme_manager", "find_eligible"),
    "find_ineligible": lambda c: c.take("programme_manager", "find_ineligible"),
    "cost": lambda c: c.take("organiser", "cost", cost=10_000_000, builder_paid="no"),
    "buy_materials": lambda c: c.take("group_treasurer", "buy_materials", supplied_on="2014-04-01"),
    "reach_half": lambda c: c.take("organiser", "reach_half", taken_on="2014-04-10"),
    "finish": lambda c: c.take("organiser", "finish", taken_on="2014-04-20", self_help=0, self_help_days=12),
    "confirm_completion": lambda c: c.take("programme_manager", "confirm_completion"),
    "move_in": lambda c: c.take("organiser", "move_in"),
    "give_up": lambda c: c.take("organiser", "give_up"),
}


@pytest.mark.parametrize("line", [line for line in LINES if line[1:] not in NEVER], ids="-".join)
def test_the_line_is_walked(stage: Stage, line: tuple[str, str, str, str]) -> None:
    kind, step, source, dest = line
    needed = source if step != "buy_materials" else "supplied"  # the money must have come
    case = opened(Grants(stage, BOOKS.get(step, {})), kind, needed)
    if source != "-":
        climb(case, kind, source)
        if step == "form":
            make_formable(case, kind)
        if step in OWN:
            OWN[step](case)
        else:
            ACTS[step](case, source, dest)
    walked = {(one.step, one.source, one.dest) for one in case.events()}
    assert line[1:] in walked
    assert case.state == dest


def make_formable(case: Case, kind: str) -> None:
    """Papers; and for houses one that is judged."""
    case.file("formation_record")
    if kind == "rtlh":
        climb(Grants(case.stage).house(case), "house", "eligible")
