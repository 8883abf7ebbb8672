"""PostgreSQL refuses to run as root: root's services run as the system user `gulir`, whom this makes."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gulir.services.errors import CannotStart

NAME = "gulir"


@dataclass(frozen=True)
class Account:
    """Who the services run as; None stands for whoever starts them."""

    uid: int
    gid: int


@cache
def service_account() -> Account | None:
    """None for an ordinary user; for root the user `gulir`, made on first need."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make()
    return Account(entry.pw_uid, entry.pw_gid)


def _make() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not useradd:
        raise CannotStart("PostgreSQL does not run as root, and there is no useradd to make the user `gulir`. Start as an ordinary user.")
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/gulir", "--shell", "/usr/sbin/nologin", NAME]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(NAME)  # also when another start made it a moment earlier
    except KeyError:
        raise CannotStart(f"could not make the user `gulir` for PostgreSQL: {done.stderr.strip()}") from None


def give(path: Path) -> None:
    """Hands a folder to whoever the services run as."""
    account = service_account()
    if account and path.stat().st_uid != account.uid:
        os.chown(path, account.uid, account.gid)


def can_reach(path: Path) -> bool:
    """Whether the services' user may pass through every folder down to `path`."""
    return service_account() is None or all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)
