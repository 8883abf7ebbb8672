"""Brings a person into a city: a new one with a link to choose a password, a known one with one more role."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from gulir.acting import Acting
from gulir.identity import grants
from gulir.identity.links import make_link
from gulir.identity.memberships import add_membership, memberships_of
from gulir.identity.persons import create_person, find_person
from gulir.tables import Organisation, Person


class HasRole(ValueError):
    """The person has this role in this organisation already."""


class NoLinkNeeded(ValueError):
    """The account is of a demonstration, or disabled: nobody gets a link to it."""


@dataclass(frozen=True)
class Wanted:
    """A role that somebody is to have."""

    organisation_id: int
    role: str
    tenants: Sequence[int] | None
    kampungs: Sequence[UUID] | None = None
    group_id: UUID | None = None


@dataclass(frozen=True)
class Sent:
    """A link that was made; `email` None: there is nowhere to send it, so it has to be handed over."""

    person_id: UUID
    name: str
    email: str | None
    locale: str
    token: str | None


def invite(connection: Connection, who: Acting, name: str, email: str | None, phone: str | None, wanted: Wanted) -> Sent:
    """Raises NotYoursToGive, HasRole, NoSuchReach, NotAnAddress, NoAddress, AddressTaken. Whoever has a password already gets no link, and nobody gets one
    to an account with roles of another's giving: it has its own invitation."""
    known = next((found for account in (email, phone) if account and (found := find_person(connection, account))), None)
    grants.check(who, grants.Reach(str(known), wanted.role, None if wanted.tenants is None else list(wanted.tenants)))
    held = memberships_of(connection, known) if known else []
    if any((one.role, one.organisation_id) == (wanted.role, wanted.organisation_id) for one in held):
        raise HasRole(wanted.role)
    grants.check_tie(who, _kind(connection, wanted.organisation_id), held)
    person = known or create_person(connection, name, email=email, phone=phone)
    add_membership(connection, person, wanted.organisation_id, wanted.role, tenants=wanted.tenants, kampungs=wanted.kampungs, group_id=wanted.group_id)
    row = _person(connection, person)
    linked = not row.password_hash and not row.disabled_at and grants.gives_all(who, str(person), held)
    return Sent(person, row.name, row.email, row.locale, make_link(connection, person, "invite", who.person_id) if linked else None)


def send_again(connection: Connection, who: Acting, person: UUID) -> tuple[str, Sent]:
    """A new link: the invitation again, or, for whoever has an account, a new password and second factor. Its purpose, and the link.

    Only for somebody all of whose roles the one acting may give. Raises NotYoursToGive, NoLinkNeeded."""
    if not grants.gives_all(who, str(person), memberships_of(connection, person)):
        raise grants.NotYoursToGive("some of their roles are another's to give")
    row = _person(connection, person)
    if row.demo or row.disabled_at:
        raise NoLinkNeeded(row.name)
    purpose = "reset" if row.password_hash else "invite"
    return purpose, Sent(person, row.name, row.email, row.locale, make_link(connection, person, purpose, who.person_id))


def _kind(connection: Connection, organisation_id: int) -> str:
    return str(connection.execute(select(Organisation.kind).where(Organisation.id == organisation_id)).scalar_one())


def _person(connection: Connection, person: UUID) -> Any:
    columns = (Person.name, Person.email, Person.locale, Person.password_hash, Person.demo, Person.disabled_at)
    return connection.execute(select(*columns).where(Person.id == person)).one()
