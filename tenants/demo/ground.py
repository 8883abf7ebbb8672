"""What a city's cases stand on: its groups, and the letters that proposed them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from gulir.acting import as_acting
from gulir.acting.store import db
from gulir.engine.parties import Role
from gulir.groups import batches, groups
from gulir.groups.unit import unit
from gulir.reports.unrealised import BY_SUBTRACTION
from gulir.tables import Batch, Group, Kampung
from tenants.demo.deck import Row
from tenants.demo.lots import Lot, batch_id
from tenants.demo.troupe import Troupe
from tenants.presets import Preset

INVENTED = "Nama kelompok dan anggotanya karangan untuk contoh; dek hanya menyebut jumlah kelompok per kota. Jumlah anggota hilang di dek."

LETTER_LOST = "Nomor, tanggal, dan penanda tangan surat usulan ini tidak ada di dek."


def lay_ground(troupe: Troupe, preset: Preset, tenant: int, lots: Iterable[Lot]) -> None:
    """Groups and batches of a city, those that are not there yet."""
    with as_acting(troupe.acting(Role.ORGANISER, preset.slug)), unit():
        _lay_batches(tenant, dict.fromkeys(lot.row for lot in lots))
        there = set(db.session.scalars(select(Group.id).where(Group.tenant_id == tenant)))
        kampungs = {kampung.slug: kampung.id for kampung in db.session.scalars(select(Kampung).where(Kampung.tenant_id == tenant))}
        for lot in lots:
            if lot.group not in there:
                groups.open_group(tenant, f"Kelompok {lot.name}", kampungs[lot.kampung(preset)], group_id=lot.group, note=INVENTED, members_known=False)
    db.session.remove()


def _lay_batches(tenant: int, rows: Iterable[Row]) -> None:
    there: set[UUID] = set(db.session.scalars(select(Batch.id).where(Batch.tenant_id == tenant)))
    for row in rows:
        if batch_id(row) not in there:
            batches.create(tenant, _letter(row), batch_id=batch_id(row))
            there.add(batch_id(row))


def _letter(row: Row) -> batches.Letter:
    """What is known of the letter: nearly nothing. The money of every line is the Ministry's, hence the state budget."""
    note = f"{BY_SUBTRACTION}{row.by_subtraction}" if row.by_subtraction else LETTER_LOST
    return batches.Letter(title=f"Usulan KUBE {row.printed}", component="kube", source="apbn", note=note)
