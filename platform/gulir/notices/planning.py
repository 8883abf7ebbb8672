"""Plans messages: by which channels, when, and what goes together. Whatever is read already is sent to nobody."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import func, select
from uuid6 import uuid7

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.notices import queries
from gulir.notices.channels import open_channels
from gulir.notices.hours import goes_at
from gulir.notices.mail import house_stays_here
from gulir.notices.topics import KINDS

TOGETHER = UUID("5d0c7f0e-52a5-5c06-9d0e-3f7a1b6f9e21")  # what the bundles' ids are drawn from
CHANNELS = ("mail", "whatsapp", "telegram", "sms")


def now() -> dt.datetime:
    """The database's time; the clock that planning goes by."""
    return db.session.scalars(select(func.now())).one()


def plan(clock: Acting, tenant_id: int, notices: dict[UUID, UUID]) -> list[UUID]:
    """Writes what is to be sent of these notices (person → notice); gives the ids of those that may go now."""
    moment = now()
    rows = list(planned(clock, tenant_id, notices.values(), moment))
    queries.write_plans(rows)
    return [row["id"] for row in rows if row["not_before"] <= moment]


def plan_anew(clock: Acting, tenant_id: int) -> int:
    """What still waits of people who changed their wishes since it was planned: moved, sent another way, or dropped. Gives how many notices."""
    outdated = queries.outdated_plans(clock, tenant_id)
    if outdated:
        rows = list(planned(clock, tenant_id, outdated, now()))
        queries.drop_plans(tenant_id, outdated, {(row["notice_id"], row["channel"]) for row in rows})
        queries.write_plans(rows)
    db.session.commit()
    return len(outdated)


def planned(clock: Acting, tenant_id: int, notice_ids: Iterable[UUID], start: dt.datetime) -> Iterator[dict[str, Any]]:
    """A row for each unread notice and each channel that its reader wants and can be reached by."""
    city = next(tenant for tenant in clock.tenants if tenant.id == tenant_id)
    spoken = open_channels(tenant_id)
    unread = queries.unread_of(tenant_id, notice_ids)
    people = queries.addresses(clock, tenant_id, {notice.person_id for notice in unread})
    for notice in unread:
        wishes = people.get(notice.person_id)
        for channel in channels_for(wishes, spoken) if wishes else ():
            moment = goes_at(start, city.zone, wishes, urgent=KINDS[notice.topic].urgent)  # type: ignore[arg-type]
            yield row(tenant_id, notice, channel, moment, held=moment > start)


def row(tenant_id: int, notice: Any, channel: str, moment: dt.datetime, *, held: bool) -> dict[str, Any]:
    """One delivery. What somebody gets at one moment by one channel goes in one message."""
    bundle = uuid5(TOGETHER, f"{notice.person_id} {channel} {moment.astimezone(dt.UTC).isoformat()}") if held else None
    return {"tenant_id": tenant_id, "id": uuid7(), "notice_id": notice.id, "channel": channel, "not_before": moment, "next_at": moment, "bundle": bundle}


def channels_for(wishes: Any, spoken: list[str]) -> list[str]:
    """The channels by which the city speaks (`spoken`) and somebody wants and can hear. Invented people are written to only where it stays here."""
    if wishes.demo and not house_stays_here():
        return []
    return [channel for channel in CHANNELS if channel in spoken and channel in wishes.channels and address_of(wishes, channel)]


def address_of(found: Any, channel: str) -> str | None:
    """Where somebody is reached by a channel, as `queries.addresses` gives it."""
    return getattr(found, "email" if channel == "mail" else channel)
