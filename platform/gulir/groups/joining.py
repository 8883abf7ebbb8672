"""A member joins, or is corrected, together with the household that was written down at the same time."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from gulir.groups import households, members
from gulir.groups.households import Home
from gulir.groups.members import Person
from gulir.groups.unit import unit
from gulir.tables import Group, Member


def join(group: Group, person: Person, home: Home | None, today: dt.date) -> Member:
    """A new member; `home` is a new household, which stands or falls with them. Raises what members.add and households.add raise."""
    with unit():
        return members.add(group, _complete(group, person, home, today))


def correct(group: Group, member: Member, person: Person, home: Home | None, today: dt.date) -> None:
    """New words for a member, and a new household if there is one. Raises what members.edit and households.add raise."""
    with unit():
        members.edit(member, _complete(group, person, home, today))


def _complete(group: Group, person: Person, home: Home | None, today: dt.date) -> Person:
    return replace(person, born_on=members.birthday(person, today), household_id=_household(group, home) or person.household_id)


def _household(group: Group, home: Home | None) -> UUID | None:
    return households.add(group.tenant_id, group.kampung_id, home).id if home else None
