"""bin/serve: an instance with all that it needs, until somebody ends it."""

import argparse
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gulir.services.children import Child, remembered
from gulir.services.declared import load_demo_once, migrate_at_start
from gulir.services.errors import CannotStart
from gulir.services.instance import hold, open_instance
from gulir.services.preflight import reserve_port
from gulir.services.programs import background, web
from gulir.services.signals import AskedToEnd, end_on_signals
from gulir.services.starting import Services, flask_line, start_services
from gulir.services.supervisor import Supervisor

LONGEST_START = 90  # seconds from starting the web server to its first good answer
OPEN_TO_ALL = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - names what an operator may type


def serve(root: Path, words: Sequence[str]) -> None:
    """Returns after a clean end; raises CannotStart with the one line that tells why it could not."""
    options = _options(words)
    end_on_signals()
    try:
        with reserve_port(options.host, options.port):
            _hold_and_run(root, options.host, options.port)
    except AskedToEnd:
        return


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/serve", description="Starts Gulir with its database, queue and workers.")
    parser.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000", help="where the site answers (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    return parser.parse_args(words)


def _port(word: str) -> int:
    if not word.isdecimal() or not 0 < int(word) < 65536:
        raise argparse.ArgumentTypeError(f"{word} is no port: 1 to 65535")
    return int(word)


def _hold_and_run(root: Path, host: str, port: int) -> None:
    instance = open_instance(root)
    lock = hold(instance, patience=5 if instance.noted().get("starter") == "flask" else 0.3)
    if lock is None:
        raise CannotStart(f"this instance runs already ({instance.folder}). For a second one set GULIR_INSTANCE and --port.")
    with lock:
        address = f"http://{OPEN_TO_ALL.get(host, f'[{host}]' if ':' in host else host)}:{port}"
        environ = {"GULIR_BASE_URL": address, **os.environ}
        services = start_services(instance, root, environ, "serve")
        try:
            migrate_at_start(services, root)
            load_demo_once(services, root)
            _supervise(services, root, host, port, address)
        finally:
            services.stop()


def _supervise(services: Services, root: Path, host: str, port: int, address: str) -> None:
    def note(children: Sequence[Child]) -> None:
        services.instance.note(starter="serve", addresses=services.addresses, children=remembered(children))

    supervisor = Supervisor(list(services.children), [web(services, root, host, port)], note)
    try:
        supervisor.run(Welcome(services, root, address, supervisor).look)
    finally:
        supervisor.stop()


@dataclass
class Welcome:
    """Waits for the first good answer, then says where the site is, has the rest started, and in a demo tells who may sign in."""

    services: Services
    root: Path
    address: str
    supervisor: Supervisor
    began: float = field(default_factory=time.monotonic)
    done: bool = False

    def look(self) -> None:
        if self.done:
            return
        if answers(f"{self.address}/healthz"):
            self.done = True
            self._greet()
        elif any(place.program.name == "web" and place.failures for place in self.supervisor.places):
            raise CannotStart("the web server ended before its first answer; its words are above.")
        elif time.monotonic() - self.began > LONGEST_START:
            raise CannotStart(f"no good answer at {self.address}/healthz within {LONGEST_START} s.")

    def _greet(self) -> None:
        print(f"Gulir is at {self.address}", flush=True)
        self.supervisor.add(background(self.services, self.root))
        self.supervisor.beat()
        if self.services.embedded:
            with suppress(subprocess.TimeoutExpired):  # a busy machine; what is served must not end for want of a list of names
                subprocess.run(flask_line("demo", "people"), env=self.services.environ, cwd=self.root, stdin=subprocess.DEVNULL, timeout=30, check=False)
        print("Ctrl-C ends it; the data stays.", flush=True)


def answers(url: str) -> bool:
    """Whether it says 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
