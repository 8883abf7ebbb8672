"""Which step a case asks of a role: the first one leading on that the role may decide, sign or record where the case stands."""

from typing import NamedTuple

from gulir.cases.looking import book, processes
from gulir.engine import Workflow
from gulir.engine.parties import Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.vocabulary import Step

CLEARING = "unblock"  # what a blocked case asks, wherever it stands


class Asked(NamedTuple):
    """A step, and whether this role only records what somebody else decides."""

    step: Step
    records: bool

    @property
    def label(self) -> Text:
        """What is to be done, in words."""
        label = self.step.label or Text(self.step.name)
        return _("Record: %(step)s", step=label) if self.records else label


def asked_of(role: str, workflow: str, version: int, state: str, rulebook: str, blocked: bool) -> Asked | None:
    """The step, or None where the case asks nothing of this role."""
    return _asked(Role(role), processes().nearest(workflow, version), state, book(rulebook), blocked)


def states_asking(role: str, step: str) -> list[str]:
    """The states in which some workflow may ask this step of the role."""
    found = [(state.name, asked) for workflow in processes() for state in workflow.states for asked in _every(Role(role), workflow, state.name)]
    return [state for state, asked in found if asked.step.name == step]


def steps_asked(role: str) -> dict[str, Text]:
    """Every step that any state may ask of the role, with its words."""
    found = [one for workflow in processes() for state in workflow.states for one in _every(Role(role), workflow, state.name)]
    return {one.step.name: one.label for one in found}


def _asked(role: Role, workflow: Workflow, state: str, rulebook: Rulebook, blocked: bool) -> Asked | None:
    if blocked:
        return _clearing(role, workflow, state)
    return next((one for one in _leading(role, workflow, state) if one.step.switch is None or one.step.switch.is_on(rulebook)), None)


def _every(role: Role, workflow: Workflow, state: str) -> list[Asked]:
    clearing = _clearing(role, workflow, state)
    return [*_leading(role, workflow, state), *([clearing] if clearing else [])]


def _clearing(role: Role, workflow: Workflow, state: str) -> Asked | None:
    step = workflow.step(CLEARING, state)
    return Asked(step, role not in step.by) if step and role in (*step.by, *step.records) else None


def _leading(role: Role, workflow: Workflow, state: str) -> list[Asked]:
    found = [(step, *_hands(step)) for step in workflow.from_state(state).values() if not step.aside]
    return [Asked(step, role not in deciders) for step, deciders, recorders in found if role in deciders or role in recorders]


def _hands(step: Step) -> tuple[set[Role], set[Role]]:
    if step.signatures is None:
        return set(step.by), set(step.records)
    slots = step.signatures.slots
    return {role for slot in slots for role in slot.roles}, {role for slot in slots for role in slot.records}
