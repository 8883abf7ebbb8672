"""bin/flask: one command of the product with the services at hand, borrowed from whoever runs them or started for its duration."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from gulir.services.declared import migrate_if_changed
from gulir.services.errors import CannotStart
from gulir.services.instance import Instance, hold, open_instance, try_hold
from gulir.services.preflight import check_migrated
from gulir.services.starting import check_own_database, flask_line, product_environ, start_services

LONGEST_WAIT = 60  # seconds for somebody else's start to be done
SHORT_WAIT = 15  # seconds for a short command to end, whose services an endless one takes over
NEEDS_NO_TABLES = ("migrate", "workflow", "translations")
ENDLESS = ("relay", "worker", "scheduler")  # run until they are told to end, and outlive a command that would lend them its services


def flask(root: Path, words: Sequence[str]) -> int:
    """The command's own exit code."""
    instance = open_instance(root)
    if os.environ.get("REDIS_URL") and check_own(words):
        return _run(words, product_environ(instance, root, os.environ))
    until = time.monotonic() + (SHORT_WAIT if words[:1] and words[0] in ENDLESS else LONGEST_WAIT)
    while time.monotonic() < until:
        if (lock := try_hold(instance)) is not None:
            with lock:
                return _with_own_services(instance, root, words)
        noted = instance.noted()
        addresses = noted.get("addresses")
        if isinstance(addresses, dict) and may_borrow(words, noted.get("starter")):
            return _with_borrowed(instance, root, words, addresses)
        time.sleep(0.1)
    if instance.noted():
        raise CannotStart(f"another command runs the services of {instance.folder}, and takes them along when it ends. bin/serve runs everything together.")
    raise CannotStart(f"another start holds {instance.folder} and does not get ready.")


def check_own(words: Sequence[str]) -> bool:
    """Whether the environment names a database; raises CannotStart where it does not answer, or lacks the tables that the command needs."""
    named = check_own_database(os.environ)
    if named and words and words[0] not in NEEDS_NO_TABLES and not words[0].startswith("-"):
        check_migrated(os.environ["DATABASE_URL"])
    return named


def may_borrow(words: Sequence[str], starter: object) -> bool:
    """Whoever serves lends to all. A command lends to those that end before it does: it waits for them, and would wait for an endless one for ever."""
    return starter == "serve" or next(iter(words), None) not in ENDLESS


def _with_own_services(instance: Instance, root: Path, words: Sequence[str]) -> int:
    services = start_services(instance, root, os.environ, "flask")
    try:
        if "migrate" not in words:
            migrate_if_changed(services, root)
        return _run(words, services.environ)
    finally:
        instance.state.unlink(missing_ok=True)  # nobody new borrows from here on
        borrowers = hold(instance, "borrowers", patience=3600)
        services.stop()
        if borrowers:
            borrowers.close()


def _with_borrowed(instance: Instance, root: Path, words: Sequence[str], addresses: Mapping[str, str]) -> int:
    """While one borrows, a lending command waits with stopping its services."""
    check_own(words)
    borrowing: IO[str] | None = try_hold(instance, "borrowers", shared=True)
    try:
        return _run(words, product_environ(instance, root, lent(addresses, os.environ)))
    finally:
        if borrowing:
            borrowing.close()


def lent(addresses: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment with what whoever serves lends it. One database or the other, with all its roles: never a role here and a role there."""
    if environ.get("DATABASE_URL"):
        return {**{name: value for name, value in addresses.items() if name == "REDIS_URL"}, **environ}
    own_redis = {"REDIS_URL": environ["REDIS_URL"]} if environ.get("REDIS_URL") else {}
    return {**environ, **addresses, **own_redis}


def _run(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """In the caller's folder and terminal; Ctrl-C reaches the command itself, which decides what it means."""
    process = subprocess.Popen(flask_line(*words), env=dict(environ))

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    code = process.wait()
    return code if code >= 0 else 128 - code
