"""What can be known to fail before anything starts: the port, the disk, the database's address and role."""

import shutil
import socket
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from gulir.services.errors import CannotStart, first_line

FIRST_NEED, LATER_NEED = 400, 100  # MiB: a new cluster with the demo takes about 150, and PostgreSQL stops dead on a full disk
ROLE = "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
TABLES = "select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relname = 'tenant'"


def reserve_port(host: str, port: int) -> socket.socket:
    """Raises CannotStart if somebody listens there; else a bound socket that keeps a second start away while it is open."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.socket(family)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen()
        kept = socket.socket(family)
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # the web server binds beside it with the same flag
        kept.bind((host, port))
    except PermissionError:
        raise CannotStart(f"port {port} is for root alone. Choose one above 1023: --port N") from None
    except OSError as wrong:
        raise CannotStart(f"cannot listen on {host} port {port} ({(wrong.strerror or str(wrong)).lower()}). Choose another: --port N") from None
    return kept


def check_disk(folder: Path, new_cluster: bool) -> None:
    """Room for the cluster's first start, or for going on."""
    need = FIRST_NEED if new_cluster else LATER_NEED
    free = shutil.disk_usage(folder).free // 2**20
    if free < need:
        raise CannotStart(f"the disk is full: {free} MiB free in {folder}, {need} needed.")


def plain(url: str) -> str:
    """As libpq reads it, without SQLAlchemy's driver word."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def check_database(url: str, name: str = "DATABASE_URL") -> None:
    """A PostgreSQL that answers, under a role that row security binds. Never repeats the URL: it holds a password."""
    if urlsplit(url).scheme not in ("postgresql", "postgresql+psycopg", "postgres"):
        raise CannotStart(f"{name} must look like postgresql://role:password@host/database.")
    try:
        with psycopg.connect(plain(url), connect_timeout=5) as connection:
            role, superuser, bypasses = connection.execute(ROLE).fetchall()[0]
    except psycopg.Error as wrong:
        raise CannotStart(f"{name} does not lead to a database: {first_line(str(wrong))}") from None
    if name == "DATABASE_URL" and (superuser or bypasses):
        kind = "a superuser" if superuser else "a role that bypasses row security"
        raise CannotStart(f"DATABASE_URL must not name {kind} ({role}): row security would not bind it. Use gulir_app.")


def check_migrated(url: str) -> None:
    """The database has Gulir's tables; one without them is another database, or has yet to be migrated."""
    with psycopg.connect(plain(url), connect_timeout=5) as connection:
        found = connection.execute(TABLES).fetchall()
    if not found:
        raise CannotStart("DATABASE_URL names a database without Gulir's tables. If it is the right one: bin/flask migrate (with DATABASE_OWNER_URL).")


def check_redis(url: str) -> None:
    try:
        with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.exceptions.RedisError, ValueError, OSError) as wrong:
        raise CannotStart(f"REDIS_URL does not lead to a Redis: {first_line(str(wrong))}") from None
