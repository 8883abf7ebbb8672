"""RTLH, house and sarling cases on paper: facts in which every condition is met, and a player who takes steps without a database."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from gulir.engine import Workflow, check_answers, option, options
from tests.workflows.table_case import HOUSE as PROCESSES
from tests.workflows.table_case import Declined, Player, answers_to, good_case, session
from workflows import documents

RTLH, HOUSE, SARLING = (PROCESSES.current(name) for name in ("rtlh", "house", "sarling"))
BOOKS = PROCESSES.rulebooks
TODAY = date(2014, 6, 2)
SURVEY = {"household": "h0", "source": "grant", "roof": "rotting", "walls": "dangerous", "floor": "earth", "land": "girik", "at_ktp_address": "yes",
          "received": "no", "sanitation": "none"}  # fmt: skip
FIRST_STATE = {"rtlh": "surveying", "house": "surveyed", "sarling": "suggested"}
AMOUNT = {"rtlh": 20_000_000, "house": None, "sarling": 50_000_000}


def child(number: int, state: str, **more: Any) -> dict[str, Any]:
    """A house as its grant sees it."""
    found = {"id": f"c{number}", "workflow": "house", "wv": 1, "state": state, "title": f"Rumah {number}", "number": f"SBY-RUMAH-2014-00{number}"}
    return found | {"blocked": False, "answers": {}} | more


def parent(workflow: str = "rtlh", state: str = "building") -> dict[str, Any]:
    """A grant as its house sees it."""
    return {"id": "p1", "workflow": workflow, "wv": 1, "state": state, "title": "RTLH Melati", "number": "SBY-RTLH-2014-001", "blocked": False, "answers": {}}


def good(workflow: str, state: str | None = None, book: str = "rtlh-2014") -> dict[str, Any]:
    """Facts in which nothing stops a step."""
    facts = good_case(state or FIRST_STATE[workflow])
    facts["case"] |= {"workflow": workflow, "rulebook": BOOKS[book].hash, "amount": AMOUNT[workflow]}
    kinds = sorted({kind for table in (documents.RTLH, documents.SARLING) for kinds in table.values() for kind in kinds})
    facts["documents"] = [{"id": f"d-{kind}", "kind": kind, "present": True, "correct": True, "file": True} for kind in kinds]
    facts |= {"children": [child(1, "costed"), child(2, "costed")], "parent": None}
    if workflow == "house":
        opened = {"seq": 1, "step": "open", "source": "-", "dest": "surveyed", "actor": "organiser-1", "decider": "p:organiser-1", "answers": dict(SURVEY)}
        facts |= {"children": [], "parent": parent(), "acts": [opened]}
    return deepcopy(facts)


@dataclass
class Walker(Player):
    """Plays a case of any of the three."""

    workflow: Workflow = RTLH
    book: str = "rtlh-2014"

    def look(self, role: str, person: str = "") -> list[Any]:
        """What this one may do."""
        self.facts["session"] = session(role, person)
        return options(self.workflow, self.facts, BOOKS[self.book])

    def take(self, step: str, role: str, person: str = "", slot: str | None = None, **given: Any) -> str:
        """Takes a step, or signs; the state afterwards."""
        self.look(role, person)
        chosen = option(self.workflow, self.facts, BOOKS[self.book], step, slot)
        assert chosen and chosen.mode, f"{step} is not {role}'s in {self.state}"
        assert chosen.open, [str(verdict.why) for verdict in chosen.stops]
        checked = check_answers(self.workflow, chosen, answers_to(chosen, **given), self.facts, BOOKS[self.book], TODAY)
        if checked.errors:
            raise Declined(", ".join(str(why) for why in checked.errors.values()))
        dest = PROCESSES.machine(self.workflow).move(step, self.state, self.facts, BOOKS[self.book], checked.values).dest
        self.keep(chosen, checked.values, dest)
        return self.state


def walker(workflow: str, state: str | None = None, book: str = "rtlh-2014") -> Walker:
    """Somebody to play a case of this workflow."""
    return Walker(good(workflow, state, book), book, PROCESSES.current(workflow))


def through_the_chain(player: Walker, amount: int) -> None:
    """From formed to money that has been signed for, as the people of four organisations would take it."""
    for step, role, more in (
        ("propose", "organiser", {}), ("confirm_complete", "programme_manager", {}), ("verify", "programme_manager", {"slot": "upc"}),
        ("verify", "dinsos_officer", {"slot": "dinsos_city"}), ("recommend", "dinsos_officer", {}), ("recommend_province", "province_officer", {}),
        ("verify_centrally", "ministry_officer", {}), ("decree", "ministry_officer", {"person": "ministry_officer-2", "amount": amount}),
        ("make_ready", "treasurer", {}), ("disburse", "ministry_officer", {"slot": "maker_ministry", "amount": amount}),
        ("disburse", "treasurer", {"slot": "checker"}), ("receive", "group_chair", {"slot": "chair"}), ("receive", "group_treasurer", {"slot": "treasurer"}),
    ):  # fmt: skip
        player.take(step, role, **more)
    assert player.state == "building"
