"""A KUBE case on paper: facts in which every condition is met, and a player who takes steps without a database."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import workflows
from gulir.engine import Option, Workflow, check_answers, option, options, signed_digest
from gulir.engine.parties import ROLES, Role
from workflows.documents import KUBE as PAPERS

HOUSE = workflows.load()
KUBE = HOUSE.current("kube")
MACHINE = HOUSE.machine(KUBE)
BOOKS = {book.slug: book for book in HOUSE.rulebooks_of("kube")}
TODAY = date(2014, 6, 2)
OFFICES = ("chair", "secretary", "treasurer", None, None)
KINDS = sorted({kind for kinds in PAPERS.values() for kind in kinds})


def member(number: int, office: str | None) -> dict[str, Any]:
    """A member of whom everything is known and nothing stands in the way."""
    known = {"registered": True, "age": 40, "married": True, "in_poverty_data": True, "public_servant": False, "received_before": False}
    return known | {
        "id": f"m{number}", "name": f"Warga {number}", "office": office, "household": f"h{number}", "person": None, "signed_rules": True, "validated": True,
    }  # fmt: skip


def session(role: Role | str, person: str = "", purpose: str = "web") -> dict[str, Any]:
    """Who looks; unless named, each role is played by a person of its own."""
    role = Role(role)
    kind = str(ROLES[role].kinds[0])
    return {"person": person or f"{role}-1", "role": str(role), "kind": kind, "organisation": 1, "purpose": purpose, "read_only": False, "tenants": [1]}


def good_case(state: str = "saving", role: str = "organiser", book: str = "kube-upc-model", **more: Any) -> dict[str, Any]:
    """Facts of a case in a state, seen by a role; `more` replaces whole parts."""
    case = {
        "id": "c1", "tenant": 1, "lane": 0, "number": "SBY-KUBE-2014-018", "workflow": "kube", "wv": 1, "state": state, "version": 1, "seq": 1, "facts": 0,
        "title": "Melati", "amount": 20_000_000, "group": "g1", "kampung": "k1", "batch": "b1", "parent": None, "rulebook": BOOKS[book].hash, "ball": ["group"],
        "since": None, "due": None, "opened": "2014-01-06", "historical": False, "assignee": None,
    }  # fmt: skip
    account = {"bank": "BRI", "holder": "KUBE Melati", "in_group_name": True, "specimens": 2}
    facts = {
        "session": session(role), "case": case,
        "group": {"id": "g1", "name": "Melati", "account": account, "count": 5, "members": [member(n, office) for n, office in enumerate(OFFICES)]},
        "kampung": {"id": "k1", "name": "Gunungsari", "slug": "gunungsari", "formal": True, "note": None},
        "records": {
            "savings": {"weeks": 14, "months": 3}, "attendance": {"share": 0.92, "meetings": 13}, "loans": {"open": 0}, "evaluation": {"rating": "growing"},
        },
        "documents": [{"id": f"d-{kind}", "kind": kind, "present": True, "correct": True, "file": True} for kind in KINDS],
        "marks": [], "signatures": [], "acts": [], "batch": {"id": "b1", "number": "SBY-2014-1", "letter_number": "07/PWS/III/2014"},
    }  # fmt: skip
    return deepcopy(facts | more)


LETTER = {"number": "460/1182", "date": "2014-05-12", "signer": "Kepala Dinas", "title": "Kepala"}
BY_KIND = {"letter": LETTER, "file": "f" * 64, "date": "2014-05-12", "text": "kata", "reference": "x:Kepala|Dinsos"}


def answers_to(chosen: Option, **given: Any) -> dict[str, Any]:
    """Plausible answers to everything that is asked."""
    found: dict[str, Any] = {}
    for ask in chosen.asks:
        found[ask.name] = given.get(ask.name, ask.choices[0][0] if ask.choices else BY_KIND.get(ask.kind, 20_000_000))
    return found


class Declined(Exception):
    """An answer has something wrong with it."""


@dataclass
class Player:
    """Plays a case forward: takes steps as people would, and keeps state, acts and signatures as the database would."""

    facts: dict[str, Any] = field(default_factory=good_case)
    book: str = "kube-upc-model"

    @property
    def process(self) -> Workflow:
        """Whose steps are taken."""
        return HOUSE.current(self.facts["case"]["workflow"])

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.facts["case"]["state"]

    def look(self, role: str, person: str = "") -> list[Option]:
        """What this one may do."""
        self.facts["session"] = session(role, person)
        return options(KUBE, self.facts, BOOKS[self.book])

    def take(self, step: str, role: str, person: str = "", slot: str | None = None, **given: Any) -> str:
        """Takes a step, or signs; the state afterwards."""
        self.look(role, person)
        chosen = option(KUBE, self.facts, BOOKS[self.book], step, slot)
        assert chosen and chosen.mode, f"{step} is not {role}'s in {self.state}"
        assert chosen.open, [str(verdict.why) for verdict in chosen.stops]
        checked = check_answers(KUBE, chosen, answers_to(chosen, **given), self.facts, BOOKS[self.book], TODAY)
        if checked.errors:
            raise Declined(", ".join(str(why) for why in checked.errors.values()))
        dest = MACHINE.move(step, self.state, self.facts, BOOKS[self.book], checked.values).dest
        self.keep(chosen, checked.values, dest)
        return self.state

    def keep(self, chosen: Option, values: dict[str, Any], dest: str) -> None:
        """Writes what happened."""
        me = self.facts["session"]["person"]
        decider = values.get("decider", f"p:{me}")
        if chosen.slot:
            declared = self.process.step(chosen.step, self.state)
            assert declared
            digest = signed_digest(declared, self.facts, values)
            self.act("sign", self.state, me, decider, values | {"step": chosen.step, "slot": chosen.slot})
            self.facts["signatures"].append({"step": chosen.step, "slot": chosen.slot, "decider": decider, "actor": me, "digest": digest})
            if not chosen.last:
                return
        self.act(chosen.step, dest, me, decider, values)
        if dest != self.state or chosen.slot:
            self.facts["signatures"] = []
        self.facts["case"]["state"] = dest

    def act(self, step: str, dest: str, actor: str, decider: str, values: dict[str, Any]) -> None:
        """One line of history."""
        seq = len(self.facts["acts"]) + 1
        self.facts["acts"].append(
            {"seq": seq, "step": step, "source": self.state, "dest": dest, "actor": actor, "decider": decider, "date": None, "answers": values}
        )
        self.facts["case"]["seq"] += 1
        self.facts["case"]["version"] += 1
