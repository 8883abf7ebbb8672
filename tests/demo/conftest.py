"""A database of its own with the whole demo in it, loaded once for all tests here: cut off half-way at first, then completed."""

import os
from collections.abc import Iterator

import pytest

from gulir.acting.databases import open_databases
from tenants.demo import walking
from tests import services
from tests.demo.theatre import EVENTS, NO_PASSWORD, CutOff, Theatre

ACTS = 700  # before the plug is pulled


@pytest.fixture(scope="session")
def stage(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """With the demo in it: read it, never change it."""
    superuser = os.environ.get("GULIR_TEST_SUPERUSER_URL")
    if not superuser:
        pytest.skip("GULIR_TEST_SUPERUSER_URL is not set: run bin/test, which starts PostgreSQL")
    with services.cloned(superuser) as database:
        databases = open_databases(database.url("gulir_app"), database.url("gulir_signin"), database.url("gulir_relay"))
        behind = database.engine()
        app = services.application(services.settings(database, redis_url, tmp_path_factory.mktemp("theatre")), databases)
        theatre = Theatre(app, databases, behind)
        _load_in_two(theatre)
        yield theatre
        behind.dispose()
        databases.close()


def _load_in_two(theatre: Theatre) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(walking, "take", _cut_off(walking.take))
        with pytest.raises(CutOff):
            theatre.load(sign_ins=False)
    theatre.half_way.update({"events": theatre.ask(EVENTS)[0][0], "without password": theatre.ask(NO_PASSWORD)[0][0]})
    theatre.load()


def _cut_off(take):
    done = []

    def counting(*arguments: object) -> object:
        done.append(arguments)
        if len(done) > ACTS:
            raise CutOff
        return take(*arguments)

    return counting
