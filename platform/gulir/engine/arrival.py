"""Arrival: who holds the ball when a case comes to a state, whose work list shows it, and how many working days they have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gulir.engine.facts import Facts, last_answers, open_marks, standing_in_the_way
from gulir.engine.parties import NAMED, SPEAKS_FOR, TEAM, Party, Role
from gulir.engine.rulebook import Rulebook
from gulir.engine.signing import signable, standing_signatures
from gulir.engine.slots import Slot
from gulir.engine.switches import BallByRule, BallWhile, ByAnswer
from gulir.engine.vocabulary import State, Step
from gulir.engine.workflow import Workflow


@dataclass(frozen=True)
class Arrival:
    """`ball`: the parties that must act. `turns`: the roles that may decide or record what leads on.

    Of a role whose people the case names it is `role:person`; of a step that is the team's, `team:role`.

    `within`: days, or None; working days unless `calendar`. `bound`: whether somebody whom that time binds holds the ball; else it stands still.
    `dated`: the facts say until which day, which is `until`, or none.
    """

    ball: Sequence[Party]
    turns: Sequence[str]
    within: int | None
    calendar: bool = False
    bound: bool = True
    until: str | None = None
    dated: bool = False


def arrival(workflow: Workflow, state: str, rulebook: Rulebook, facts: Facts) -> Arrival:
    """How a case stands in a state; `facts` as they will be once it is there (marks and signatures decide whose it is).

    Where they have no say, every case stands there alike under a rulebook, and that is reckoned once.
    """
    if workflow.by_state[state].reads_facts or facts.get("signatures") or facts.get("evaluation") or open_marks(facts, "blocker"):
        return reckoned(workflow, state, rulebook, facts)
    kept = workflow.arrivals
    if (state, rulebook.hash) not in kept:
        kept[state, rulebook.hash] = reckoned(workflow, state, rulebook, {})
    here: Arrival = kept[state, rulebook.hash]
    return here


def reckoned(workflow: Workflow, state: str, rulebook: Rulebook, facts: Facts) -> Arrival:
    """The same, reckoned anew."""
    place = workflow.by_state[state]
    time, bound = time_at(place, rulebook, facts), bound_at(place, rulebook, facts)
    blockers = standing_in_the_way(facts)
    if blockers and place.kind == "open":
        resolvers = list(dict.fromkeys(Party(mark["resolver"]) for mark in blockers if mark.get("resolver")))
        if resolvers:
            clearing = list(dict.fromkeys(desk for party in resolvers for desk in who_clears(workflow, state, party)))
            return Arrival(resolvers, clearing, *time, not bound.isdisjoint(resolvers))
    steps = [step for step in workflow.from_state(state).values() if not step.aside and (step.switch is None or step.switch.is_on(rulebook))]
    ball = ball_of(place, steps, facts, rulebook)
    turns = dict.fromkeys(desk for step in steps for role in who_acts(step, facts, rulebook) for desk in desks(step, role, ball, facts))
    if open_marks(facts, "blocker"):  # what stood in the way is gone: who may say so is called, beside those who go on from there
        turns |= dict.fromkeys(desk_of(unblock, role) for role in unblock.by) if (unblock := workflow.step("unblock", state)) else {}
    until = place.until(facts) if place.until else None
    return Arrival(ball, list(turns), *time, not bound.isdisjoint(ball), until, place.until is not None)


def time_at(place: State, rulebook: Rulebook, facts: Facts) -> tuple[int | None, bool]:
    """How many days the rulebook gives a state, and whether every day of the calendar counts: `x.days` is of working days unless `x.days_are` says so."""
    key = parameter_of(place.within, facts) if place.within else None
    days = rulebook.get(key) if key else None
    return (int(days), rulebook.counts_every_day(key)) if key and days is not None else (None, False)


def bound_at(place: State, rulebook: Rulebook, facts: Facts) -> set[Party]:
    """The parties that the time of a state binds."""
    held = (held_by(one, rulebook) for one in place.ball if not isinstance(one, BallWhile) or one.holds(facts))
    return set(place.binds) or set(held)


def parameter_of(within: str | ByAnswer, facts: Facts) -> str:
    """The rulebook parameter that says how many days there are."""
    return within.of(last_answers(facts, within.step)) if isinstance(within, ByAnswer) else within


def desk_of(step: Step, role: Role) -> str:
    """The work list of a role, or of those who have it on the case's team."""
    return f"{TEAM}:{role}" if step.team else str(role)


def desks(step: Step, role: Role, ball: list[Party], facts: Facts) -> list[str]:
    """On whose work list a step of this role stands: a reviewer's, only of those whom the case names on a side that holds the ball."""
    named = (facts.get("evaluation") or {}).get("reviewers")
    if role not in NAMED or named is None:
        return [desk_of(step, role)]
    return [f"{role}:{one['person']}" for one in named if one["lead"] is (role is Role.LEAD_REVIEWER) and one["side"] in ball]


def who_clears(workflow: Workflow, state: str, party: Party) -> Iterator[str]:
    """On whose work list a blocked case stands: of those who speak for the resolver and may clear it, and of those who record for it."""
    unblock = workflow.step("unblock", state)
    if unblock is None:
        return
    roles = list(unblock.by)
    if not unblock.team:
        speakers = SPEAKS_FOR[party]
        roles = [*(role for role in speakers if role in roles), *unblock.records, *(role for role in speakers if role == Role.ORGANISER)]
    yield from (desk_of(unblock, role) for role in roles)


def who_acts(step: Step, facts: Facts, rulebook: Rulebook) -> list[Role]:
    """The roles that may decide or record a step now; of a signature step, those of the slots still empty."""
    if step.signatures is None:
        return [*step.by, *step.records]
    slots = [slot for clause in signable(step, standing_signatures(step, facts), rulebook) for slot in clause]
    return [role for slot in slots for role in (*slot.roles, *slot.records)]


def ball_of(state: State, steps: list[Step], facts: Facts, rulebook: Rulebook) -> list[Party]:
    """The state's own holders, as the rulebook moves them; where signatures gather, those still outstanding."""
    held = [one for one in state.ball if not isinstance(one, BallWhile) or one.holds(facts)]
    holders = list(dict.fromkeys(held_by(one, rulebook) for one in held))
    gathering = [(step, signed) for step in steps if (signed := standing_signatures(step, facts))]
    if not gathering:
        return holders
    clauses = [clause for step, signed in gathering for clause in signable(step, signed, rulebook)]
    return list(dict.fromkeys(party for clause in clauses for party in holders_of(clause, holders))) or holders


def held_by(one: Party | BallByRule | BallWhile, rulebook: Rulebook) -> Party:
    """The party."""
    if isinstance(one, BallByRule):
        return one.under(rulebook)
    return one.party if isinstance(one, BallWhile) else one


def holders_of(clause: tuple[Slot, ...], holders: list[Party]) -> list[Party]:
    """Of several who might sign, those who hold the ball anyway; else all of them."""
    parties = [slot.party for slot in clause]
    return [party for party in parties if party in holders] or parties
