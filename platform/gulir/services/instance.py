"""An instance: one folder of data with its services, lock and sockets; at most one start holds it."""

import fcntl
import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gulir.services.account import can_reach, give
from gulir.services.errors import CannotStart

LONGEST_SOCKET_FOLDER = 104 - len("/.s.PGSQL.5432.lock") - 1  # bytes; macOS allows 104 for a socket's path, Linux 108


@dataclass(frozen=True)
class Instance:
    folder: Path
    sockets: Path

    @property
    def state(self) -> Path:
        """Where whoever holds the instance says how its services are reached."""
        return self.folder / "services.json"

    def path(self, *names: str) -> Path:
        return self.folder.joinpath(*names)

    def note(self, **what: object) -> None:
        """Writes the state in one piece, readable by its owner alone: it holds addresses with passwords where there are any."""
        draft = self.path("services.json.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(what, file)
        draft.replace(self.state)

    def noted(self) -> dict[str, object]:
        try:
            found: dict[str, object] = json.loads(self.state.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found


def open_instance(root: Path, environ: Mapping[str, str] = os.environ) -> Instance:
    """Finds or makes the instance that `GULIR_INSTANCE` names; else root's lies under /var/lib, others' in the project."""
    usual = Path("/var/lib/gulir") if os.geteuid() == 0 else root / "instance"
    folder = Path(environ.get("GULIR_INSTANCE") or usual).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not can_reach(folder / "postgres"):
        _open_to_services(folder)
    elif os.geteuid() != 0 and folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)
    for name in ("log", "files"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    return Instance(folder, _sockets(folder))


def _open_to_services(folder: Path) -> None:
    """Lets the services' user pass through the instance's own folder, but changes no folder above it."""
    folder.chmod(0o711)
    if not can_reach(folder / "postgres"):
        raise CannotStart(f"PostgreSQL does not run as root, and its user cannot enter {folder}. Set GULIR_INSTANCE to a folder that others may enter.")


def _sockets(folder: Path) -> Path:
    """A private folder whose path is short enough for a Unix socket."""
    near = folder / "run"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
        return private(near)
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    return private(Path(tempfile.gettempdir()) / f"gulir-{os.geteuid()}-{name}")


def private(folder: Path) -> Path:
    """Makes `folder` for its owner alone; refuses one that somebody else laid there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or (os.geteuid() != 0 and found.st_uid != os.geteuid()):
        raise CannotStart(f"{folder} belongs to somebody else.")
    folder.chmod(0o700)
    give(folder)
    return folder


def try_hold(instance: Instance, name: str = "lock", shared: bool = False) -> IO[str] | None:
    """The lock, held until the file is closed or the process ends; None when another has it."""
    file = instance.path(name).open("a")
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def hold(instance: Instance, name: str = "lock", shared: bool = False, patience: float = 0) -> IO[str] | None:
    """As `try_hold`, for up to `patience` seconds."""
    until = time.monotonic() + patience
    while (file := try_hold(instance, name, shared)) is None and time.monotonic() < until:
        time.sleep(0.1)
    return file
