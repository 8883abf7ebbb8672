"""Passwords: weighed by length and by whether everybody uses them, kept as argon2id, and never verified by more than a few threads at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256
COMMON = Path(__file__).parent / "common_passwords.txt"
MEMORY_KIB, PASSES = 19456, 2  # with one thread: OWASP Password Storage: m=19456 KiB, t=2, p=1; about 26 ms
AT_ONCE = 4
PATIENCE = 5  # seconds

_hasher = PasswordHasher(memory_cost=MEMORY_KIB, time_cost=PASSES, parallelism=1)
_places = threading.BoundedSemaphore(AT_ONCE)


class WeakPassword(ValueError):
    """Why a password is refused: `reason` is "short", "long", "common" or "personal"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooBusy(RuntimeError):
    """Too many passwords are being verified at once; try again in a moment."""


def weigh(password: str, *personal: str) -> None:
    """Raises WeakPassword. No rules of composition; blanks and every script are welcome; nothing is cut off."""
    if len(password) < SHORTEST:
        raise WeakPassword("short")
    if len(password) > LONGEST:
        raise WeakPassword("long")
    plain = _plain(password)
    if plain in _common() or len(set(plain)) < 4:
        raise WeakPassword("common")
    if any(len(word) > 3 and plain == _plain(word) for word in personal):
        raise WeakPassword("personal")


def hash_password(password: str) -> str:
    """The argon2id hash of a password that was weighed before. Raises TooBusy."""
    with _a_place():
        return _hasher.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """Is it the password? Where there is none to compare with, the same work is done, so that time tells nothing. Raises TooBusy."""
    with _a_place():
        try:
            return _hasher.verify(stored or _nobodys(), password[: LONGEST + 1]) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Was it hashed at another cost than today's?"""
    return _hasher.check_needs_rehash(stored)


def use_cost(memory_cost: int, time_cost: int) -> None:
    """For tests alone (GULIR_TEST_ARGON2 in tests/conftest.py): cheap hashes. Nothing in the product calls it."""
    global _hasher
    _hasher = PasswordHasher(memory_cost=memory_cost, time_cost=time_cost, parallelism=1)
    _nobodys.cache_clear()


@contextmanager
def _a_place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(_plain(line) for line in COMMON.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))


def _plain(password: str) -> str:
    return "".join(password.casefold().split())
