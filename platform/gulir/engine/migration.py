"""Migrations: how cases that run under one version of a workflow become cases of another, and back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gulir.engine.facts import Facts
from gulir.engine.signing import standing_signatures
from gulir.engine.workflow import Workflow

STEP = "@migrate"  # no workflow can name a step so
MOVER = "migrator"


@dataclass(frozen=True)
class Migration:
    """From version `old` to version `new` of a workflow: the states that have another name there. A state that both versions know stays."""

    workflow: str
    old: int
    new: int
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """One direction: where a case of `source` goes from each state; a state that is not named has no place in `dest`."""

    source: Workflow
    dest: Workflow
    places: Mapping[str, str]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines that deployment declares, so that the door knows this way and the history may name it."""
        common = {"workflow": self.dest.name, "version": self.dest.version, "step": STEP, "by": [MOVER]}
        rest: dict[str, Any] = {"records": [], "not_by": [], "signatures": None, "switch": None, "quiet": True, "effects": [], "team": False}
        return [common | rest | {"source": source, "dest": dest} for source, dest in self.places.items()]

    def keeps_signatures(self, facts: Facts, dest: str) -> bool:
        """Whether each signature under way has its slot there, and covers there what it covers here."""
        state = facts["case"]["state"]
        for name, slots in signed_slots(facts).items():
            here, there = self.source.step(name, state), self.dest.step(name, dest)
            if here is None or there is None or there.signatures is None or not slots <= {slot.name for slot in there.signatures.slots}:
                return False
            if standing_signatures(here, facts) != standing_signatures(there, facts):
                return False
        return True


def signed_slots(facts: Facts) -> dict[str, set[str]]:
    """By step the slots that are signed."""
    signed = facts.get("signatures") or []
    return {name: {one["slot"] for one in signed if one["step"] == name} for name in dict.fromkeys(one["step"] for one in signed)}


def ways(migration: Migration, old: Workflow, new: Workflow) -> tuple[Way, Way]:
    """Forth and back. Raises WorkflowError for a state that is none, or that would end, wake or rest a case."""
    forth = {state.name: migration.states.get(state.name, state.name) for state in old.states}
    for source, dest in migration.states.items():
        for workflow, state in ((old, source), (new, dest)):
            if state not in workflow.by_state:
                raise new.refuse(f"migration {old.version} to {new.version}", f"version {workflow.version} has no state {state!r}")
    forth = {source: dest for source, dest in forth.items() if dest in new.by_state}
    for source, dest in forth.items():
        if old.by_state[source].kind != new.by_state[dest].kind:
            raise new.refuse(f"migration {old.version} to {new.version}", f"{source} is {old.by_state[source].kind}, {dest} is {new.by_state[dest].kind}")
    times = Counter(forth.values())
    back = {dest: source for source, dest in forth.items() if times[dest] == 1}  # of two states that became one, nobody knows which it was
    return Way(old, new, forth), Way(new, old, back)
