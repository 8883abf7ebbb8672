"""Migrates the database, and remembers for which state of the code that was done."""

import hashlib
import sys
from pathlib import Path

from gulir.services.preflight import check_migrated
from gulir.services.starting import Services, run_step, run_to_end

TOLD = ("migrations", "workflows", "config", "tenants")
DEMO = "demo-loaded"


def migrate(services: Services, root: Path) -> None:
    """Every start does, when there is an owner to do it as; it is quick when nothing is to be done."""
    if "DATABASE_OWNER_URL" not in services.environ:
        check_migrated(services.environ["DATABASE_URL"])
        run_to_end(services, root, "import wsgi", [sys.executable, "-P", "-c", "import wsgi"])  # what it refuses is told now, not by dying workers
        return
    stamp = services.instance.path("migrated")
    stamp.unlink(missing_ok=True)
    run_step(services, root, ["migrate"])
    stamp.write_text(digest(root))


def migrate_if_changed(services: Services, root: Path) -> None:
    """For short commands: only when what the database is told has changed since."""
    stamp = services.instance.path("migrated")
    if services.embedded and (not stamp.exists() or stamp.read_text() != digest(root)):
        migrate(services, root)


def load_demo_once(services: Services, root: Path) -> None:
    """On the first start of an embedded instance; an interrupted load is completed by the next start, since the command may be repeated."""
    stamp = services.instance.path(DEMO)
    if services.embedded and not stamp.exists():
        run_step(services, root, ["demo", "load"])
        stamp.touch()


def digest(root: Path) -> str:
    """Of everything that a migration reads."""
    found = hashlib.sha256()
    for file in sorted(path for folder in TOLD for path in (root / folder).rglob("*") if path.suffix in (".py", ".sql", ".toml", ".mako")):
        found.update(str(file.relative_to(root)).encode())
        found.update(file.read_bytes())
    return found.hexdigest()
