"""Signatures: which of them a step gathers, in clauses that each need one of their slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gulir.engine.errors import WorkflowError
from gulir.engine.parties import Party, Role
from gulir.engine.switches import Switch


@dataclass(frozen=True)
class Slot:
    """A place for one signature: of which party, by whom, recorded by whom, whether a rulebook opens it, and whether it comes after all others."""

    name: str
    party: Party
    roles: tuple[Role, ...]
    records: tuple[Role, ...] = ()
    switch: Switch | None = None
    last: bool = False

    def declared(self) -> dict[str, Any]:
        """The slot as the database keeps it."""
        kept = {"slot": self.name, "party": str(self.party), "roles": [str(role) for role in self.roles], "records": [str(role) for role in self.records]}
        return kept | ({"switch": self.switch.declared()} if self.switch else {}) | ({"last": True} if self.last else {})


@dataclass(frozen=True)
class AnyOf:
    """One of these is enough."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class AllOf:
    """Every one of these clauses needs a signature; what is within a clause are alternatives."""

    clauses: tuple[tuple[Slot, ...], ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot, in order."""
        return tuple(slot for clause in self.clauses for slot in clause)

    def declared(self) -> list[list[dict[str, Any]]]:
        """The clauses as the database keeps them."""
        return [[slot.declared() for slot in clause] for clause in self.clauses]


def any_of(*slots: Slot) -> AnyOf:
    """One of several slots."""
    if not slots or not all(isinstance(slot, Slot) for slot in slots):
        raise WorkflowError("signatures", "any_of", "takes slots only: write signatures as all_of(slot, any_of(slot, slot))")
    return AnyOf(slots)


def all_of(*parts: Slot | AnyOf) -> AllOf:
    """Every slot, or one of each any_of."""
    if not parts or not all(isinstance(part, Slot | AnyOf) for part in parts):
        raise WorkflowError("signatures", "all_of", "takes slots and any_of only")
    return AllOf(tuple(part.slots if isinstance(part, AnyOf) else (part,) for part in parts))


def outstanding(signatures: AllOf, signed: Sequence[str]) -> list[tuple[Slot, ...]]:
    """The clauses that still lack a signature."""
    return [clause for clause in signatures.clauses if not any(slot.name in signed for slot in clause)]
