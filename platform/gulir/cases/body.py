"""The body of an event: exact text, with a salt, so that its hash says nothing about content that is withheld or erased."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any


def body_text(content: Mapping[str, Any]) -> str:
    """Sorted keys, no floats, a random salt; these bytes are what is hashed, stored and shown."""
    return BODY.encode(dict(content) | {"_salt": secrets.token_hex(8)})


def request_hash(content: Mapping[str, Any]) -> str:
    """What makes two requests the same: case, step and everything that was typed."""
    return hashlib.sha256(REQUEST.encode(content).encode()).hexdigest()


def _refuse(value: object) -> Any:
    raise TypeError(f"{type(value).__name__} has no place in an event's body: write whole numbers, words and ISO dates")


BODY = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_refuse)
REQUEST = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str)
