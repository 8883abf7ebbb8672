"""The programs of the product that run beside each other on one machine."""

import os
import sys
from pathlib import Path

from gulir.services.children import Program
from gulir.services.starting import Services, flask_line

# Long work and messages that leave have workers of their own, so that nobody's notice waits for somebody's report or a slow mail server.
BACKGROUND = {
    "worker": ("worker", "--queues", "notices,deadlines"),
    "sender": ("worker", "--queues", "deliveries"),
    "long-worker": ("worker", "--queues", "reports"),
    "relay": ("relay",),
    "scheduler": ("scheduler",),
}


def web(services: Services, root: Path, host: str, port: int) -> Program:
    """The web server: it is what people wait for."""
    return Program("web", web_line(host, port), services.environ, cwd=root)


def background(services: Services, root: Path) -> list[Program]:
    """What works beside it."""
    return [Program(name, flask_line(*words), services.environ, cwd=root) for name, words in BACKGROUND.items()]


def web_line(host: str, port: int) -> list[str]:
    """GULIR_WEB_WORKERS and GULIR_WEB_THREADS size it; each thread may hold one database connection."""
    workers = os.environ.get("GULIR_WEB_WORKERS") or str(max(2, min(os.cpu_count() or 2, 8)))
    threads = os.environ.get("GULIR_WEB_THREADS") or "4"
    options = ["--interface", "wsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port), "--log-level", "warning"]
    sizes = ["--workers", workers, "--blocking-threads", threads, "--backlog", "1024", "--backpressure", "128"]
    lives = ["--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "4"]
    return [sys.executable, "-P", "-m", "granian", *options, *sizes, *lives, "wsgi:app"]
