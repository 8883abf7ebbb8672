"""How somebody wants to be told: by which channels, not at which hours, at once or once a day."""

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from gulir.notices.hours import is_between
from gulir.tables import Preference

CHANNELS = {"mail": _("E-mail"), "whatsapp": "WhatsApp", "telegram": "Telegram", "sms": "SMS"}
RHYTHMS = {"now": _("As it happens"), "daily": _("Once a day, together")}


class BadHours(ValueError):
    """The hours contradict each other; the message says how: `half`, `same` or `digest`."""


@dataclass(frozen=True)
class Wishes:
    """The quiet hours and the digest's hour are of the city that a notice comes from."""

    channels: tuple[str, ...] = ("mail",)
    quiet_from: dt.time | None = None
    quiet_until: dt.time | None = None
    rhythm: str = "now"
    digest_at: dt.time = dt.time(7, 0)

    def weigh(self) -> None:
        """Raises BadHours: quiet hours have two different ends, and a digest does not come within them."""
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise BadHours("half")
        if self.quiet_from is None or self.quiet_until is None:
            return
        if self.quiet_from == self.quiet_until:
            raise BadHours("same")
        if self.rhythm == "daily" and is_between(self.digest_at, self.quiet_from, self.quiet_until):
            raise BadHours("digest")


def wishes_of(connection: Connection, person_id: UUID | str) -> Wishes:
    """What somebody chose, or what holds for who chose nothing."""
    columns = (Preference.channels, Preference.quiet_from, Preference.quiet_until, Preference.rhythm, Preference.digest_at)
    found = connection.execute(select(*columns).where(Preference.person_id == person_id)).mappings().one_or_none()
    return Wishes(**{**found, "channels": tuple(found["channels"])}) if found else Wishes()


def prefer(connection: Connection, person_id: UUID | str, wishes: Wishes) -> None:
    """From now on so, also for what still waits. Raises BadHours."""
    wishes.weigh()
    values = asdict(wishes) | {"channels": list(wishes.channels), "changed_at": func.now()}
    put = insert(Preference).values(person_id=person_id, **values)
    connection.execute(put.on_conflict_do_update(index_elements=[Preference.person_id], set_=values))


def touch(connection: Connection, person_id: UUID | str) -> None:
    """What waits is planned anew: an address has come or gone."""
    prefer(connection, person_id, wishes_of(connection, person_id))
