"""Seals a person's second factor, so that a copy of the database alone does not open it."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class NotSealedHere(ValueError):
    """It was sealed under another key, or for another person."""


def seal(key: bytes, person_id: str, secret: bytes) -> bytes:
    """AES-256-GCM under a key derived for this use; bound to the person, so that rows cannot be swapped."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, secret, person_id.encode())


def unseal(key: bytes, person_id: str, sealed: bytes) -> bytes:
    """The secret. Raises NotSealedHere."""
    try:
        return AESGCM(_derived(key)).decrypt(sealed[:NONCE], sealed[NONCE:], person_id.encode())
    except InvalidTag as wrong:
        raise NotSealedHere(person_id) from wrong


def _derived(key: bytes) -> bytes:
    return hmac.new(key, b"gulir second factor", hashlib.sha256).digest()
