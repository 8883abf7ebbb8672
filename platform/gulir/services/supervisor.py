"""Keeps programs running: restarts what dies, later and later if it keeps dying, and ends all within ten seconds."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gulir.services.children import Child, Program

FIRST_WAIT, LONGEST_WAIT, STEADY = 0.5, 30.0, 60.0  # seconds; what ran steadily starts again at once, as if for the first time
PRODUCT_PATIENCE, SERVICE_PATIENCE = 5.0, 3.0  # seconds to end by itself: eight together, of the ten that are promised
BEAT = 0.2


@dataclass
class Place:
    """Where one program belongs; `due` is when it is to start again."""

    program: Program
    child: Child | None = None
    failures: int = 0
    due: float = 0.0


@dataclass
class Supervisor:
    """`services` run already and end last; `changed` hears of every start."""

    services: Sequence[Child]
    programs: Sequence[Program]
    changed: Callable[[Sequence[Child]], None] = field(default=lambda _children: None)

    def __post_init__(self) -> None:
        self.places = [Place(child.program, child) for child in self.services] + [Place(program) for program in self.programs]

    @property
    def running(self) -> list[Child]:
        return [place.child for place in self.places if place.child]

    def add(self, programs: Sequence[Program]) -> None:
        """More of them, from the next beat on."""
        self.places += [Place(program) for program in programs]

    def run(self, every_beat: Callable[[], None] = lambda: None) -> None:
        """Goes on until an exception (being asked to end is one) leaves it."""
        while True:
            self.beat()
            every_beat()
            time.sleep(BEAT)

    def beat(self) -> None:
        """Looks at each place once."""
        started = False
        for place in self.places:
            if place.child and place.child.is_dead():
                self._bury(place, place.child)
            if place.child is None and time.monotonic() >= place.due:
                place.child = Child(place.program)
                started = True
        if started:
            self.changed(self.running)

    def _bury(self, place: Place, child: Child) -> None:
        child.sweep()
        lived = time.monotonic() - child.started
        place.failures = 1 if lived > STEADY else place.failures + 1
        wait = min(FIRST_WAIT * 2 ** (place.failures - 1), LONGEST_WAIT)
        place.child, place.due = None, time.monotonic() + wait
        print(f"Gulir: {place.program.name} ended ({child.process.returncode}); starting it again in {wait:g} s.", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """The product first, then the services it stands on; whatever does not end by itself is ended."""
        count = len(self.services)
        for places, patience in ((self.places[count:], PRODUCT_PATIENCE), (self.places[:count], SERVICE_PATIENCE)):
            children = [place.child for place in places if place.child]
            for child in children:
                child.ask()
            until = time.monotonic() + patience
            for child in children:
                child.end(until - time.monotonic())
