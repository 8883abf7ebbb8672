"""Members of a group: who joins, who leaves, who holds an office, who has signed the group's rules."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from uuid6 import uuid7

from gulir.acting.store import db
from gulir.engine.text import Text, _
from gulir.groups import finding, registry
from gulir.groups.cipher import seal
from gulir.groups.groups import tidy
from gulir.groups.numbers import born, is_invented, mask, oddities
from gulir.groups.queries import CITY_CODE
from gulir.groups.refusals import Wrong
from gulir.groups.unit import unit
from gulir.groups.unmasking import nik_of
from gulir.tables import Group, Member

OFFICES = ("chair", "secretary", "treasurer")


@dataclass(frozen=True)
class Person:
    """What is known of a member; None is unknown. `nik` are sixteen digits (numbers.compact), None keeps what is there."""

    name: str
    nik: str | None = None
    household_id: UUID | None = None
    born_on: dt.date | None = None
    married: bool | None = None
    public_servant: bool | None = None
    received_before: bool | None = None
    joined_on: dt.date | None = None


def add(group: Group, person: Person, *, member_id: UUID | None = None, person_id: UUID | None = None, invented: bool = False) -> Member:
    """A new member, claimed in the registry of all cities when a NIK is given. Raises AlreadyRegistered, TooManyAsks, OutOfReach."""
    with unit():
        member = Member(tenant_id=group.tenant_id, id=member_id or uuid7(), group_id=group.id, person_id=person_id, invented=invented, **_known(person))
        if person.nik:
            member.invented = invented or is_invented(person.nik)
            _hold(member, person.nik)
        db.session.add(member)
    return member


def edit(member: Member, person: Person) -> None:
    """Corrects a member; another NIK is claimed before the old one is let go. Raises as `add`, and Wrong for one who has left."""
    with unit():
        if member.left_on:
            raise Wrong("name", _("This member has left the group: nothing of theirs is changed any more"))
        for name, value in _known(person).items():
            setattr(member, name, value)
        if person.nik and not holds(member, person.nik):
            _exchange(member, person.nik)


def leave(member: Member, on: dt.date) -> None:
    """Ends a membership and frees the NIK for another group, in this city or another. Raises OutOfReach."""
    with unit():
        if member.left_on is None:
            member.left_on, member.office = on, None
            if member.claim:
                registry.release(member.tenant_id, member.claim)


def set_officers(group: Group, officers: Mapping[str, UUID | None]) -> None:
    """Who holds which office; None leaves it empty. One person holds one office, and only active members do. Raises Wrong."""
    with unit():
        wanted = {member_id: office for office, member_id in officers.items() if member_id}
        if len(wanted) < sum(1 for member_id in officers.values() if member_id):
            raise Wrong("chair", _("One person cannot hold two offices"))
        members = finding.active_members(group.tenant_id, group.id)
        if set(wanted) - {member.id for member in members}:
            raise Wrong("chair", _("Only members of the group hold its offices"))
        for member in members:
            member.office = None
        db.session.flush()  # each office has one holder at every moment, so all are empty before they are filled
        for member in members:
            member.office = wanted.get(member.id)


def sign_rules(group: Group, members: Collection[UUID], on: dt.date) -> int:
    """These members have signed the group's rules on that day; who signed earlier keeps their day. Says how many are new."""
    with unit():
        new = [one for one in finding.active_members(group.tenant_id, group.id) if one.id in members and one.signed_rules_on is None]
        for member in new:
            member.signed_rules_on = on
    return len(new)


def holds(member: Member, nik: str) -> bool:
    """Whether it is the member's own NIK already."""
    return nik_of(member) == nik


def warnings(tenant_id: int, person: Person, today: dt.date) -> list[Text]:
    """What looks odd about the NIK; none of it refuses."""
    if not person.nik:
        return []
    return oddities(person.nik, today, city_code=db.session.scalar(CITY_CODE, {"tenant": tenant_id}), born_on=person.born_on)


def birthday(person: Person, today: dt.date) -> dt.date | None:
    """As typed, else as the NIK says."""
    return person.born_on or (born(person.nik, today) if person.nik else None)


def _known(person: Person) -> dict[str, Any]:
    fields = ("household_id", "born_on", "married", "public_servant", "received_before", "joined_on")
    return {"name": tidy(person.name)} | {name: getattr(person, name) for name in fields}


def _hold(member: Member, nik: str) -> None:
    claim_id = uuid7()
    registry.claim(member.tenant_id, {claim_id: nik})
    member.claim, member.nik_cipher, member.nik_mask = claim_id, seal(nik, member.tenant_id, "nik", member.id), mask(nik)


def _exchange(member: Member, nik: str) -> None:
    # The registry lets go only of who has left: the old number leaves and the new one joins, unseen by others, in one transaction.
    old = member.claim
    if old:
        member.left_on = dt.date.today()  # noqa: DTZ011 - gone again before anybody sees it
        registry.release(member.tenant_id, old)
    _hold(member, nik)
    member.left_on = None
