"""Rows of the pages of people; the account behind a seat is read by the sign-in role, and only of seats that the reader sees."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_, select

from gulir.acting.store import db
from gulir.tables import Group, Kampung, Membership, Organisation, Person, Seat, Tenant

KINDS = ("upc", "ministry", "inspectorate")  # organisations that belong to no city
SEAT = (Seat.membership_id, Seat.person_id, Seat.name, Seat.role, Seat.kampungs, Seat.group_id, Seat.since)


def seats(tenant_id: int) -> list[Any]:
    """Everybody who has a role in the city now, by organisation."""
    found = (
        select(*SEAT, Organisation.name.label("organisation"), Organisation.kind, (Organisation.tenant_id == tenant_id).label("local"))
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .where(Seat.tenant_id == tenant_id, Seat.until.is_(None))
        .order_by(Organisation.name, Seat.name)
    )
    return list(db.session.execute(found))


def seat(tenant_id: int, membership_id: UUID) -> Any | None:
    """One of them."""
    found = (
        select(*SEAT, Seat.organisation_id, Organisation.name.label("organisation"), Organisation.kind)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .where(Seat.tenant_id == tenant_id, Seat.membership_id == membership_id, Seat.until.is_(None))
    )
    return db.session.execute(found).one_or_none()


def kampungs(tenant_id: int) -> dict[UUID, str]:
    """Names of the city's kampungs."""
    return {row.id: row.name for row in db.session.execute(select(Kampung.id, Kampung.name).where(Kampung.tenant_id == tenant_id).order_by(Kampung.name))}


def groups(tenant_id: int) -> dict[UUID, str]:
    """Names of the city's groups, as far as the reader sees them."""
    return {row.id: row.name for row in db.session.execute(select(Group.id, Group.name).where(Group.tenant_id == tenant_id).order_by(Group.name))}


def organisations(tenant_id: int) -> list[Any]:
    """Those that have people in the city: its own, its province's, and those of the whole country."""
    province = select(Tenant.province).where(Tenant.id == tenant_id).scalar_subquery()
    ours = or_(
        Organisation.tenant_id == tenant_id, Organisation.kind.in_(KINDS), (Organisation.kind == "dinsos_province") & (Organisation.province == province)
    )
    return list(db.session.execute(select(Organisation.id, Organisation.name, Organisation.kind).where(ours).order_by(Organisation.name)))


def account(connection: Connection, person_id: UUID) -> Any:
    """What an administrator sees of the account behind a seat."""
    columns = (
        Person.email,
        Person.phone,
        Person.demo,
        Person.disabled_at,
        Person.password_hash.is_not(None).label("settled"),
        Person.totp_secret.is_not(None).label("totp"),
    )
    return connection.execute(select(*columns).where(Person.id == person_id)).one()


def reach(connection: Connection, membership_id: UUID) -> Any:
    """The membership's own word on its cities."""
    return connection.execute(select(Membership.person_id, Membership.role, Membership.tenants).where(Membership.id == membership_id)).one()
