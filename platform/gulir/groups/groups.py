"""Opens a group and keeps what is known of it: its name, its account, how many it has."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from gulir.acting import current
from gulir.acting.store import db
from gulir.engine.text import _
from gulir.groups.cipher import seal, unseal
from gulir.groups.refusals import Wrong
from gulir.groups.slugs import candidates
from gulir.groups.unit import unit
from gulir.tables import Group, Kampung


@dataclass(frozen=True)
class Account:
    """A bank account; `number` None keeps the number that is there."""

    bank: str
    holder: str
    in_group_name: bool | None
    specimens: int | None
    number: str | None = None


def open_group(tenant_id: int, name: str, kampung_id: UUID, *, slug: str | None = None, group_id: UUID | None = None, **known: Any) -> Group:
    """A new group. `known`: founded_on, note, members_known, member_count. Raises OutOfReach, and Wrong for a kampung that is not there."""
    with unit():
        _refuse_other_kampung(tenant_id, kampung_id)
        taken = set(db.session.scalars(select(Group.slug).where(Group.tenant_id == tenant_id)))
        made = {"tenant_id": tenant_id, "name": tidy(name), "kampung_id": kampung_id, "created_by": UUID(current().person_id), **known}
        for word in [slug] if slug else candidates(name, taken):
            group = Group(id=group_id or uuid7(), slug=word, **made)
            if _added(group):
                return group
        raise Wrong("name", _("There is a group of this name in the city already"))


def edit_group(group: Group, *, name: str, founded_on: dt.date | None, note: str | None, members_known: bool, member_count: int | None) -> None:
    """New words for a group; its kampung and its address stay. Raises OutOfReach."""
    with unit():
        group.name, group.founded_on, group.note = tidy(name), founded_on, note
        group.members_known, group.member_count = members_known, member_count


def set_account(group: Group, account: Account) -> None:
    """The account that money goes to; its number is kept encrypted. Raises OutOfReach."""
    with unit():
        group.bank, group.account_holder = tidy(account.bank), tidy(account.holder)
        group.account_in_group_name, group.specimens = account.in_group_name, account.specimens
        if account.number:
            group.account_cipher = seal(account.number, group.tenant_id, "account", group.id)
            group.account_tail = account.number[-4:]


def account_number(group: Group) -> str | None:
    """The whole number, for the paper that orders a payment; None where none is known."""
    return unseal(group.account_cipher, group.tenant_id, "account", group.id) if group.account_cipher else None


def tidy(words: str) -> str:
    """Without blanks around it or twice in it."""
    return " ".join(words.split())


def _refuse_other_kampung(tenant_id: int, kampung_id: UUID) -> None:
    if db.session.get(Kampung, (tenant_id, kampung_id)) is None:
        raise Wrong("kampung", _("There is no such kampung in this city"))


def _added(group: Group) -> bool:
    # Groups of kampungs that one does not see also hold their address, so the table has the last word.
    try:
        with db.session.begin_nested():
            db.session.add(group)
    except IntegrityError:
        return False
    return True
