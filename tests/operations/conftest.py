"""The deck's data in a database of its own, its backup, and what a restore makes of it in an empty one."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from flask import Flask

from config.settings import Settings
from gulir.acting.databases import open_databases
from gulir.acting.doorway import rows
from gulir.acting.keys import act_for_job
from gulir.services import backups, restoring
from gulir.services.roles import ensure_roles
from tests import services

KEYS = {"GULIR_WITNESS_KEY": "aa" * 32, "GULIR_REGISTRY_KEY": "bb" * 32, "GULIR_DATA_KEY": "cc" * 32}
PAPER = b"%PDF-1.4 a letter that the deck names"


@dataclass(frozen=True)
class Running:
    """An application on a database; `city` is one of its cities, by number and by word."""

    database: services.TestDatabase
    settings: Settings
    app: Flask
    city: tuple[int, str] = (0, "")


@pytest.fixture(scope="module")
def superuser_url() -> str:
    found = os.environ.get("GULIR_TEST_SUPERUSER_URL")
    return found or pytest.skip("GULIR_TEST_SUPERUSER_URL is not set: run bin/test, which starts PostgreSQL")


@pytest.fixture(scope="module")
def loaded(superuser_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The deck, moved through the doors; with an anchor in one city, and one stored file."""
    with services.cloned(superuser_url) as database:
        running = start(database, redis_url, tmp_path_factory.mktemp("instance"))
        digest = hashlib.sha256(PAPER).hexdigest()
        (running.settings.instance / "files" / digest[:2]).mkdir(parents=True)
        (running.settings.instance / "files" / digest[:2] / digest).write_bytes(PAPER)
        with running.app.app_context():
            running.app.extensions["gulir.demo"].load(False, lambda _line: None)
            city = next(row for row in running.app.extensions["gulir.tenants"].list_cities() if row["slug"] == "kendari")
            rows("drop_anchor", act_for_job(city["id"]).key, city["id"], "2014-06-01")
        yield replace(running, city=(city["id"], city["slug"]))
        running.app.extensions["gulir.databases"].close()


@pytest.fixture(scope="module")
def dump(loaded: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made by the role that only reads."""
    made, files = backups.make_backup(
        loaded.database.url("gulir_backup"), loaded.settings.instance / "files", tmp_path_factory.mktemp("backups") / "here", KEYS
    )
    assert files == 1
    return made


@pytest.fixture(scope="module")
def restored(superuser_url: str, loaded: Running, dump: Path, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same in a database that was empty before."""
    database = services.TestDatabase(superuser_url, f"gulir_restored_{uuid4().hex[:8]}")
    ensure_roles(superuser_url, database.name)
    try:
        restoring.fill(database.url(), dump)
        running = start(database, redis_url, tmp_path_factory.mktemp("restored"))
        yield replace(running, city=loaded.city)
        running.app.extensions["gulir.databases"].close()
    finally:
        with psycopg.connect(superuser_url, autocommit=True) as connection:
            connection.execute(f"drop database if exists {database.name} with (force)")


def start(database: services.TestDatabase, redis_url: str, instance: Path) -> Running:
    settings = services.settings(database, redis_url, instance)
    opened = open_databases(settings.database_url, settings.signin_url, settings.relay_url)
    return Running(database, settings, services.application(settings, opened))
