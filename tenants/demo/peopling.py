"""Puts invented members and households into the groups, once their cases stand where the deck leaves them.

They come last on purpose: no step of the past is judged by people who never were, and none is said to have been theirs.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from gulir.acting import as_acting
from gulir.acting.store import db
from gulir.engine.parties import Role
from gulir.groups import registry
from gulir.groups.cipher import seal, tag_of_kk
from gulir.groups.numbers import mask
from gulir.groups.unit import unit
from gulir.tables import Group, Household, Member
from tenants.demo.ids import known
from tenants.demo.invented import OFFICES, Invented, members
from tenants.demo.lots import Lot
from tenants.demo.troupe import Troupe
from tenants.presets import Preset

PLAYED_BY = dict(zip(OFFICES, (Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER), strict=True))


def people_groups(troupe: Troupe, preset: Preset, tenant: int, lots: Iterable[Lot], first: int) -> None:
    """Members of the groups that have none, all of a city at once or not at all. `first`: how many were invented before, for their names."""
    with as_acting(troupe.acting(Role.ORGANISER, preset.slug)), unit():
        there = set(db.session.scalars(select(Member.group_id).where(Member.tenant_id == tenant)))
        kampungs = {row.id: row.kampung_id for row in db.session.execute(select(Group.id, Group.kampung_id).where(Group.tenant_id == tenant))}
        new = [(lot, one) for lot in lots if lot.group not in there for one in members(preset.slug, preset.code, lot.n, first)]
        registry.claim(tenant, {_claim(one): one.nik for _lot, one in new})
        db.session.add_all([_household(tenant, kampungs[lot.group], one, _player(troupe, preset, lot, one)[1]) for lot, one in new])
        db.session.flush()
        db.session.add_all([_member(tenant, lot, one, *_player(troupe, preset, lot, one)) for lot, one in new])
    db.session.remove()


def _player(troupe: Troupe, preset: Preset, lot: Lot, one: Invented) -> tuple[UUID | None, str]:
    """The officers of a city's first group can sign in; everybody else is a name."""
    if one.office is None or lot.n:
        return None, one.name
    player = troupe.player(PLAYED_BY[one.office], preset.slug)
    return player.id, player.name


def _household(tenant: int, kampung: UUID, one: Invented, head: str) -> Household:
    cipher, tag = seal(one.kk, tenant, "kk", one.household), tag_of_kk(tenant, one.kk)
    return Household(tenant_id=tenant, id=one.household, kampung_id=kampung, head=head, kk_cipher=cipher, kk_tag=tag, invented=True)


def _member(tenant: int, lot: Lot, one: Invented, person: UUID | None, name: str) -> Member:
    """Name, numbers and birthday are invented; whatever a guard would judge stays unknown."""
    held = {"claim": _claim(one), "nik_cipher": seal(one.nik, tenant, "nik", one.id), "nik_mask": mask(one.nik)}
    whose = {"group_id": lot.group, "household_id": one.household, "person_id": person, "office": one.office}
    return Member(tenant_id=tenant, id=one.id, name=name, born_on=one.born_on, invented=True, **held, **whose)


def _claim(one: Invented) -> UUID:
    return known("claim", one.id)
