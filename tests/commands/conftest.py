"""A small stand-in product, so that the commands can be started, killed and starved in a second or two each."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
WSGI = """
import os, pathlib, sys, time
from flask import Flask

if os.environ.get("REFUSES"):
    sys.exit("this role may not serve")
app = Flask(__name__)
here = pathlib.Path(os.environ["GULIR_INSTANCE"])


@app.get("/healthz")
def healthz():
    return "ok"


@app.cli.command()
def migrate():
    with (here / "migrations.txt").open("a") as file:
        file.write("migrated\\n")


@app.cli.group()
def demo():
    pass


@demo.command()
def load():
    if os.environ.get("DEMO_BREAKS"):
        sys.exit("Error: broken off half-way")
    with (here / "demo.txt").open("a") as file:
        file.write("loaded\\n")


@demo.command()
def people():
    print("sari@example.org kata-sandi", os.environ["DATABASE_URL"])


@app.cli.command()
def linger():
    while not (here / "enough").exists():
        time.sleep(0.05)


for name in ("worker", "relay", "scheduler"):

    @app.cli.command(name, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
    def forever():
        print("works at", os.environ["DATABASE_URL"], flush=True)
        while True:
            time.sleep(60)
"""


@dataclass
class Start:
    """One run of a command on an instance; `said` is what it printed."""

    process: subprocess.Popen[bytes]
    log: Path
    port: int = 0

    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, what: Callable[[], object], patience: float = 30) -> None:
        until = time.monotonic() + patience
        while not what():
            assert time.monotonic() < until, f"waited in vain; it said:\n{self.said()}"
            time.sleep(0.05)

    def ready(self, patience: float = 30) -> "Start":
        self.wait_for(lambda: "Ctrl-C" in self.said() or self.process.poll() is not None, patience)
        assert self.process.poll() is None, self.said()
        return self

    def answers(self) -> bool:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def child(self, word: str) -> psutil.Process | None:
        """The supervisor's own child whose command has `word` in it."""
        for process in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):
                if any(word in part for part in process.cmdline()):
                    return process
        return None

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> int:
        self.process.terminate()
        return self.process.wait(12)


class Commands:
    """Starts commands against the stand-in product, each instance in a folder of its own."""

    def __init__(self, base: Path, environ: dict[str, str]) -> None:
        self.base, self.starts, self.environ = base, [], environ

    def start(self, *words: str, instance: str = "a", **environ: str) -> Start:
        log = self.base / f"said-{len(self.starts)}.txt"
        line = [sys.executable, "-P", "-m", "gulir.services", *words]
        with log.open("wb") as out:
            process = subprocess.Popen(line, cwd="/", env={**self.environ, "GULIR_INSTANCE": str(self.base / instance), **environ}, stdout=out, stderr=out)
        self.starts.append(Start(process, log))
        return self.starts[-1]

    def serve(self, instance: str = "a", **environ: str) -> Start:
        port = free_port()
        start = self.start("serve", "--port", str(port), instance=instance, **environ)
        start.port = port
        return start

    def outcome(self, *words: str, instance: str = "a", **environ: str) -> tuple[int, list[str]]:
        """Runs it to its end: exit code and lines."""
        start = self.start(*words, instance=instance, **environ)
        return start.process.wait(60), start.said().splitlines()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def commands() -> Iterator[Commands]:
    base = Path(tempfile.mkdtemp(prefix="gulir-cmd-"))  # not pytest's: root's database user may not enter that, and its path is long
    base.chmod(0o755)
    (base / "product").mkdir()
    (base / "product/wsgi.py").write_text(WSGI)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "GULIR_", "FLASK_", "PYTEST_"))}
    paths = f"{base / 'product'}:{ROOT / 'platform'}"
    made = Commands(base, {**clean, "GULIR_ROOT": str(base / "product"), "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"})
    yield made
    for start in made.starts:
        if start.process.poll() is None:
            start.process.terminate()
            start.process.wait(15)
    shutil.rmtree(base, ignore_errors=True)
