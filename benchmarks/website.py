"""The product's web server on a throwaway instance, as bin/serve starts it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import clients
import ground

from gulir.services.programs import web_line


@contextmanager
def running(here: ground.Ground) -> Iterator[tuple[int, int]]:
    """Port and process id of a web server that answers."""
    port = free_port()
    server = subprocess.Popen(
        web_line("127.0.0.1", port), env=here.services.environ, cwd=ground.ROOT, stdout=sys.stderr
    )  # what it says is not the measurement's result
    try:
        await_site(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_site(port: int) -> None:
    """Until /healthz answers 200, at most 60 s."""
    for _ in range(300):
        try:
            if clients.Browser(port, "").ask("GET", "/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the site did not start")
