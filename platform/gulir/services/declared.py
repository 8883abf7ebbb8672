"""Migrates the database, and remembers for which state of the code that was done."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from gulir.services.preflight import check_migrated
from gulir.services.starting import Services, run_step, run_to_end

TOLD = ("migrations", "workflows", "config", "tenants", "platform/gulir")
DEMO = "demo-loaded"


def migrate(services: Services, root: Path) -> None:
    """Each start on a database of one's own does, when there is an owner to do it as; an embedded one knows when nothing is to be done."""
    if "DATABASE_OWNER_URL" not in services.environ:
        check_migrated(services.environ["DATABASE_URL"])
        run_to_end(services, root, "import wsgi", [sys.executable, "-P", "-c", "import wsgi"])  # what it refuses is told now, not by dying workers
        return
    stamp = services.instance.path("migrated")
    stamp.unlink(missing_ok=True)
    run_step(services, root, ["migrate"])
    stamp.write_text(digest(root, services.environ))


def migrate_at_start(services: Services, root: Path) -> None:
    """A start that finds nothing changed is not kept waiting for a look at all tables."""
    if services.embedded:
        migrate_if_changed(services, root)
    else:
        migrate(services, root)


def migrate_if_changed(services: Services, root: Path) -> None:
    """Of an embedded database, and only when code or settings have changed since: what they refuse is told then, in one line."""
    stamp = services.instance.path("migrated")
    if services.embedded and (not stamp.exists() or stamp.read_text() != digest(root, services.environ)):
        migrate(services, root)


def load_demo_once(services: Services, root: Path) -> None:
    """On the first start of an embedded instance; an interrupted load is completed by the next start, since the command may be repeated."""
    stamp = services.instance.path(DEMO)
    if services.embedded and not stamp.exists():
        run_step(services, root, ["demo", "load"])
        stamp.touch()


def digest(root: Path, environ: Mapping[str, str]) -> str:
    """Of everything that a migration reads or runs, and of the settings but for the address."""
    settings = sorted(f"{name}={value}" for name, value in environ.items() if name.startswith(("GULIR_", "DATABASE_")) and name != "GULIR_BASE_URL")
    found = hashlib.sha256("\n".join(settings).encode())
    for file in sorted(path for folder in TOLD for path in (root / folder).rglob("*") if path.suffix in (".py", ".sql", ".toml", ".mako")):
        found.update(str(file.relative_to(root)).encode())
        found.update(file.read_bytes())
    return found.hexdigest()
