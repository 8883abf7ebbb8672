"""People at work while services go and come: each reads pages and gives approvals in a case of their own, so many requests a second in all."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.faults.product import Product
from tests.faults.visitor import NOTHING, Visitor
from tests.walk.ground import Case

STEPS = (("programme_manager", "return_for_correction", {"correction": "tolong lengkapi"}), ("organiser", "resubmit", {"correction": "sudah dilengkapi"}))
PAGES = ("/{city}/giliran", "/{city}/berkas/{number}", "/{city}/berkas")
PEOPLE, RATE = 4, 20  # requests a second, all together


@dataclass
class Desk:
    """One case that goes to and fro between two people; what was acknowledged is kept, to be looked for afterwards."""

    product: Product
    case: Case
    visitors: dict[str, Visitor]
    acknowledged: list[str] = field(default_factory=list)
    pressed: int = 0
    trouble: list[str] = field(default_factory=list)

    def work(self, told: threading.Event) -> None:
        """Pages and approvals until told to end."""
        number = 0
        try:
            while not told.wait(PEOPLE / RATE):
                self.turn(number)
                number += 1
        except Exception as problem:  # noqa: BLE001 - told in the test's own thread
            self.trouble.append(f"{type(problem).__name__}: {problem}")

    def turn(self, number: int) -> None:
        """Mostly a page, every third time an approval."""
        role, step, typed = STEPS[len(self.acknowledged) % len(STEPS)]
        visitor, city = self.visitors[role], self.product.stage.city.slug
        if number % 3:
            visitor.ask("GET", PAGES[number % len(PAGES)].format(city=city, number=self.case.number))
            return
        path = f"/{city}/berkas/{self.case.number}/{step}"
        form = visitor.form(path, **typed)
        if form is not None:
            self.pressed += visitor.insist(path, form)
            self.acknowledged.append(form["idem"])


@dataclass
class Load:
    """All desks, at work inside a `with` block."""

    desks: list[Desk]
    told: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Load":
        self.threads = [threading.Thread(target=desk.work, args=(self.told,), daemon=True) for desk in self.desks]
        [thread.start() for thread in self.threads]
        return self

    def __exit__(self, *_problem: object) -> None:
        self.told.set()
        [thread.join(180) for thread in self.threads]

    def answers(self, since: float = 0, until: float = float("inf")) -> list[tuple[float, int, float]]:
        """Every answer to what was asked in a span of time: when it was asked for, status, seconds."""
        found = [one for desk in self.desks for visitor in desk.visitors.values() for one in visitor.statuses]
        return sorted(one for one in found if since <= one[0] < until)

    def statuses(self, since: float = 0, until: float = float("inf")) -> Counter[int]:
        """How many of each status."""
        return Counter(status for _at, status, _took in self.answers(since, until))

    def broken(self) -> int:
        """How many requests had no good answer."""
        return sum(status == NOTHING or status >= 500 for _at, status, _took in self.answers())

    @property
    def acknowledged(self) -> int:
        """How many approvals people were told of."""
        return sum(len(desk.acknowledged) for desk in self.desks)

    def lost_or_doubled(self) -> list[str]:
        """Approvals that were acknowledged and are not there, or are there twice; and acts that nobody knows of."""
        found = [trouble for desk in self.desks for trouble in desk.trouble]
        for desk in self.desks:
            steps = Counter(event.step for event in desk.case.events())
            done = steps["return_for_correction"] + steps["resubmit"]
            if done != len(desk.acknowledged):
                found.append(f"{desk.case.number}: {len(desk.acknowledged)} acknowledged, {done} in its history")
        return found


def load(product: Product) -> Load:
    """People with a case each that stands before an approval."""
    return Load([Desk(product, product.propose(), {role: product.visitor(role) for role, _step, _typed in STEPS}) for _ in range(PEOPLE)])


def for_seconds(seconds: float) -> None:
    """Lets the load go on for a while: this much of it is what is wanted, nothing is waited for."""
    time.sleep(seconds)
