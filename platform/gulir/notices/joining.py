"""Joins what somebody gets at one moment from several cities into one letter; each city's part is read and written under a key of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from gulir.acting.doorway import databases
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.acting.who import Acting, as_acting
from gulir.jobs.limits import KEY_MINUTES
from gulir.notices import channels, digest, queries, sending
from gulir.notices.senders.outcomes import NotSent, Outgoing, Receipt, Refused, Unsure
from gulir.notices.words import News
from gulir.tables import Tenant


@dataclass(frozen=True)
class Part:
    """What one city has to say in a letter: taken up by this sender, so that it is nobody else's."""

    clock: Acting
    tenant_id: int
    first: Any  # one of its rows, which have reader, channel and tries in common
    ids: list[UUID]


def deliver(tenant_id: int, delivery_id: UUID) -> None:
    """Sends one message, with all that goes together with it, here and in other cities."""
    bundle = db.session.scalar(queries.BUNDLED, {"tenant": tenant_id, "id": delivery_id})
    clocks = clocks_of(tenant_id, bundle) if bundle is not None else []
    db.session.rollback()
    if len(clocks) < 2:
        sending.deliver(tenant_id, delivery_id)
        return
    parts = take_up(clocks, bundle)
    if parts:
        hand_over(parts)


def clocks_of(tenant_id: int, bundle: UUID) -> list[Acting]:
    """A key for each open city that has something in the bundle and no mail server of its own, through which no other city's news may go."""
    if not channels.goes_by_house(tenant_id):
        return []
    relay = databases().relay
    if relay is None:
        return []
    with relay.connect() as connection:
        found = list(connection.execute(queries.BUNDLE_CITIES, {"bundle": bundle}).scalars())
    if len(found) < 2:
        return []
    cities = list(db.session.scalars(select(Tenant.id).where(Tenant.id.in_(found), Tenant.status == "open").order_by(Tenant.id)))
    db.session.rollback()
    return [clock for clock in (act_for_job(city, KEY_MINUTES) for city in cities) if speaks_by_house(clock)]


def speaks_by_house(clock: Acting) -> bool:
    """Asked under the city's own key."""
    with as_acting(clock):
        found = channels.goes_by_house(clock.tenants[0].id)
        db.session.rollback()
    return found


def take_up(clocks: list[Acting], bundle: UUID) -> list[Part]:
    """City by city, in one order: whoever gets nothing in the first, since another was there before, leaves the rest to them."""
    parts: list[Part] = []
    for clock in clocks:
        part = take_part(clock, bundle)
        if part is not None:
            parts.append(part)
        elif not parts and not still_waits(clock, bundle):
            break
    return parts


def take_part(clock: Acting, bundle: UUID) -> Part | None:
    """None: somebody else has it, or something earlier of the same case has to go first."""
    tenant_id = clock.tenants[0].id
    with as_acting(clock):
        one = db.session.scalar(queries.FIRST_OF_BUNDLE, {"tenant": tenant_id, "bundle": bundle})
        rows = [row._mapping for row in db.session.execute(queries.TAKE_UP, {"tenant": tenant_id, "id": one})]
        db.session.commit()  # from here on it counts as perhaps sent
    return Part(clock, tenant_id, rows[0], sorted(row["id"] for row in rows)) if rows else None


def still_waits(clock: Acting, bundle: UUID) -> bool:
    """Nobody took it: something earlier of its cases has to go first, which holds up no other city."""
    with as_acting(clock):
        found = db.session.scalar(queries.FIRST_OF_BUNDLE, {"tenant": clock.tenants[0].id, "bundle": bundle}) is not None
        db.session.rollback()
    return found


def hand_over(parts: list[Part]) -> None:
    """One letter of all parts; what became of it is written down in each city. A part that has nothing to say any more ends as read."""
    told = [(part, heard(part)) for part in parts]
    outcome = send([(part, news) for part, news in told if news])
    for part, news in told:
        with as_acting(part.clock):
            settle(part, outcome if news else Refused("read"))


def heard(part: Part) -> list[News]:
    """A city's news, in its reader's language."""
    with as_acting(part.clock):
        found = reader(part)
        news = digest.news(part.ids, found.locale) if found else []
        db.session.rollback()
    return news


def reader(part: Part) -> Any:
    """Who reads it, as this city knows them."""
    person = part.first["person_id"]
    return queries.addresses(part.clock, part.tenant_id, [person]).get(person)


def send(told: list[tuple[Part, list[News]]]) -> Receipt | NotSent | Unsure:
    """By the house's server; what went wrong is an outcome too."""
    if not told:
        return Refused("read")
    part, way = told[0][0], channels.by_house()
    with as_acting(part.clock):
        found = reader(part)
        db.session.rollback()  # no transaction waits for somebody else's machine
    try:
        to = sending.reached(found, "mail", way)
        message = digest.in_words([one for _part, news in told for one in news], "mail", found.locale)
        return way.send(Outgoing(str(part.ids[0]), message.subject, message.text), to)  # type: ignore[union-attr]
    except (NotSent, Unsure) as trouble:
        return trouble


def settle(part: Part, outcome: Receipt | NotSent | Unsure) -> None:
    """Under the part's own key."""
    if isinstance(outcome, NotSent):
        sending.put_back(part.tenant_id, part.ids, part.first, outcome)
    else:
        sending.settle(part.tenant_id, part.ids, "unknown" if isinstance(outcome, Unsure) else "sent", outcome)
