"""Numbers of people at rest: encrypted under a key outside the database, each bound to its city, its row and its column; and keyed tags that compare them."""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NONCE = 12  # bytes, new for each value
Column = Literal["nik", "kk", "account"]


def seal(number: str, tenant_id: int, column: Column, row: UUID) -> bytes:
    """The number, encrypted for this one place: copied to another row or city it does not open."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher().encrypt(nonce, number.encode(), _place(tenant_id, column, row))


def unseal(sealed: bytes, tenant_id: int, column: Column, row: UUID) -> str:
    """The number. Raises cryptography.exceptions.InvalidTag when it was changed, moved, or sealed under another key."""
    return _cipher().decrypt(sealed[:NONCE], sealed[NONCE:], _place(tenant_id, column, row)).decode()


def tag_of_nik(nik: str) -> bytes:
    """What the registry of all cities keeps of a NIK: an HMAC, so that the few hundred million NIKs there are cannot be tried without the key."""
    return hmac.digest(_settings().registry_key, nik.encode(), "sha256")


def tag_of_kk(tenant_id: int, kk: str) -> bytes:
    """What one city knows a family card by; in another city the same card has another tag."""
    return hmac.digest(_settings().registry_key, f"kk {tenant_id} {kk}".encode(), "sha256")


def _place(tenant_id: int, column: Column, row: UUID) -> bytes:
    return f"{tenant_id}/{column}/{row}".encode()


def _cipher() -> AESGCM:
    return _derived(_settings().data_key)


@lru_cache(maxsize=8)
def _derived(data_key: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, hashlib.sha256(b"gulir").digest(), b"numbers of people").derive(data_key))


def _settings() -> Any:
    return current_app.extensions["gulir.settings"]
