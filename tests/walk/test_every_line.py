"""Every line that KUBE declares is walked on the real database: its step from its source to its destination, by somebody whose it is."""

from collections.abc import Callable

import pytest

from tests.walk import journeys as j
from tests.walk.ground import Case, Stage
from workflows.documents import KUBE as PAPERS
from workflows.kube import KUBE

LINES = sorted({(move.step.name, move.source, move.dest) for move in KUBE.moves if not move.step.universal})
# Money that came before the case was ready is never there: a grant is closed short from `disbursing`.
NEVER = {("close_short", "ready", "disbursed")}


def then(way: Callable[[Case], Case], who: str, step: str, **given: object) -> Callable[[Case], Case]:
    """A way, and one step more."""

    def walked(case: Case) -> Case:
        way(case).take(who, step, **given)
        return case

    return walked


def part_paid(case: Case) -> Case:
    """A first tranche came."""
    j.pay(j.to_ready(case), 5_000_000)
    return case


def wholly_paid(case: Case) -> Case:
    """All of it came in one tranche."""
    j.pay(j.to_ready(case), 20_000_000)
    return case


TO: dict[str, Callable[[Case], Case]] = {
    "-": lambda case: case,
    "saving": lambda case: case,
    "formed": j.to_formed,
    "proposed": j.to_proposed,
    "returned": then(j.to_proposed, "programme_manager", "return_for_correction"),
    "complete": j.to_complete,
    "verified": j.to_verified,
    "recommended": then(j.to_verified, "dinsos_officer", "recommend"),
    "forwarded": j.to_forwarded,
    "ready_for_decree": then(j.to_forwarded, "ministry_officer", "verify_centrally"),
    "decreed": j.to_decreed,
    "ready": j.to_ready,
    "disbursing": part_paid,
    "disbursed": wholly_paid,
    "running": j.to_running,
    "reported": j.to_reported,
    "revolving": j.to_revolving,
    "refused": then(j.to_verified, "dinsos_officer", "refuse", curable="yes"),
}
OFFICE = {
    "proposed": "programme_manager", "complete": "dinsos_officer", "verified": "dinsos_officer", "recommended": "province_officer",
    "forwarded": "ministry_officer", "ready_for_decree": "ministry_officer2",
}  # fmt: skip
BOOKS = {"decide_city": {"city_decides": True}, "decide_province": {"province_role": "decides"}, "take_note_province": {"province_role": "takes_note"}}


def sign(case: Case, step: str, *hands: tuple[str, str], **given: object) -> None:
    """Each signs in their slot; the first one answers."""
    for number, (who, slot) in enumerate(hands):
        case.take(who, step, slot, **(given if number == 0 else {}))


MINISTRY, CHECKER = ("ministry_officer", "maker_ministry"), ("treasurer", "checker")
UPC, CITY, CHAIR, TREASURER = ("programme_manager", "upc"), ("dinsos_officer", "dinsos_city"), ("group_chair", "chair"), ("group_treasurer", "treasurer")
PARTS = {
    ("ready", "disbursing"): 5_000_000,
    ("ready", "disbursed"): 20_000_000,
    ("disbursing", "disbursing"): 5_000_000,
    ("disbursing", "disbursed"): 15_000_000,
}


def blocked_then_declined(case: Case) -> None:
    """Who declines first says what stands in the way."""
    case.take("dinsos_officer", "block")
    case.take("dinsos_officer", "decline")


def with_papers(case: Case, step: str, *hands: tuple[str, str], **given: object) -> None:
    """A step that wants papers first."""
    case.file(*PAPERS[step])
    if hands:
        sign(case, step, *hands, **given)
    else:
        case.take({"make_ready": "treasurer", "rate": "programme_manager"}[step], step)


ACTS: dict[str, Callable[[Case, str, str], object]] = {
    "open": lambda c, s, d: None,
    "form": lambda c, s, d: (c.file(*j.PAPERS), c.take("organiser", "form")),
    "propose": lambda c, s, d: (c.take("organiser", "enter_batch", batch=c.stage.letter()), c.take("organiser", "propose")),
    "confirm_complete": lambda c, s, d: c.take("programme_manager", "confirm_complete"),
    "return_for_correction": lambda c, s, d: c.take(OFFICE[s], "return_for_correction"),
    "resubmit": lambda c, s, d: c.take("organiser", "resubmit"),
    "verify": lambda c, s, d: sign(c, "verify", ("ministry_officer", "ministry"), UPC),
    "decide_city": lambda c, s, d: c.take("dinsos_officer", "decide_city"),
    "recommend": lambda c, s, d: c.take("dinsos_officer", "recommend"),
    "decline": lambda c, s, d: blocked_then_declined(c),
    "refuse": lambda c, s, d: c.take(OFFICE[s], "refuse"),
    "recommend_province": lambda c, s, d: c.take("province_officer", "recommend_province"),
    "decide_province": lambda c, s, d: c.take("province_officer", "decide_province"),
    "take_note_province": lambda c, s, d: c.take("programme_manager", "take_note_province"),
    "verify_centrally": lambda c, s, d: c.take("secretariat", "verify_centrally", decider="x:Direktur Misalan|Kementerian"),
    "decree": lambda c, s, d: c.take("ministry_officer2", "decree"),
    "make_ready": lambda c, s, d: with_papers(c, "make_ready"),
    "disburse": lambda c, s, d: sign(c, "disburse", MINISTRY, CHECKER, amount=PARTS[s, d]),
    "close_short": lambda c, s, d: sign(c, "close_short", MINISTRY, CHECKER),
    "receive": lambda c, s, d: with_papers(c, "receive", CHAIR, TREASURER),
    "submit_lpj": lambda c, s, d: with_papers(c, "submit_lpj", CHAIR, TREASURER, realised=20_000_000, remaining=0),
    "accept_lpj": lambda c, s, d: sign(c, "accept_lpj", UPC, CITY),
    "return_lpj": lambda c, s, d: c.take("programme_manager", "return_lpj"),
    "rate": lambda c, s, d: with_papers(c, "rate"),
    "endow": lambda c, s, d: sign(c, "endow", ("organiser", "network"), UPC),
    "dissolve": lambda c, s, d: sign(c, "dissolve", UPC, CHAIR, TREASURER),
    "reopen": lambda c, s, d: c.take("organiser", "reopen"),
    "reject": lambda c, s, d: c.take("programme_manager", "reject"),
    "withdraw": lambda c, s, d: c.take("organiser", "withdraw"),
}  # fmt: skip


@pytest.mark.parametrize("line", [line for line in LINES if line not in NEVER], ids="-".join)
def test_the_line_is_walked(stage: Stage, line: tuple[str, str, str]) -> None:
    step, source, dest = line
    case = TO[source](stage.open(book=stage.book(**BOOKS.get(step, {}))))
    ACTS[step](case, source, dest)
    walked = [(one.step, one.source, one.dest) for one in case.events()]
    assert line in walked
    assert case.state == dest
    assert {(one.step, one.source, one.dest) for one in case.events()} <= {(move.step.name, move.source, move.dest) for move in KUBE.moves}
