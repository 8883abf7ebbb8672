"""The witness of an event: an HMAC by a key that the database never sees, so that whoever owns the database cannot forge history unseen."""

import hashlib
import hmac
import re
from functools import lru_cache
from uuid import UUID

PREFIX = "gulir-witness-1"
WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)  # an id as the database writes it


def witness(key: bytes, tenant: int, case: UUID | str, seq: int, step: str, dest: str, actor: UUID | str, body: str) -> str:
    """The witness, in hex, of the event that a door is about to write; `body` is the exact text that it will store."""
    return sign(key, witness_line(tenant, case, seq, step, dest, actor, body))


def witness_line(tenant: int, case: UUID | str, seq: int, step: str, dest: str, actor: UUID | str, body: str) -> str:
    """What is signed: identifiers and the body's hash, the same text that the database's witness_lines() gives."""
    hashed = hashlib.sha256(body.encode()).hexdigest()
    return "|".join((PREFIX, str(tenant), _uuid(case), str(seq), step, dest, _uuid(actor), hashed))


def sign(key: bytes, line: str) -> str:
    """HMAC-SHA256 of a line, in hex."""
    signed = _begun(key).copy()
    signed.update(line.encode())
    return signed.hexdigest()


@lru_cache(maxsize=8)
def _begun(key: bytes) -> hmac.HMAC:
    """An HMAC that has taken in the key: to set one up costs the library several times what a line does."""
    return hmac.new(key, digestmod="sha256")


def is_signed(key: bytes, line: str, seen: bytes) -> bool:
    """Whether `seen` is the witness of that line; takes the same time whatever it is."""
    return hmac.compare_digest(bytes.fromhex(sign(key, line)), seen)


def _uuid(value: UUID | str) -> str:
    if isinstance(value, str) and WRITTEN.fullmatch(value):
        return value
    return str(value if isinstance(value, UUID) else UUID(value))
