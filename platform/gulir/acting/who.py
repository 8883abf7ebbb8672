"""The one who acts, for the length of a request, a job or a command."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


class NobodyActing(RuntimeError):
    """Data was asked for while nobody is acting."""


@dataclass(frozen=True)
class Tenant:
    """A city as pages know it; `zone` is an IANA name (Asia/Jakarta, Asia/Makassar, Asia/Jayapura); `days_off` are its own, as ISO dates."""

    id: int
    slug: str
    name: str
    zone: str
    letters: str = ""
    province: str = ""
    days_off: tuple[str, ...] = ()

    @classmethod
    def of(cls, answer: dict[str, Any]) -> "Tenant":
        """From what the database says of it."""
        return cls(**answer | {"days_off": tuple(answer.get("days_off") or ())})


@dataclass(frozen=True)
class Behalf:
    """Whom somebody stands in for, until when, and what of their rights was lent; `workflows` None: in every process."""

    delegation: str
    person: str
    name: str
    rights: tuple[str, ...]
    workflows: tuple[str, ...] | None
    until: datetime


@dataclass(frozen=True)
class Acting:
    """One person as one role of one organisation, with the key that the database knows them by."""

    key: str = field(repr=False)
    person_id: str
    name: str
    role: str
    kind: str
    organisation_id: int
    organisation_name: str
    membership_id: str | None
    tenants: tuple[Tenant, ...]
    purpose: str
    read_only: bool
    government: bool
    lanes: tuple[int, ...]
    kampungs: tuple[str, ...] | None
    groups: tuple[str, ...] | None
    locale: str
    demo: bool
    totp: bool
    behalf: Behalf | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))  # by the database's clock, which said who they are; each machine's own may be wrong

    def city(self, slug: str) -> Tenant | None:
        """The city of that name if this one may act there."""
        return next((tenant for tenant in self.tenants if tenant.slug == slug), None)

    def has(self, right: str, workflow: str) -> bool:
        """Whether this one may do it in cases of a process: in their own name everything, for somebody else what was lent."""
        lent = self.behalf
        return lent is None or (right in lent.rights and (lent.workflows is None or workflow in lent.workflows))

    @property
    def lanes_to_list(self) -> list[int]:
        """Lanes that a list walks: the third one too for whoever may be on a team; its policy lets through what is their team's."""
        own = [lane for lane in self.lanes if lane != 2]
        return [*own, 2] if 1 in own else own

    @property
    def tenant_ids(self) -> list[int]:
        """The cities' ids, for queries that name them."""
        return [tenant.id for tenant in self.tenants]


def from_answer(key: str, answer: dict[str, Any]) -> Acting:
    """An Acting from what the database's whoami() says of a key."""
    return Acting(
        key=key,
        person_id=answer["person"],
        name=answer["name"],
        role=answer["role"],
        kind=answer["kind"],
        organisation_id=answer["organisation"] or 0,
        organisation_name=answer["organisation_name"] or "",
        membership_id=answer["membership"],
        tenants=tuple(Tenant.of(city) for city in answer["tenants"]),
        purpose=answer["purpose"],
        read_only=answer["read_only"],
        government=answer["government"],
        lanes=tuple(answer["lanes"]),
        kampungs=_tuple(answer["kampungs"]),
        groups=_tuple(answer["groups"]),
        locale=answer["locale"],
        demo=answer["demo"],
        totp=answer["totp"],
        behalf=_behalf(answer["behalf"]),
        at=datetime.fromisoformat(answer["now"]),
    )


def _behalf(lent: dict[str, Any] | None) -> Behalf | None:
    if lent is None:
        return None
    words = (lent["delegation"], lent["person"], lent["name"], tuple(lent["rights"]), _tuple(lent["workflows"]))
    return Behalf(*words, datetime.fromisoformat(lent["until"]))


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


_acting: ContextVar[Acting | None] = ContextVar("gulir_acting", default=None)


def current() -> Acting:
    """Who is acting now. Raises NobodyActing."""
    who = _acting.get()
    if who is None:
        raise NobodyActing("nobody is acting: no data is read or written")
    return who


def somebody() -> Acting | None:
    """Who is acting now, or None."""
    return _acting.get()


def time_now() -> datetime:
    """The time of what is done now: the database's, where somebody acts."""
    who = _acting.get()
    return who.at if who else datetime.now(UTC)


def begin(who: Acting | None) -> None:
    """Sets who acts from here on in this context (a request or a job, each of which starts with nobody)."""
    _acting.set(who)


@contextmanager
def as_acting(who: Acting) -> Iterator[Acting]:
    """Acts as `who` inside the block, and as whoever acted before after it."""
    token = _acting.set(who)
    try:
        yield who
    finally:
        _acting.reset(token)


def new_token() -> str:
    """A cookie's content: 256 random bits."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> str:
    """The key (hex) of a cookie's token; the database stores only the key's own hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def stored_hash(key: str) -> bytes:
    """What the session table keeps of a key."""
    return hashlib.sha256(bytes.fromhex(key)).digest()
