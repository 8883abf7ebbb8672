"""Kampungs of a city, formal and informal; what is not known about one stays unknown."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from gulir.acting.store import db
from gulir.engine.text import _
from gulir.groups.groups import tidy
from gulir.groups.refusals import Wrong
from gulir.groups.slugs import candidates
from gulir.groups.unit import unit
from gulir.tables import Kampung


def add(tenant_id: int, name: str, *, formal: bool | None, village_code: str | None, note: str | None, kampung_id: UUID | None = None) -> Kampung:
    """A new kampung. Raises Wrong, OutOfReach (only who reaches the whole city adds one)."""
    with unit():
        taken = set(db.session.scalars(select(Kampung.slug).where(Kampung.tenant_id == tenant_id)))
        slug = next(candidates(tidy(name), taken))
        kampung = Kampung(tenant_id=tenant_id, id=kampung_id or uuid7(), slug=slug[:60], name=tidy(name), formal=formal, village_code=village_code, note=note)
        try:
            with db.session.begin_nested():
                db.session.add(kampung)
        except IntegrityError as clash:
            raise Wrong("name", _("There is a kampung of this name in the city already")) from clash
    return kampung


def edit(kampung: Kampung, name: str, *, formal: bool | None, village_code: str | None, note: str | None) -> Kampung:
    """Corrects a kampung; its address stays. Raises OutOfReach."""
    with unit():
        kampung.name, kampung.formal, kampung.village_code, kampung.note = tidy(name), formal, village_code, note
    return kampung
