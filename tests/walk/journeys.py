"""Ways through KUBE, each as far as its name says, taken by the people who would take them."""

from tests.walk.ground import Case
from workflows.documents import KUBE

PAPERS = tuple(dict.fromkeys((*KUBE["form"], *KUBE["verify"])))


def to_formed(case: Case) -> Case:
    """A group that has saved and met is founded."""
    case.file(*PAPERS)
    case.take("organiser", "form")
    return case


def to_proposed(case: Case) -> Case:
    """It stands in a proposal letter and proposes."""
    return propose(to_formed(case))


def propose(case: Case) -> Case:
    """From a group that is founded."""
    case.take("organiser", "enter_batch", batch=case.stage.letter())
    case.take("organiser", "propose")
    return case


def to_complete(case: Case) -> Case:
    """UPC has found everything there."""
    to_proposed(case).take("programme_manager", "confirm_complete")
    return case


def to_verified(case: Case) -> Case:
    """UPC and the city have signed."""
    to_complete(case).take("programme_manager", "verify", "upc")
    case.take("dinsos_officer", "verify", "dinsos_city")
    return case


def to_forwarded(case: Case) -> Case:
    """City and province recommend."""
    to_verified(case).take("dinsos_officer", "recommend")
    case.take("province_officer", "recommend_province")
    return case


def to_decreed(case: Case) -> Case:
    """The Ministry verified and decreed, by two people."""
    to_forwarded(case).take("ministry_officer", "verify_centrally")
    case.take("ministry_officer2", "decree", amount=20_000_000)
    return case


def to_ready(case: Case) -> Case:
    """Everything is ready for the money."""
    to_decreed(case).file(*KUBE["make_ready"])
    case.take("treasurer", "make_ready")
    return case


def pay(case: Case, amount: int, maker: str = "ministry_officer", slot: str = "maker_ministry", checker: str = "treasurer") -> None:
    """One tranche, made and checked."""
    case.take(maker, "disburse", slot, amount=amount)
    case.take(checker, "disburse", "checker")


def to_running(case: Case) -> Case:
    """Two tranches came; the chair and the treasurer signed for them."""
    pay(to_ready(case), 12_000_000)
    pay(case, 8_000_000, checker="secretariat")
    case.file(*KUBE["receive"])
    case.take("group_chair", "receive", "chair")
    case.take("group_treasurer", "receive", "treasurer")
    return case


def to_reported(case: Case) -> Case:
    """The group reported."""
    to_running(case).file(*KUBE["submit_lpj"])
    case.take("group_chair", "submit_lpj", "chair", realised=19_000_000, remaining=1_000_000)
    case.take("group_treasurer", "submit_lpj", "treasurer")
    return case


def to_revolving(case: Case) -> Case:
    """The report was accepted by both."""
    to_reported(case).take("dinsos_officer", "accept_lpj", "dinsos_city")
    case.take("programme_manager", "accept_lpj", "upc")
    return case
