"""Advocacy on the stage: cases logged, brought to each state and followed, and tracks opened from them, all through the one gate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from gulir.acting import as_acting
from gulir.cases.looking import look, processes
from gulir.cases.opening import NewCase, open_case
from tests.walk.ground import Case, Stage

LETTER = {"number": "12/W/2014", "date": "2014-05-12", "signer": "Ketua Warga", "title": "Ketua"}
STORY = {"story": "Warga diminta membongkar rumah.", "place": "Tepi sungai", "affected": 40, "may_be_named": "no"}
DEMANDS = [{"words": "Tidak digusur, tetapi ditata"}, {"words": "Sertifikat bersama"}]
DELEGATES = [{"words": "Warga Misalan", "present": "yes"}]
PROMISE = {"who": "Gubernur Misalan", "words": "Datang ke kampung", "due_on": "2014-08-01", "evidence": "Foto kunjungan"}


@dataclass
class Office:
    """The network's desk: opens advocacy cases as its people."""

    stage: Stage

    def log(self, lane: int = 1, who: str = "organiser", title: str = "Ancaman penggusuran") -> Case:
        """One line of story, written down."""
        book = processes().rulebooks["advocacy-2014"].hash
        return self._opened(who, NewCase("advocacy", title, book, uuid4(), kampung=self.stage.city.kampungs[0], lane=lane))

    def track(self, case: Case, who: str = "advocate", **answers: Any) -> Case:
        """A complaint to SP4N-LAPOR within a case."""
        parent = case.look(who).case
        given = {"excluded": "no"} | answers
        book = processes().rulebooks["sp4n-lapor"].hash
        new = NewCase("lapor", "Pengaduan", book, uuid4(), kampung=UUID(parent["kampung"]), parent=UUID(parent["id"]), lane=parent["lane"], answers=given)
        return self._opened(who, new)

    def at(self, state: str, lane: int = 1, who: str = "organiser") -> Case:
        """A new case brought to a state."""
        case = self.log(lane, who)
        for step in WAY[state]:
            step(case)
        assert case.look(who).case["state"] == state
        return case

    def _opened(self, who: str, new: NewCase) -> Case:
        acting = self.stage.who(who)
        with as_acting(acting):
            done = open_case(acting, self.stage.city.id, new)
            return Case(self.stage, look(acting, self.stage.city.id, number=done.number).case["id"], done.number)


def take_in(case: Case, *names: str, by: str = "organiser", **more: Any) -> None:
    """People join the team."""
    for name in names:
        case.take(by, "enlist", person=str(case.stage.person(name).id), **more)


def demands(case: Case, who: str = "advocate") -> list[str]:
    """The ids of what is demanded and still open."""
    return [one["id"] for one in case.look(who).facts["items"] if one["kind"] == "demand" and not one["closed"]]


def settlement(case: Case, **promise: Any) -> dict[str, Any]:
    """Every demand agreed, and one promise for the first."""
    wanted = demands(case)
    return {"answers": [{"item": one, "state": "agreed"} for one in wanted], "commitments": [PROMISE | {"of": wanted[0]} | promise]}


def promises(case: Case) -> list[dict[str, Any]]:
    """The commitments, oldest first."""
    return [one for one in case.look("advocate").facts["items"] if one["kind"] == "commitment"]


def keep_all(case: Case) -> None:
    """Every open promise is kept."""
    case.take("advocate", "follow_up", commitments=[{"item": one["id"], "state": "kept"} for one in promises(case) if not one["closed"]])


def outcomes(case: Case, end: str = "won") -> dict[str, Any]:
    """The same end for every demand, and for the case."""
    return {"outcomes": [{"item": one, "state": end} for one in demands(case)], "outcome": end}


Act = Callable[[Case], Any]
SUBMIT: Act = lambda case: case.take("organiser", "submit", **STORY)  # noqa: E731
TEAM: Act = lambda case: take_in(case, "advocate")  # noqa: E731
DOCUMENT: Act = lambda case: case.take("organiser", "document", category="eviction", lane=str(case.look("organiser").case["lane"]))  # noqa: E731
MANDATE: Act = lambda case: case.take("advocate", "seek_mandate")  # noqa: E731
AUTHORISE: Act = lambda case: case.take("advocate", "authorise", demands=DEMANDS, delegates=DELEGATES)  # noqa: E731
SETTLE: Act = lambda case: case.take("advocate", "settle", **settlement(case))  # noqa: E731
WAY: dict[str, tuple[Act, ...]] = {"intake": (), "triage": (SUBMIT, TEAM)}
WAY["documenting"] = (*WAY["triage"], DOCUMENT)
WAY["mandate"] = (*WAY["documenting"], MANDATE)
WAY["acting"] = (*WAY["mandate"], AUTHORISE)
WAY["waiting"] = (*WAY["acting"], lambda case: case.take("advocate", "send"))
WAY["negotiating"] = (*WAY["acting"], lambda case: case.take("advocate", "meet"))
WAY["monitoring"] = (*WAY["negotiating"], SETTLE)
WAY["closing"] = (*WAY["monitoring"], keep_all, lambda case: case.take("advocate", "kept"))
WAY["closed"] = (*WAY["closing"], lambda case: case.take("organiser", "confirm_closed", **outcomes(case)))
WAY["dormant"] = (*WAY["acting"], lambda case: case.take("advocate", "suspend"))
WAY["merged"] = (lambda case: case.take("organiser", "reject_duplicate"),)
