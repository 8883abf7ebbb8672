"""Options: every step that leads on from where a case stands, whose it is, and what stops it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from gulir.engine.asks import Ask
from gulir.engine.distinct import acted_before, not_on_team, signed_already, waived_by_taker
from gulir.engine.facts import Facts, is_historical_load
from gulir.engine.parties import NAMED, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.signing import Signed, lacking, signable, standing_signatures
from gulir.engine.slots import Slot
from gulir.engine.text import Text
from gulir.engine.verdicts import Verdict
from gulir.engine.vocabulary import Fork, Step
from gulir.engine.workflow import Workflow

Mode = Literal["decide", "record", "sign", "record_sign"]
RIGHT: dict[Mode, str] = {"decide": "decide", "record": "record", "sign": "sign", "record_sign": "record"}  # as a delegation names them
RECORDED = ("record", "record_sign")
NOTED = "note"  # to write something down is lent with either: with decisions, and with keeping records


@dataclass(frozen=True)
class Actor:
    """Who asks: a person in a role, and the kind of organisation that they act for.

    `behalf`: whom they stand in for, `rights` and `workflows` what of it was lent; None: everything."""

    person: str
    role: Role
    kind: str | None = None
    behalf: str | None = None
    rights: tuple[str, ...] | None = None
    workflows: tuple[str, ...] | None = None

    @classmethod
    def of(cls, facts: Facts) -> "Actor":
        """The person whose session fetched these facts."""
        session = facts["session"]
        who = (session["person"], Role(session["role"]), session.get("kind"))
        lent = session.get("behalf")
        if lent is None:
            return cls(*who)
        return cls(*who, lent["person"], tuple(lent["rights"]), None if lent["workflows"] is None else tuple(lent["workflows"]))

    @property
    def people(self) -> set[str]:
        """Whose eyes these count as: of whoever stands in for somebody, both."""
        return {self.person} | ({self.behalf} if self.behalf else set())

    def may(self, mode: Mode, workflow: str, step: str) -> bool:
        """Whether this way to act is among what was lent, for cases of this process."""
        if self.rights is None:
            return True
        wanted = {RIGHT[mode], "record"} if step == NOTED else {RIGHT[mode]}
        return bool(wanted & set(self.rights)) and (self.workflows is None or workflow in self.workflows)


@dataclass(frozen=True)
class Option:
    """A step from here. `mode` None: not this actor's. `dest` None: the answers decide. `deciders`: whose act it is. `last`: this signature takes the step."""

    step: str
    label: Text
    mode: Mode | None
    slot: str | None
    verdicts: tuple[Verdict, ...]
    asks: tuple[Ask, ...]
    dest: str | None
    switched_on: bool
    deciders: tuple[Role, ...]
    primary: bool = False
    aside: bool = False
    universal: bool = False
    quiet: bool = False
    last: bool = False
    past: bool = False

    @property
    def open(self) -> bool:
        """Whether nothing stops it (the past, while it is being entered, may be unknown)."""
        return self.switched_on and not self.stops

    @property
    def stops(self) -> tuple[Verdict, ...]:
        """The verdicts that stop it."""
        return tuple([verdict for verdict in self.verdicts if verdict.status != "met" and not (self.past and verdict.status == "unknown")])


def options(workflow: Workflow, facts: Facts, rulebook: Rulebook, actor: Actor | None = None) -> list[Option]:
    """Every declared step from here, and those universal ones that are this actor's; a signature step once for each slot they may fill."""
    who = actor or Actor.of(facts)
    steps = [step for step in workflow.from_state(facts["case"]["state"]).values() if step.name != "sign"]
    found = [one for step in steps for one in of_step(workflow, step, facts, rulebook, who)]
    mine = [one for one in found if one.mode and not one.aside and one.switched_on]
    first = next((one for one in mine if one.open), mine[0] if mine else None)
    return [replace(one, primary=True) if one is first else one for one in found]


def of_step(workflow: Workflow, step: Step, facts: Facts, rulebook: Rulebook, actor: Actor) -> Iterator[Option]:
    """The options that one step gives."""
    switched_on = step.switch is None or step.switch.is_on(rulebook)
    acts = switched_on and not facts["session"].get("read_only")
    signed = standing_signatures(step, facts)
    possible = ways_to_act(step, signed, rulebook, actor) if acts else ()
    ways: list[tuple[Mode | None, Slot | None]] = [(mode, slot) for mode, slot in possible if actor.may(mode, workflow.name, step.name)]
    if step.universal and not ways:
        return
    verdicts = tuple([guard.judge(facts, rulebook) for guard in workflow.needs_of(step)])
    nobody: list[tuple[Mode | None, Slot | None]] = [(None, None)]
    for mode, slot in ways or nobody:
        own = (*verdicts, *personal(step, facts, actor, verdicts, slot, signed)) if mode else verdicts
        yield Option(
            step.name, step.label or Text(step.name), mode, slot.name if slot else None, own, step.fields[bool(signed), mode in RECORDED], dest_of(step, facts),
            switched_on, slot.roles if slot else step.by, aside=step.aside, universal=step.universal, quiet=step.quiet, last=is_last(step, slot, signed),
            past=is_historical_load(facts),
        )  # fmt: skip


def ways_to_act(step: Step, signed: Signed, rulebook: Rulebook, actor: Actor) -> Iterator[tuple[Mode, Slot | None]]:
    """How this actor may take a step: decide it, record it, sign or record the signature of each slot still empty."""
    if step.signatures is None:
        if actor.role in step.by:
            yield "decide", None
        if actor.role in step.records:
            yield "record", None
        return
    for clause in signable(step, signed, rulebook):
        for slot in clause:
            if actor.role in slot.roles and (actor.role not in NAMED or actor.kind == slot.party):
                yield "sign", slot
            elif actor.role in slot.records:
                yield "record_sign", slot


def personal(step: Step, facts: Facts, actor: Actor, verdicts: tuple[Verdict, ...], slot: Slot | None, signed: Signed) -> list[Verdict]:
    """What stops this person, though not their role: they did what they would now judge, signed already, or waived the clause."""
    people = actor.people
    found = [not_on_team(step, facts, people), acted_before(step, facts, people), waived_by_taker(facts, people, verdicts)]
    if slot:
        found.append(signed_already(signed, people, recording=actor.role not in slot.roles))
    return [verdict for verdict in found if verdict]


def dest_of(step: Step, facts: Facts) -> str | None:
    """Where it leads, unless its answers decide that."""
    return None if isinstance(step.dest, Fork) else step.dest or facts["case"]["state"]


def is_last(step: Step, slot: Slot | None, signed: Signed) -> bool:
    """Whether this signature is the only one still lacking."""
    return slot is not None and all(slot in clause for clause in lacking(step, signed))


def option(
    workflow: Workflow, facts: Facts, rulebook: Rulebook, step: str, slot: str | None = None, actor: Actor | None = None, recording: bool = False
) -> Option | None:
    """The option of one step (and slot), or None where it does not lead on from here. `recording`: for another, where one could also decide oneself."""
    declared = workflow.step(step, facts["case"]["state"])
    if declared is None:
        return None
    fitting = [one for one in of_step(workflow, declared, facts, rulebook, actor or Actor.of(facts)) if slot in (None, one.slot)]
    recorded = [one for one in fitting if one.mode in RECORDED] if recording else []
    return next(iter(recorded or fitting), None)
