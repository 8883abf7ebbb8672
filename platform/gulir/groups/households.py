"""Households behind members: a family card (KK), encrypted, and whether somebody went there and looked."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from uuid6 import uuid7

from gulir.acting import current
from gulir.acting.store import db
from gulir.engine.parties import Role
from gulir.engine.text import _
from gulir.groups.cipher import seal, tag_of_kk
from gulir.groups.groups import tidy
from gulir.groups.numbers import is_invented
from gulir.groups.refusals import OutOfReach, Wrong
from gulir.groups.unit import unit
from gulir.tables import Household

VALIDATORS = (Role.PROGRAMME_MANAGER, Role.DINSOS_OFFICER)
TAKEN = _("This family card belongs to another household of the city already")


@dataclass(frozen=True)
class Home:
    """What is known of a household; None is unknown. `kk` are sixteen digits, None keeps what is there."""

    head: str
    address: str | None = None
    kk: str | None = None
    in_poverty_data: bool | None = None


def add(tenant_id: int, kampung_id: UUID, home: Home, *, household_id: UUID | None = None, invented: bool = False) -> Household:
    """A new household; one with the same family card in the same kampung is given back instead. Raises Wrong, OutOfReach."""
    with unit():
        known = _with_card(tenant_id, home.kk)
        if known is not None and known.kampung_id == kampung_id:
            return known
        household = Household(
            tenant_id=tenant_id, id=household_id or uuid7(), kampung_id=kampung_id, head=tidy(home.head), address=home.address,
            in_poverty_data=home.in_poverty_data, invented=invented or bool(home.kk and is_invented(home.kk)),
        )  # fmt: skip
        _put_card(household, home.kk)
        _save(household)
    return household


def edit(household: Household, home: Home) -> None:
    """Corrects a household. Raises Wrong, OutOfReach."""
    with unit():
        household.head, household.address, household.in_poverty_data = tidy(home.head), home.address, home.in_poverty_data
        _put_card(household, home.kk)
        _save(household)


def may_validate() -> bool:
    """Whether the one acting is of those who visit households and answer for what they saw; nobody sees for another."""
    who = current()
    return who.role in VALIDATORS and not who.read_only and who.behalf is None


def validate(household: Household, in_poverty_data: bool | None) -> None:
    """Somebody went there and found it as written; `in_poverty_data` as the data say on that day. Raises OutOfReach."""
    if not may_validate():
        raise OutOfReach(_("Only a programme manager or an officer of the city's Social Affairs Office confirms a visit"))
    with unit():
        household.in_poverty_data = in_poverty_data
        household.validated_by, household.validated_at = UUID(current().person_id), func.now()


def _with_card(tenant_id: int, kk: str | None) -> Household | None:
    return db.session.scalar(select(Household).where(Household.tenant_id == tenant_id, Household.kk_tag == tag_of_kk(tenant_id, kk))) if kk else None


def _put_card(household: Household, kk: str | None) -> None:
    if kk:
        household.kk_tag = tag_of_kk(household.tenant_id, kk)
        household.kk_cipher = seal(kk, household.tenant_id, "kk", household.id)


def _save(household: Household) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(household)
    except IntegrityError as clash:
        raise Wrong("kk", TAKEN) from clash
