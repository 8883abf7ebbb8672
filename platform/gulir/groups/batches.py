"""Batches: one proposal letter that names several groups' cases. A case enters one by its own step; here the letter itself is kept."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from uuid6 import uuid7

from gulir.acting import current
from gulir.acting.store import db
from gulir.acting.who import time_now
from gulir.groups import finding, queries
from gulir.groups.groups import tidy
from gulir.groups.unit import unit
from gulir.tables import Batch

COMPONENTS = ("kube", "rtlh", "sarling")
SOURCES = ("apbn", "deconcentration", "apbd_province", "apbd_city", "csr", "other")
FILE_PARTS = ("file_digest", "file_name", "file_type", "file_size")
TRIES = 200  # numbers of batches that one does not see are stepped over


@dataclass(frozen=True)
class Letter:
    """What stands on a proposal letter; None is unknown."""

    title: str
    component: str
    source: str
    year: int | None = None
    letter_number: str | None = None
    letter_date: dt.date | None = None
    signer: str | None = None
    note: str | None = None


def create(tenant_id: int, letter: Letter, file: dict[str, Any] | None = None, *, batch_id: UUID | None = None) -> Batch:
    """A new batch, numbered within its year (USUL-2014-003). `file`: what documents.store gave. Raises OutOfReach, ValueError."""
    if letter.component not in COMPONENTS or letter.source not in SOURCES:
        raise ValueError(f"{letter.component} or {letter.source} is not known")
    series = f"USUL-{letter.year or (letter.letter_date or _today(tenant_id)).year}-"
    values = asdict(letter) | {part: (file or {}).get(part) for part in FILE_PARTS}
    values |= {"tenant_id": tenant_id, "id": batch_id or uuid7(), "title": tidy(letter.title), "created_by": UUID(current().person_id)}
    with unit():
        last = db.session.scalar(queries.LAST_NUMBER, {"tenant": tenant_id, "series": f"{series}%"}) or 0
        for number in range(last + 1, last + TRIES):
            # Two at once never get one number: the second waits for the first and then goes on to the next.
            if db.session.scalar(queries.NEW_BATCH, values | {"number": f"{series}{number:03d}"}):
                return finding.batch(tenant_id, f"{series}{number:03d}")
    raise RuntimeError(f"no free number after {series}{last:03d}")


def _today(tenant_id: int) -> dt.date:
    """The day in that city."""
    zone = next(city.zone for city in current().tenants if city.id == tenant_id)
    return time_now().astimezone(ZoneInfo(zone)).date()


def edit(batch: Batch, letter: Letter, file: dict[str, Any] | None = None) -> None:
    """New words for a letter; component, source, year and number stay, since cases were chosen by them. Raises OutOfReach."""
    with unit():
        batch.title, batch.letter_number, batch.letter_date = tidy(letter.title), letter.letter_number, letter.letter_date
        batch.signer, batch.note = letter.signer, letter.note
        for part in FILE_PARTS if file else ():
            setattr(batch, part, file[part])  # type: ignore[index]
