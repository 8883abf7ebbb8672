"""What a guard finds, and the verdict that a case makes of it under its rulebook."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gulir.engine.parties import Party
from gulir.engine.text import Text

Status = Literal["met", "unmet", "unknown"]


class Finding(NamedTuple):
    """A guard's own answer, before the rulebook says whether it refuses."""

    status: Status
    why: Text
    fix: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class ClauseRef:
    """Where a condition is written."""

    rulebook: str
    id: str
    key: str
    text: dict[str, str]
    source: str
    binding: str
    waivable_by: tuple[Party, ...]


class Verdict(NamedTuple):
    """A guard's answer on one case: met, unmet or unknown, with why, the clause, who can clear it, and what to do.

    `warning`: the clause only warns. `waived`: a recorded decision waives it. `asked`: False where the rulebook does not ask.
    """

    guard: str
    status: Status
    why: Text
    clause: ClauseRef | None = None
    who: Party | None = None
    fix: str | None = None
    warning: bool = False
    waived: bool = False
    asked: bool = True


def met(why: Text) -> Finding:
    """The condition is fulfilled."""
    return Finding("met", why)


def unmet(why: Text, fix: str | None = None, key: str | None = None) -> Finding:
    """The condition is not fulfilled; `key` names the rulebook parameter that it fell short of."""
    return Finding("unmet", why, fix, key)


def unknown(why: Text, fix: str | None = None, key: str | None = None) -> Finding:
    """Nobody has recorded what would decide it; it refuses, except in a historical load."""
    return Finding("unknown", why, fix, key)
