"""A stage for RTLH and sarling: cases of these kinds opened and walked through the one gate."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from gulir.acting import as_acting
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from tests.walk.ground import Case, Stage, make_ready
from workflows import documents

PAPERS = {"rtlh": documents.RTLH, "sarling": documents.SARLING}
SURVEY = {
    "source": "grant", "roof": "rotting", "walls": "sound", "floor": "earth", "sanitation": "none", "land": "girik", "at_ktp_address": "yes", "received": "no",
    "photo_start": "f" * 64,
}  # fmt: skip


@dataclass
class Grants:
    """Opens grants of the ready group of a city, and houses within them."""

    stage: Stage
    rules: dict[str, Any] = field(default_factory=dict)  # parameters that differ from the guideline's

    def open(self, workflow: str, amount: int) -> Case:
        """A new case of this kind."""
        make_ready(self.stage.superuser, self.stage.city, self.stage.city.groups[0])
        return self._opened(NewCase(workflow, f"{workflow} Melati", self.book, uuid4(), group=self.stage.city.groups[0], amount=amount))

    def house(self, grant: Case, title: str = "Rumah Misalan", **answers: Any) -> Case:
        """A house of the first member's household."""
        facts = grant.look("organiser").facts
        case = facts["case"]
        given = SURVEY | {"title": title, "household": facts["group"]["members"][0]["household"]} | answers
        return self._opened(NewCase("house", title, self.book, uuid4(), UUID(case["group"]), UUID(case["kampung"]), parent=UUID(case["id"]), answers=given))

    @property
    def book(self) -> str:
        """The guideline until 2017, or one that differs from it."""
        return self.stage.book("rtlh-2014", **self.rules) if self.rules else processes().rulebooks["rtlh-2014"].hash

    def _opened(self, new: NewCase) -> Case:
        acting = self.stage.who("organiser")
        with as_acting(acting):
            done = open_case(acting, self.stage.city.id, new)
            return Case(self.stage, look(acting, self.stage.city.id, number=done.number).case["id"], done.number)


def papers_of(workflow: str) -> tuple[str, ...]:
    """Every paper that a grant of this kind wants anywhere on its way."""
    return tuple(dict.fromkeys(kind for kinds in PAPERS[workflow].values() for kind in kinds))


def to_building(case: Case, workflow: str, amount: int) -> Case:
    """From formed through four organisations to money that is signed for."""
    case.file(*papers_of(workflow))
    case.take("organiser", "enter_batch", batch=case.stage.letter())
    case.take("organiser", "propose")
    case.take("programme_manager", "confirm_complete")
    case.take("programme_manager", "verify", "upc")
    case.take("dinsos_officer", "verify", "dinsos_city")
    case.take("dinsos_officer", "recommend")
    case.take("province_officer", "recommend_province")
    case.take("ministry_officer", "verify_centrally")
    case.take("ministry_officer2", "decree", amount=amount)
    case.take("treasurer", "make_ready")
    case.take("ministry_officer", "disburse", "maker_ministry", amount=amount)
    case.take("treasurer", "disburse", "checker")
    case.take("group_chair", "receive", "chair")
    case.take("group_treasurer", "receive", "treasurer")
    assert case.state == "building"
    return case


def report(case: Case, amount: int) -> None:
    """Chair and treasurer sign the report."""
    case.take("group_chair", "submit_lpj", "chair", realised=amount, remaining=0)
    case.take("group_treasurer", "submit_lpj", "treasurer")
