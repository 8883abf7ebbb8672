"""bin/restore: a backup into an empty instance, or into an empty database of your own; all of it, or none."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from gulir.services import backups, postgres
from gulir.services.declared import DEMO
from gulir.services.errors import CannotStart, first_line, told_in_one_line
from gulir.services.instance import Instance, hold, open_instance
from gulir.services.keys import NAMES, keys_of
from gulir.services.preflight import plain
from gulir.services.roles import ensure_roles

MAKERS = "gulir_door, gulir_signin"  # whoever owns a function must be able to create while it is handed over
TABLES = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'"


def restore(root: Path, words: Sequence[str]) -> None:
    """Raises CannotStart with the one line that tells why nothing was restored."""
    options = _options(words)
    dump = options.dump or backups.latest(options.folder)
    note = backups.read_note(dump)
    instance = open_instance(root)
    lock = hold(instance)
    if lock is None:
        raise CannotStart(f"this instance runs ({instance.folder}). Stop it, or set GULIR_INSTANCE to a new folder.")
    with lock:
        own = os.environ.get("DATABASE_RESTORE_URL")
        if not own:
            _refuse_full(instance)
        take_keys(instance, options.keys, note.keys, os.environ)
        copied = backups.copy_files(options.folder / "files", instance.path("files"))
        fill(own, dump) if own else _fill_embedded(instance, dump)
    print(f"Restored {dump.name} of {note.made_at} and {copied} files into {instance.folder}. Everybody signs in again. Next: bin/flask audit verify")


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/restore", description="Restores what `bin/flask backup` wrote, into an empty instance or database.")
    parser.add_argument("folder", type=Path, help="where the backup lies")
    parser.add_argument("--dump", type=Path, help="one of its dumps; the newest if not given")
    parser.add_argument("--keys", type=Path, help="the copy of keys.env, where the environment does not hold the keys")
    return parser.parse_args(words)


def _refuse_full(instance: Instance) -> None:
    if instance.path("postgres").exists():
        raise CannotStart(f"{instance.folder} holds data already. Set GULIR_INSTANCE to a new folder; nothing is ever restored over something else.")


def take_keys(instance: Instance, given: Path | None, wanted: str, environ: Mapping[str, str]) -> None:
    """Lays keys.env into the instance, if it is the one that the backup was made under. Raises CannotStart."""
    there = instance.path("keys.env")
    if given and not there.exists():
        shutil.copyfile(given, there)
        there.chmod(0o600)
    if not there.exists() and not all(environ.get(name) for name in NAMES):
        raise CannotStart("without its keys a backup cannot be read: give --keys FILE, the copy of keys.env.")
    if backups.fingerprint(keys_of(instance.folder, environ)) != wanted:
        if given and there.read_bytes() == given.read_bytes():
            there.unlink()
        raise CannotStart("these are not the keys that this backup was made under.")


def _fill_embedded(instance: Instance, dump: Path) -> None:
    """In a folder aside, so that an interrupted restore leaves nothing that a start would take for the whole."""
    aside = Instance(instance.path("restoring"), instance.sockets)
    shutil.rmtree(aside.folder, ignore_errors=True)
    aside.path("log").mkdir(parents=True)
    aside.folder.chmod(0o711)
    server = postgres.start(aside)
    try:
        ensure_roles(postgres.url(aside, database="postgres"))
        fill(postgres.url(aside), dump)
    finally:
        server.ask()
        server.end(patience=30)
    instance.path(DEMO).touch()  # what was in the backup is all that belongs here
    aside.path("postgres").rename(instance.path("postgres"))
    shutil.rmtree(aside.folder)


def fill(url: str, dump: Path) -> None:
    """Restores the dump into an empty database, in one transaction. Raises CannotStart."""
    try:
        with psycopg.connect(plain(url), autocommit=True) as connection:
            if connection.execute(TABLES).fetchall()[0][0]:
                raise CannotStart("the database is not empty: make a new one, and name it in DATABASE_RESTORE_URL.")
            connection.execute(f"grant create on schema public to {MAKERS}")
            backups.run("pg_restore", url, "--single-transaction", str(dump))
            connection.execute(f"revoke create on schema public from {MAKERS}")
            connection.execute("analyze")
    except psycopg.Error as wrong:
        raise CannotStart(f"the database refused: {first_line(str(wrong))}") from None


if __name__ == "__main__":
    with told_in_one_line():
        restore(Path(os.environ.get("GULIR_ROOT") or Path(__file__).parents[3]), sys.argv[1:])
