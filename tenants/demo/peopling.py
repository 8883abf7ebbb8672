"""Puts invented members and households into the groups, once their cases stand where the deck leaves them.

They come last on purpose: no step of the past is judged by people who never were, and none is said to have been theirs.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from gulir.acting import as_acting
from gulir.acting.store import db
from gulir.engine.parties import Role
from gulir.groups import households, members
from gulir.groups.unit import unit
from gulir.tables import Group, Member
from tenants.demo.invented import OFFICES, Invented
from tenants.demo.invented import members as invented_members
from tenants.demo.lots import Lot
from tenants.demo.troupe import Troupe
from tenants.presets import Preset

PLAYED_BY = dict(zip(OFFICES, (Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER), strict=True))


def people_groups(troupe: Troupe, preset: Preset, tenant: int, lots: Iterable[Lot], first: int) -> None:
    """Members of the groups that have none; each group gets all of its own or none. `first`: how many were invented before, for their names."""
    with as_acting(troupe.acting(Role.ORGANISER, preset.slug)):
        there = set(db.session.scalars(select(Member.group_id).where(Member.tenant_id == tenant)))
        found = {group.id: group for group in db.session.scalars(select(Group).where(Group.tenant_id == tenant))}
        for lot in lots:
            if lot.group not in there:
                with unit():
                    for one in invented_members(preset.slug, preset.code, lot.n, first):
                        _join(found[lot.group], one, _player(troupe, preset, lot, one))
    db.session.remove()


def _player(troupe: Troupe, preset: Preset, lot: Lot, one: Invented) -> tuple[UUID | None, str]:
    """The officers of a city's first group can sign in; everybody else is a name."""
    if one.office is None or lot.n:
        return None, one.name
    player = troupe.player(PLAYED_BY[one.office], preset.slug)
    return player.id, player.name


def _join(group: Group, one: Invented, who: tuple[UUID | None, str]) -> None:
    """Name, numbers and birthday are invented; whatever a guard would judge stays unknown."""
    person_id, name = who
    home = households.add(group.tenant_id, group.kampung_id, households.Home(head=name, kk=one.kk), household_id=one.household, invented=True)
    known = members.Person(name=name, nik=one.nik, household_id=home.id, born_on=one.born_on)
    members.add(group, known, member_id=one.id, person_id=person_id, invented=True).office = one.office
