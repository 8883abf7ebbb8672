"""Nobody twice, in any city, without telling where: claims on keyed tags of NIKs, and how often one person may ask."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from gulir.acting import current
from gulir.acting.doorway import databases
from gulir.acting.store import db
from gulir.groups import queries
from gulir.groups.cipher import tag_of_nik
from gulir.groups.refusals import AlreadyRegistered, TooManyAsks

ASKS_AN_HOUR = 60  # one a minute: as many as one person types
UNCOUNTED = ("historical", "console", "job")  # keys that only the sign-in role makes, each logged


def claim(tenant_id: int, niks: Mapping[UUID, str]) -> None:
    """Claims NIKs by claim id, all or none, in the transaction at hand. Raises AlreadyRegistered and TooManyAsks."""
    if not niks:
        return
    if len(set(niks.values())) < len(niks):
        raise AlreadyRegistered
    count_asking(len(niks))
    tags = {tag_of_nik(nik): claim_id for claim_id, nik in niks.items()}
    ordered = sorted(tags)
    values = {"key": current().key, "tenant": tenant_id, "tags": ordered, "claims": [tags[tag] for tag in ordered]}
    if db.session.execute(queries.CLAIM, values).first() is not None:
        raise AlreadyRegistered


def release(tenant_id: int, claim_id: UUID) -> bool:
    """Frees a NIK whose member has left; the row that says so must have been written before, in this transaction or an earlier one."""
    db.session.flush()
    return bool(db.session.execute(queries.RELEASE, {"key": current().key, "tenant": tenant_id, "claim": claim_id}).scalar())


def count_asking(asks: int) -> None:
    """Counts in a transaction of its own. Raises TooManyAsks over the limit, RuntimeError where nobody can count."""
    who = current()
    if who.purpose in UNCOUNTED:
        return
    signin = databases().signin
    if signin is None:
        raise RuntimeError("DATABASE_SIGNIN_URL is not set: the registry is not asked where asking cannot be counted")
    account = hashlib.sha256(f"registry:{who.person_id}".encode()).digest()
    with signin.begin() as connection:
        asked = connection.execute(queries.ASK, {"account": account, "asks": asks}).scalar_one()
    if asked > ASKS_AN_HOUR:
        raise TooManyAsks
