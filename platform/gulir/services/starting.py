"""Brings an instance's services up and says how the product reaches them."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gulir.services import postgres, valkey
from gulir.services.children import Child, Program, end_lingering
from gulir.services.errors import CannotStart
from gulir.services.instance import Instance
from gulir.services.keys import keys_of
from gulir.services.preflight import check_database, check_disk, check_redis
from gulir.services.roles import ensure_roles

DATABASES = {
    "DATABASE_URL": "gulir_app",
    "DATABASE_OWNER_URL": "gulir_owner",
    "DATABASE_SIGNIN_URL": "gulir_signin",
    "DATABASE_RELAY_URL": "gulir_relay",
    "DATABASE_BACKUP_URL": "gulir_backup",
}


@dataclass
class Services:
    """What runs for an instance: `addresses` is what we made ourselves, `environ` all that the product needs."""

    instance: Instance
    environ: dict[str, str]
    addresses: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    @property
    def embedded(self) -> bool:
        return "GULIR_EMBEDDED" in self.addresses

    def stop(self) -> None:
        """Ends them, data kept."""
        for child in self.children:
            child.ask()
        for child in self.children:
            child.end(patience=4)
        self.instance.state.unlink(missing_ok=True)
        if self.instance.sockets.parent != self.instance.folder:
            with suppress(OSError):  # not empty: a server that was killed left its socket, and the next start uses the folder again
                self.instance.sockets.rmdir()


def start_services(instance: Instance, root: Path, environ: Mapping[str, str], starter: str) -> Services:
    """Starts whatever the environment does not name. The caller holds the instance's lock; `starter` is what it calls itself."""
    noted = instance.noted()
    instance.state.unlink(missing_ok=True)
    end_lingering(noted.get("children"))
    new_cluster = not environ.get("DATABASE_URL") and not instance.path("postgres").exists()
    check_disk(instance.folder, new_cluster)
    services = Services(instance, product_environ(instance, root, environ))
    try:
        _start_postgres(services)
        _start_redis(services)
    except BaseException:
        services.stop()
        raise
    services.environ.update(services.addresses)
    instance.note(starter=starter, addresses=services.addresses)
    return services


def product_environ(instance: Instance, root: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of every process of the product."""
    ours = {"GULIR_INSTANCE": str(instance.folder), "FLASK_APP": str(root / "wsgi.py"), "FLASK_SKIP_DOTENV": "1"}
    return {**environ, **ours, **keys_of(instance.folder, environ)}


def _start_postgres(services: Services) -> None:
    if check_own_database(services.environ):
        return
    services.children.append(postgres.start(services.instance))
    ensure_roles(postgres.url(services.instance, database="postgres"))
    services.addresses["GULIR_EMBEDDED"] = "1"
    services.addresses.update({name: postgres.url(services.instance, role) for name, role in DATABASES.items()})


def check_own_database(environ: Mapping[str, str]) -> bool:
    """Whether the environment names a database; raises CannotStart where that does not answer or its role may not serve."""
    if not (given := environ.get("DATABASE_URL")):
        return False
    check_database(given)
    if owner := environ.get("DATABASE_OWNER_URL"):
        check_database(owner, "DATABASE_OWNER_URL")
    return True


def _start_redis(services: Services) -> None:
    if given := services.environ.get("REDIS_URL"):
        check_redis(given)
        return
    services.children.append(valkey.start(services.instance))
    services.addresses["REDIS_URL"] = valkey.url(services.instance)


def flask_line(*words: str) -> list[str]:
    """A command of the product. -P: a stray file in the current folder must not be imported in a library's place."""
    return [sys.executable, "-P", "-m", "flask", *words]


def run_step(services: Services, root: Path, words: Sequence[str]) -> None:
    """Runs one command of the product to its end; a failure is told by its last words."""
    run_to_end(services, root, f"flask {' '.join(words)}", flask_line(*words))


def run_to_end(services: Services, root: Path, name: str, line: Sequence[str]) -> None:
    log = services.instance.path("log", f"{name.replace(' ', '-')}.log")
    child = Child(Program(name, line, services.environ, log=log, cwd=root))
    try:
        code = child.process.wait()
    finally:
        child.ask()
        child.end(patience=3)
    if code != 0:
        raise CannotStart(f"`{name}` failed: {child.last_words()} (all of it in {log})")
