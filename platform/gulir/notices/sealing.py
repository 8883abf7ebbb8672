"""Credentials at rest: sealed under a key outside the database, each bound to its city and its place, so that a copied row opens nowhere else."""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NONCE = 12  # bytes, new for each value


class NotSealedHere(ValueError):
    """It was sealed under another key or for another place: somebody has to set it anew."""


def seal(what: Mapping[str, str], tenant_id: int, place: str) -> bytes:
    """`place`: the channel's name, or `hook/<id>`."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher().encrypt(nonce, json.dumps(dict(what), sort_keys=True).encode(), f"{tenant_id}/{place}".encode())


def unseal(sealed: bytes, tenant_id: int, place: str) -> dict[str, str]:
    """What was sealed for this place. Raises NotSealedHere."""
    try:
        opened = json.loads(_cipher().decrypt(sealed[:NONCE], sealed[NONCE:], f"{tenant_id}/{place}".encode()))
    except (InvalidTag, ValueError) as wrong:
        raise NotSealedHere(place) from wrong
    return {str(name): str(value) for name, value in opened.items()}


def _cipher() -> AESGCM:
    return _derived(current_app.extensions["gulir.settings"].data_key)


@lru_cache(maxsize=8)
def _derived(data_key: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, hashlib.sha256(b"gulir").digest(), b"channels of a city").derive(data_key))
