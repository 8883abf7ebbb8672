"""The words that a workflow is written in: states, steps, forks, and the answers that steps check."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from gulir.engine.asks import NOTE, OWN_DATE, Ask, recorded
from gulir.engine.errors import WorkflowError
from gulir.engine.facts import Answers, Facts
from gulir.engine.guards import Guard
from gulir.engine.parties import Party, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.slots import AllOf
from gulir.engine.switches import BallByRule, BallWhile, ByAnswer, Switch
from gulir.engine.text import Text

StateKind = Literal["open", "resting", "final"]
START = "-"
OF_THE_CASE = ("papers", "examine", "block", "cure", "waive", "bridge", "unbridge", "contest", "settle", "batch", "assign", "patch", "void")
OF_EVALUATIONS = ("reviewers", "scores", "hand_in")  # a step that writes scores is taken by `score`, and leaves no event
EFFECTS = frozenset((*OF_THE_CASE, *OF_EVALUATIONS, "items", "answers", "team", "retake", "lane", "tie", "lift", "release"))


@dataclass(frozen=True)
class State:
    """Where a case can stand: its name for staff and for the public, who holds the ball, and within how many working days (a rulebook parameter).

    `binds`: whom that time binds; where none is named, whoever holds the ball by this table. It stands still while the ball is with nobody of these.
    `pauses`: coming here stops the time of the state that is left, which goes on with what was left of it when the case is there again.
    `until`: the day is what the facts say instead. `built`: how much of a building stands here, in percent; a board puts such states together.
    """

    name: str
    label: Text
    ball: tuple[Party | BallByRule | BallWhile, ...] = ()
    public: Text | None = None
    within: "str | ByAnswer | None" = None
    binds: tuple[Party, ...] = ()
    pauses: bool = False
    until: Callable[[Facts], str | None] | None = None
    kind: StateKind = "open"
    side: bool = False
    built: int | None = None

    @cached_property
    def reads_facts(self) -> bool:
        """Whether the facts of a case say who holds it here, or for how long."""
        return self.until is not None or isinstance(self.within, ByAnswer) or any(isinstance(one, BallWhile) for one in self.ball)


def final(name: str, label: Text, public: Text | None = None, side: bool = False, built: int | None = None) -> State:
    """A state that nothing leads out of."""
    return State(name, label, public=public, kind="final", side=side, built=built)


def resting(name: str, label: Text, public: Text | None = None, side: bool = True) -> State:
    """A state without a ball, which only reopening leads out of."""
    return State(name, label, public=public, kind="resting", side=side)


@dataclass(frozen=True)
class Fork:
    """A destination that the facts and answers decide."""

    test: Callable[[Facts, Answers], bool]
    then: str
    otherwise: str


Wrong = Text | Mapping[str, Text] | None  # of rows, the words by row and column: {"0.who": …}


@dataclass(frozen=True)
class Check:
    """A condition on answers: the fields it speaks of, and the rulebook parameters whose clause may soften it."""

    name: str
    field: str
    test: Callable[[Answers, Facts, Rulebook], Wrong]
    keys: tuple[str, ...] = ()


def check(field: str, *keys: str) -> Callable[[Callable[[Answers, Facts, Rulebook], Wrong]], Check]:
    """Makes a check of a function that says what is wrong with a field, or nothing."""
    return lambda test: Check(test.__name__, field, test, keys)


def defining_file() -> str:
    """The file that is writing a workflow just now, as folder/file."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(("gulir.engine", "dataclasses")):
        frame = frame.f_back
    return "/".join(PurePath(frame.f_code.co_filename).parts[-2:])


@dataclass(frozen=True)
class Step:
    """The only way to move. `dest` None stays. `by` decides and may act; `records` may enter the act of those who decide.

    `not_by`: earlier steps whose actors and deciders may not take this one. `needs`: guards. `asks`: fields. `checks`: conditions on answers.
    `switch`: on under some rulebooks only. `tells`: parties that get a notice. `aside`: not the way forward, so it calls nobody to their turn.
    `renews`: where it stays, the time that the state allows begins anew.
    `team`: only whoever is on the team of the case. `told`: the sentence that the story tells of it (who, and what was answered).
    `even_blocked`: a blocker does not stop it (as a rule, what is aside). `quiet`: changes nothing that others have to see before they act.
    """

    name: str
    source: str | tuple[str, ...]
    dest: str | Fork | None = None
    label: Text | None = None
    by: tuple[Role, ...] = ()
    records: tuple[Role, ...] = ()
    not_by: tuple[str, ...] = ()
    signatures: AllOf | None = None
    needs: tuple[Guard, ...] = ()
    asks: tuple[Ask, ...] = ()
    checks: tuple[Check, ...] = ()
    switch: Switch | None = None
    tells: tuple[Party, ...] = ()
    aside: bool = False
    even_blocked: bool | None = None
    quiet: bool = False
    renews: bool = False
    effects: tuple[str, ...] = ()
    universal: bool = False
    team: bool = False
    told: Text | None = None
    file: str = field(default_factory=defining_file, compare=False)

    def __post_init__(self) -> None:
        if not self.by and not self.signatures:
            raise WorkflowError(self.file, f"step {self.name}", "nobody may take it: give it `by` or `signatures`")
        if self.by and self.signatures:
            raise WorkflowError(self.file, f"step {self.name}", "has both `by` and `signatures`; a signature is the decision")

    @property
    def sources(self) -> tuple[str, ...]:
        """The states it leads on from."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def stops_when_blocked(self) -> bool:
        """Whether a blocker or a contested act stops it."""
        return not (self.universal or (self.aside if self.even_blocked is None else self.even_blocked))

    @property
    def undated(self) -> bool:
        """Whether it only puts something into the file, which has a day of its own or happens as it is written."""
        return self.quiet or (self.universal and bool({"papers", "examine", "batch", "patch"} & set(self.effects)))

    @cached_property
    def fields(self) -> dict[tuple[bool, bool], tuple[Ask, ...]]:
        """What a form of it asks, by whether somebody signed it already, and whether it is recorded for somebody else."""
        return {(signed, records): self._asked(signed, records) for signed in (False, True) for records in (False, True)}

    def _asked(self, signed: bool, records: bool) -> tuple[Ask, ...]:
        """Its own fields (the later signers sign what the first answered), who and which paper for a recorded act, when, and a note."""
        own = () if signed else self.asks
        asks = recorded(own) if records else own if self.undated else (*own, OWN_DATE)
        return asks if any(ask.name == NOTE.name for ask in asks) else (*asks, NOTE)

    def dests(self, source: str) -> tuple[str, ...]:
        """Where it may lead from a state."""
        if isinstance(self.dest, Fork):
            return (self.dest.then, self.dest.otherwise)
        return (self.dest or source,)

    def carries(self) -> tuple[str, ...]:
        """The effects it may have besides moving the case; whoever records for others always brings a paper."""
        slots = self.signatures.slots if self.signatures else ()
        papers = self.records or any(slot.records for slot in slots) or any(ask.kind in ("letter", "file") for ask in self.asks)
        lines = [effect for ask in self.asks for effect, wanted in (("items", ask.makes), ("answers", ask.judges or ask.becomes)) if wanted]
        return tuple(dict.fromkeys((*(("papers",) if papers else ()), *lines, *self.effects)))
