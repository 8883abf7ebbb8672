"""The channels of a city: which are open, what they need, whether they work; credentials go in and never come out to a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from gulir.acting.store import db
from gulir.acting.who import Acting
from gulir.notices.mail import house_stays_here
from gulir.notices.sealing import NotSealedHere, seal, unseal
from gulir.notices.senders.fields import CHANNELS, FIELDS, Field, check
from gulir.notices.senders.outcomes import OF_CHANNEL, Outgoing, Receipt, Refused, Trouble
from gulir.notices.senders.ways import SENDERS
from gulir.tables import Channel

SHOWN = (
    Channel.channel, Channel.sender, Channel.enabled, Channel.set_at, Channel.set_by, Channel.problem, Channel.answer, Channel.problem_at, Channel.well_at,
)  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How to send by one channel now. `stays_here`: nothing of it leaves this machine."""

    channel: str
    settings: Mapping[str, str] = field(repr=False)
    stays_here: bool = False

    def send(self, message: Outgoing, to: str) -> Receipt:
        """Raises NotSent, Refused or Unsure."""
        return SENDERS[self.channel](message, to, self.settings)


def way_of(tenant_id: int, channel: str) -> Way:
    """Raises Refused where the channel is off, was never set, or was set under another key. Mail goes by the house where the city set nothing."""
    found = db.session.execute(select(Channel.settings, Channel.enabled).where(Channel.tenant_id == tenant_id, Channel.channel == channel)).one_or_none()
    if found is None and channel == "mail":
        return by_house()
    if found is None:
        raise Refused("not_set")
    if not found.enabled:
        raise Refused("off")
    return Way(channel, opened(tenant_id, channel, found.settings))


def by_house() -> Way:
    """The house's own mail server."""
    return Way("mail", {}, house_stays_here())


def goes_by_house(tenant_id: int) -> bool:
    """Does this city's mail leave by the house's own server, as long as it has set no other?"""
    return db.session.scalar(select(Channel.channel).where(Channel.tenant_id == tenant_id, Channel.channel == "mail")) is None


def opened(tenant_id: int, channel: str, sealed: bytes) -> dict[str, str]:
    """The settings in the clear, for a sender. Raises Refused."""
    try:
        return unseal(sealed, tenant_id, channel)
    except NotSealedHere as wrong:
        raise Refused("not_set") from wrong


def open_channels(tenant_id: int) -> list[str]:
    """By which channels this city speaks; mail unless it was switched off."""
    states = {row.channel: row.enabled for row in db.session.execute(select(Channel.channel, Channel.enabled).where(Channel.tenant_id == tenant_id))}
    return [channel for channel in CHANNELS if states.get(channel, channel == "mail")]


def shown(tenant_id: int) -> dict[str, Any]:
    """What may be seen of the channels that were set: no credentials."""
    return {row.channel: row for row in db.session.execute(select(*SHOWN).where(Channel.tenant_id == tenant_id))}


class SecretNeeded(ValueError):
    """A secret has to be typed: there is none yet, or what was kept was kept for another place. The message names the field."""


def plain(tenant_id: int, channel: str) -> dict[str, str]:
    """What is set and is no secret, to begin a form with; nothing where it was set under another key."""
    kept = _kept(tenant_id, channel)
    return {one.name: kept.get(one.name, "") for one in FIELDS[channel] if not one.secret}


def put(who: Acting, tenant_id: int, channel: str, settings: Mapping[str, str]) -> None:
    """Sets a channel and opens it. A secret that is left empty stays as it is, while it goes to the same place. Raises SecretNeeded, and Refused."""
    kept = _kept(tenant_id, channel)
    whole = {one.name: settings.get(one.name, "") or _secret(one, kept, settings, channel) for one in FIELDS[channel]}
    check(channel, whole)
    row = {"settings": seal(whole, tenant_id, channel), "sender": whole["sender"], "enabled": True, "set_by": UUID(who.person_id), "set_at": func.now()}
    row |= {"problem": None, "answer": None, "problem_at": None, "well_at": None}
    statement = insert(Channel).values(tenant_id=tenant_id, channel=channel, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "channel"], set_=row))
    db.session.commit()


def _secret(field: Field, kept: Mapping[str, str], settings: Mapping[str, str], channel: str) -> str:
    """The secret that is kept; whoever points a channel at another server must not get the old one's password sent there."""
    if not field.secret or (field.beside and not settings.get(field.beside)):
        return ""
    if any(kept.get(one.name, "") != settings.get(one.name, "") for one in FIELDS[channel] if one.place) or not kept.get(field.name):
        if field.required or kept.get(field.name):
            raise SecretNeeded(field.name)
        return ""
    return kept[field.name]


def _kept(tenant_id: int, channel: str) -> dict[str, str]:
    sealed = db.session.scalar(select(Channel.settings).where(Channel.tenant_id == tenant_id, Channel.channel == channel))
    try:
        return unseal(sealed, tenant_id, channel) if sealed else {}
    except NotSealedHere:
        return {}


def switch(tenant_id: int, channel: str, *, enabled: bool) -> None:
    """Opens or closes a channel that was set; its settings are kept."""
    _change(tenant_id, channel, enabled=enabled)


def forget(tenant_id: int, channel: str) -> None:
    """Takes a channel away with all that was set; mail goes by the house's server again."""
    db.session.execute(delete(Channel).where(Channel.tenant_id == tenant_id, Channel.channel == channel))
    db.session.commit()


def note_trouble(tenant_id: int, channel: str, trouble: Trouble) -> None:
    """What a provider has against the channel itself stands where it is set, since when; what it has against one reader does not."""
    if trouble.problem in OF_CHANNEL:
        _change(tenant_id, channel, problem=trouble.problem, answer=trouble.answer, problem_at=first_heard(Channel))


def note_well(tenant_id: int, channel: str) -> None:
    """It works; written once an hour, or after trouble, so that many messages do not wait for one row."""
    old = or_(Channel.well_at.is_(None), Channel.well_at < Channel.problem_at, Channel.well_at < func.now() - func.make_interval(0, 0, 0, 0, 1))
    _change(tenant_id, channel, old, well_at=func.clock_timestamp())


def first_heard(table: Any) -> Any:
    """When the trouble that lasts was first heard of."""
    lasts = and_(table.problem_at.is_not(None), or_(table.well_at.is_(None), table.well_at < table.problem_at))
    return case((lasts, table.problem_at), else_=func.clock_timestamp())


def ails(row: Any) -> bool:
    """Is the last that was heard of a channel (or a webhook) trouble?"""
    return row.problem_at is not None and (row.well_at is None or row.well_at < row.problem_at)


def _change(tenant_id: int, channel: str, *only: Any, **values: Any) -> None:
    db.session.execute(update(Channel).where(Channel.tenant_id == tenant_id, Channel.channel == channel, *only).values(**values))
    db.session.commit()
