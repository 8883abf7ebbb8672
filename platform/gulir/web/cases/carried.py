"""A stored file that travels with its form: signed, so that nobody files what they have not sent."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage, MultiDict

from gulir.acting.who import current, time_now
from gulir.documents import Rejected, StoreUnavailable, accept, path_of, store
from gulir.engine.text import Text, _

PREFIX = "kept-"
LIFE = timedelta(days=30)  # a draft's file may wait a month
NO_ROOM = _("The file cannot be kept just now. What you typed is still here; try again in a minute")
Stored = dict[str, Any]


def files_of(names: list[str], sent: Mapping[str, FileStorage], form: MultiDict[str, str]) -> tuple[dict[str, Stored], dict[str, Text]]:
    """For each field its stored file: the one just sent, else the one kept from an earlier try; and what is wrong with which."""
    kept: dict[str, Stored] = {}
    errors: dict[str, Text] = {}
    for name in names:
        found = sent.get(name)
        try:
            stored = keep(found) if found and found.filename else read(form.get(PREFIX + name))
        except Rejected as rejected:
            errors[name] = rejected.words
        except StoreUnavailable:
            current_app.logger.exception("a file could not be kept")
            errors[name] = NO_ROOM
        else:
            kept |= {name: stored} if stored else {}
    return kept, errors


def status_of(errors: Mapping[str, Text]) -> int:
    """What an answer with these errors is called: 507 where it is the disk that has no room, and not the sender who is to do better."""
    return 507 if NO_ROOM in errors.values() else 422


def keep(sent: FileStorage) -> Stored:
    """Stores what was sent. Raises Rejected and StoreUnavailable."""
    return store(accept(sent.read(), sent.filename or ""))


def write(stored: Stored) -> str:
    """The token of a stored file."""
    return str(_signer().dumps(stored))


def read(token: str | None) -> Stored | None:
    """The stored file of a token that was made for this person; None for any other, and for a file that is gone."""
    if not token:
        return None
    try:
        stored, made = _signer().loads(token, return_timestamp=True)  # its own judgement of ages refuses what a faster clock wrote a minute ago
    except BadSignature:
        return None
    return stored if time_now() - made < LIFE and path_of(stored["file_digest"]).exists() else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"stored file of {current().person_id}")
