"""bin/test: every check and every test, against services of its own that are thrown away afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gulir.services import checking, chromium, postgres
from gulir.services.children import dies_with_parent
from gulir.services.instance import hold, open_instance, try_hold
from gulir.services.signals import AskedToEnd, end_on_signals
from gulir.services.starting import start_services

PREFIX = "gulir-test-"
NOT_OURS = ("DATABASE_", "REDIS_URL", "GULIR_", "FLASK_")
KEPT = ("GULIR_ROOT", "GULIR_CHROMIUM", "GULIR_PYTHON", "GULIR_TOUR")


def run_tests(root: Path, words: Sequence[str]) -> int:
    """pytest's exit code; finding no test is a failure too."""
    end_on_signals()
    rest = [word for word in words if word != "--full"]
    environ = {name: value for name, value in os.environ.items() if name in KEPT or not name.startswith(NOT_OURS)}
    if "--full" in words:
        environ["GULIR_FULL"] = "1"
    if found := (chromium.find() if rest else chromium.find_or_install()):
        environ["GULIR_CHROMIUM"] = found
    if not rest:
        environ["GULIR_FOUND_BY_LINTERS"] = ", ".join(checking.failing(root, environ))
    try:
        return _with_services(root, rest, environ)
    except AskedToEnd:
        return 130


def _with_services(root: Path, words: Sequence[str], environ: dict[str, str]) -> int:
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        instance = open_instance(root, {"GULIR_INSTANCE": str(folder)})
        with hold(instance) or instance.path("lock").open():
            services = start_services(instance, root, environ, "test")
            try:
                superuser = {"GULIR_TEST_SUPERUSER_URL": postgres.url(instance, database="postgres")}
                return _pytest(root, words, {**environ, **services.environ, **superuser})
            finally:
                services.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pytest(root: Path, words: Sequence[str], environ: dict[str, str]) -> int:
    """A whole run uses every core, file by file; a chosen part runs in one process, where a debugger works."""
    spread = [] if words else ["-n", str(os.cpu_count() or 2), "--dist", "loadfile"]
    line = [sys.executable, "-m", "pytest", *spread, *words]
    process = subprocess.Popen(line, cwd=root, env=environ, preexec_fn=dies_with_parent(signal.SIGTERM))
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait()


def _sweep() -> None:
    """Removes what killed runs of ours left in the temporary folder."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.stat().st_uid == os.geteuid() and (folder / "lock").exists():
            left = open_instance(folder, {"GULIR_INSTANCE": str(folder)})
            if lock := try_hold(left):
                with lock:
                    shutil.rmtree(folder, ignore_errors=True)
