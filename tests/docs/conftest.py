"""An instance of its own for the commands in the documentation, and a bare PostgreSQL for those that speak of one's own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gulir.services import postgres
from gulir.services.children import Child
from gulir.services.instance import open_instance
from tests.docs.pages import ROOT

NOT_OURS = ("DATABASE_", "REDIS_", "GULIR_", "FLASK_", "PYTEST_", "PYTHON")
Shell = Callable[..., str]


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that root's database user may enter, with a short path for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="gulir-docs-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def shell(place: Path) -> Shell:
    """Runs a block as somebody would who follows the page; the first command that fails ends it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    places = {"GULIR_INSTANCE": str(place / "a"), "BACKUPS": str(place / "backups"), "KEYS": str(place / "keys.env"), "NEW": str(place / "b")}

    def run(block: str, **more: str) -> str:
        line = ["bash", "-euo", "pipefail", "-c", block]
        done = subprocess.run(line, cwd=ROOT, env={**clean, **places, **more}, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture(scope="module")
def product(place: Path, shell: Shell) -> Iterator[None]:
    """One city, and services that stay up meanwhile: a command that runs lends them to the others."""
    shell("bin/flask tenant open kendari")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    lender = subprocess.Popen([ROOT / "bin/flask", "relay"], env={**clean, "GULIR_INSTANCE": str(place / "a")}, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 240
    while not (place / "a/services.json").exists():  # before that, a short command would lend to this one instead, and wait for its end
        assert lender.poll() is None and time.monotonic() < until, "the services did not come up"
        time.sleep(0.1)
    yield
    lender.send_signal(signal.SIGTERM)
    lender.wait(30)


@pytest.fixture
def bare_server(place: Path) -> Iterator[str]:
    """The address of a PostgreSQL that knows nothing of Gulir, as its superuser."""
    instance = open_instance(ROOT, {"GULIR_INSTANCE": str(place / "bare")})
    server: Child = postgres.start(instance)
    yield postgres.url(instance, database="postgres")
    server.ask()
    server.end(patience=10)
