"""The job behind every topic: a notice for each person it concerns, and a letter for those who can be written to; all of it or nothing."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from uuid6 import uuid7

from gulir.acting.store import db
from gulir.acting.who import Acting, current
from gulir.jobs import Work, job
from gulir.notices import queries
from gulir.notices.audience import who_hears
from gulir.notices.sending import deliver
from gulir.notices.topics import TOPICS
from gulir.tables import Delivery


def send_letters(work: Work, waiting: list[UUID]) -> None:
    """After the commit: sends at once; what does not leave now is swept up by the schedule."""
    for delivery in waiting:
        deliver(work.tenant_id, delivery)


@job(*TOPICS, then=send_letters)
def tell(work: Work) -> list[UUID]:
    """Writes notices and waiting letters; gives back the letters' ids."""
    clock = current()
    heard = who_hears(clock, work)
    if not heard:
        return []
    base = {"tenant_id": work.tenant_id, "lane": work.lane, "case_id": work.case_id, "seq": work.seq}
    written = queries.write_notices([base | {"id": uuid7(), "person_id": person, "topic": kind} for person, kind in heard.items()])
    return prepare_letters(clock, work.tenant_id, {row.person_id: row.id for row in written})


def prepare_letters(clock: Acting, tenant_id: int, notices: dict[UUID, UUID]) -> list[UUID]:
    """A waiting letter for each notice whose reader has an address. `notices`: person to notice."""
    rows = [
        {"tenant_id": tenant_id, "id": uuid7(), "notice_id": notices[person], "channel": "mail"}
        for person, found in queries.addresses(clock, tenant_id, notices).items()
        if not found.demo or stays_here()
    ]
    if rows:
        db.session.execute(Delivery.__table__.insert(), rows)  # type: ignore[attr-defined]
    return [row["id"] for row in rows]  # type: ignore[misc]


def stays_here() -> bool:
    """Letters go into a folder of this machine; only then are invented people written to, whose addresses may be somebody's."""
    return urlsplit(current_app.extensions["gulir.settings"].mail_url).scheme == "file"
