"""Places that tests look into: the folder where letters land, and groups laid down without going through pages."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

KAMPUNG = text("insert into kampung (tenant_id, id, slug, name, formal) values (:tenant, :id, :slug, :name, :formal)")
GROUP = text("insert into groups (tenant_id, id, slug, name, kampung_id, founded_on) values (:tenant, :id, :slug, :name, :kampung, '2013-02-01')")
MEMBER = text("insert into member (tenant_id, group_id, name, office, joined_on, invented) values (:tenant, :group, :name, :office, '2013-02-01', true)")


@dataclass(frozen=True)
class Mailbox:
    """A folder of .eml files."""

    folder: Path

    def letters(self) -> list[EmailMessage]:
        """Every letter, the oldest first."""
        files = sorted(self.folder.glob("*.eml")) if self.folder.exists() else []
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]  # type: ignore[misc]

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address, the oldest first."""
        return [letter for letter in self.letters() if letter["To"] == address]


def add_kampung(connection: Connection, tenant: int, name: str, *, formal: bool | None = True) -> UUID:
    """A kampung; as the superuser."""
    made = uuid4()
    connection.execute(KAMPUNG, {"tenant": tenant, "id": made, "slug": f"{_slug(name)}-{made.hex[:6]}", "name": name, "formal": formal})
    return made


def add_group(connection: Connection, tenant: int, kampung: UUID, name: str = "Melati", members: int = 5) -> UUID:
    """A group with members of whom three hold its offices; as the superuser."""
    made = uuid4()
    connection.execute(GROUP, {"tenant": tenant, "id": made, "slug": f"{_slug(name)}-{made.hex[:6]}", "name": name, "kampung": kampung})
    offices = ["chair", "secretary", "treasurer", *[None] * members][:members]
    for n, office in enumerate(offices):
        connection.execute(MEMBER, {"tenant": tenant, "group": made, "name": f"Anggota Misalan {n + 1}", "office": office})
    return made


def _slug(name: str) -> str:
    return "-".join(name.lower().split())
