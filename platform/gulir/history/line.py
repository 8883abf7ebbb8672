"""The canonical line of an event: ASCII atoms and hashes of free text, the same bytes as the database's event_line() gives."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

PREFIX = "gulir-event-1"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Line:
    """What an event's digest covers. `at` in microseconds since 1970; `decider_hash` and `body_hash` stand for texts that may be withheld."""

    tenant: int
    case: UUID
    seq: int
    at: int
    workflow: str
    wv: int
    step: str
    source: str
    dest: str
    actor: UUID
    org: int
    decider_hash: str
    act_date: dt.date | None
    act_precision: str
    body_hash: str
    prev: bytes | None

    def encoded(self) -> bytes:
        """The bytes that are hashed."""
        day = self.act_date.isoformat() if self.act_date else "-"
        parts = (PREFIX, self.tenant, self.case, self.seq, self.at, self.workflow, self.wv, self.step, self.source, self.dest, self.actor, self.org)
        rest = (self.decider_hash, day, self.act_precision, self.body_hash, self.prev.hex() if self.prev is not None else "-", "")
        return "\n".join(str(part) for part in (*parts, *rest)).encode()

    def digest(self) -> bytes:
        """SHA-256 of the line."""
        return hashlib.sha256(self.encoded()).digest()


def hashed(text: str) -> str:
    """What stands in the line for a free text."""
    return hashlib.sha256(text.encode()).hexdigest()


def microseconds(moment: dt.datetime) -> int:
    """A moment in whole microseconds since 1970, without a detour over floats."""
    return (moment - EPOCH) // dt.timedelta(microseconds=1)
