"""Who hears of a line of history: the roles and people that each reach means, at this moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import current_app

from gulir.acting.who import Acting
from gulir.engine import Workflows
from gulir.engine.parties import SPEAKS_FOR, TEAM, Party, Role
from gulir.jobs import Work
from gulir.notices import queries
from gulir.notices.topics import TOPICS, Reach

KEEPERS = (Role.PROGRAMME_MANAGER, Role.SECRETARIAT)


@dataclass
class Named:
    """Roles, and people by name."""

    roles: set[str] = field(default_factory=set)
    people: set[UUID] = field(default_factory=set)


def who_hears(clock: Acting, work: Work) -> dict[UUID, str]:
    """For each person the kind of notice they get."""
    line = queries.line_of(work.tenant_id, work.case_id, work.seq)
    heard: dict[UUID, str] = {}
    for kind in TOPICS[work.topic]:
        named = Named()
        for reach in kind.reach:
            REACHES[reach](work, line, named)
        for person in queries.audience(clock, work.tenant_id, work.case_id, named.roles, named.people, line.actor):
            heard.setdefault(person, kind.name)
    return heard


def _holders(work: Work, _line: Any, named: Named) -> None:
    for desk in queries.roles_with_turn(work.tenant_id, work.case_id):
        role, _colon, person = desk.partition(":")
        if person and role != TEAM:
            named.people.add(UUID(person))
        else:
            named.roles.add(desk)


def _told(_work: Work, line: Any, named: Named) -> None:
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    step = workflows.nearest(line.workflow, line.wv).step(line.step, line.source)
    for party in step.tells if step else ():
        named.roles.update(SPEAKS_FOR[party])


def _resolver(_work: Work, line: Any, named: Named) -> None:
    party = ((line.data or {}).get("answers") or {}).get("resolver")
    if party in set(Party):
        named.roles.update(SPEAKS_FOR[Party(party)])


def _keepers(_work: Work, _line: Any, named: Named) -> None:
    named.roles.update(KEEPERS)


def _watchers(work: Work, _line: Any, named: Named) -> None:
    named.people.update(queries.watchers(work.tenant_id, work.case_id))


def _assignee(_work: Work, line: Any, named: Named) -> None:
    if line.assignee:
        named.people.add(line.assignee)


def _taker(work: Work, line: Any, named: Named) -> None:
    (_assignee if line.assignee else _holders)(work, line, named)


def _team(_work: Work, _line: Any, named: Named) -> None:
    named.roles.update(f"{TEAM}:{role}" for role in (Role.ORGANISER, Role.ADVOCATE))


def _managers(_work: Work, _line: Any, named: Named) -> None:
    named.roles.add(Role.PROGRAMME_MANAGER)


def _deciders(_work: Work, line: Any, named: Named) -> None:
    named.roles.update(((line.data or {}).get("decider") or {}).get("roles") or ())
    if line.decider.startswith("p:"):
        named.people.add(UUID(line.decider[2:]))


def _absent(_work: Work, line: Any, named: Named) -> None:
    if behalf := ((line.data or {}).get("act") or {}).get("behalf"):
        named.people.add(UUID(behalf))


REACHES: dict[Reach, Callable[[Work, Any, Named], None]] = {
    Reach.HOLDERS: _holders,
    Reach.TOLD: _told,
    Reach.RESOLVER: _resolver,
    Reach.KEEPERS: _keepers,
    Reach.WATCHERS: _watchers,
    Reach.DECIDERS: _deciders,
    Reach.ASSIGNEE: _assignee,
    Reach.ABSENT: _absent,
    Reach.TAKER: _taker,
    Reach.TEAM: _team,
    Reach.MANAGERS: _managers,
}
