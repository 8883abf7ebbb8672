"""The application refuses a role that the wall does not bind, mixes up no city on a shared connection, and shares no connection with its children."""

import os
from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from gulir.acting import Acting, NobodyActing, as_acting
from gulir.acting.databases import Databases, driver_url, make_engine, open_databases
from gulir.acting.keys import act_as_system
from gulir.acting.refusal import UnfitRole
from gulir.acting.store import db, put_key
from gulir.tables import Kampung
from tests.services import TestDatabase

FULL = os.environ.get("GULIR_FULL") == "1"
UNFIT = {
    "superuser": "create role {name} login superuser",
    "bypasses row security": "create role {name} login bypassrls",
    "owner of the tables": "create role {name} login; create table owned_{name} (); alter table owned_{name} owner to {name}",
    "member of gulir_owner": "create role {name} login; grant gulir_owner to {name}",
    "member of gulir_door": "create role {name} login; grant gulir_door to {name}",
    "member of gulir_signin": "create role {name} login; grant gulir_signin to {name} with inherit false",
    "member of pg_write_all_data": "create role {name} login; grant pg_write_all_data to {name}",
}


@pytest.fixture
def role(superuser: Engine) -> Iterator[str]:
    """The name of a role that goes away again."""
    name = f"unfit_{uuid4().hex[:8]}"
    yield name
    with superuser.begin() as connection:
        connection.execute(text(f"drop owned by {name}; drop role {name}"))


@pytest.mark.parametrize("why", UNFIT)
def test_an_unfit_role_is_refused_before_anything_is_served(database: TestDatabase, superuser: Engine, role: str, why: str) -> None:
    with superuser.begin() as connection:
        connection.execute(text(UNFIT[why].format(name=role)))
        connection.execute(text(f'grant connect on database "{database.name}" to {role}'))
    with pytest.raises(UnfitRole) as refused:
        open_databases(database.url(role), None, None)
    assert all(word in str(refused.value) for word in why.replace("member of ", "member,").split(","))
    assert "\n" not in str(refused.value)


def test_a_superuser_that_begins_as_a_fit_role_is_refused(database: TestDatabase, superuser: Engine, role: str) -> None:
    with superuser.begin() as connection:
        connection.execute(text(f"create role {role} login superuser; alter role {role} set role = gulir_app"))
    with pytest.raises(UnfitRole, match="DATABASE_URL must not name a superuser"):
        open_databases(database.url(role), None, None)


def test_sign_in_and_relay_are_held_to_the_same(database: TestDatabase) -> None:
    app = database.url("gulir_app")
    with pytest.raises(UnfitRole, match="DATABASE_SIGNIN_URL must not name a superuser"):
        open_databases(app, database.url(), None)
    with pytest.raises(UnfitRole, match="DATABASE_RELAY_URL must not name a role that bypasses row security"):
        open_databases(app, None, database.url("gulir_backup"))


def test_the_applications_own_role_is_fit(database: TestDatabase) -> None:
    open_databases(database.url("gulir_app"), None, None).close()


TIMES = {"statement_timeout": "15s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "30s"}


def test_no_connection_waits_longer_than_the_house_does(databases: Databases) -> None:
    for engine in (databases.app, databases.door, databases.signin, databases.relay):
        assert engine is not None
        with engine.connect() as connection:
            assert {name: connection.execute(text(f"show {name}")).scalar_one() for name in TIMES} == TIMES, engine.url.username


def fifty_cities(superuser: Engine) -> list[int]:
    """Fifty cities with a kampung each."""
    with superuser.begin() as connection:
        found = [
            connection.execute(
                text("insert into tenant (slug, letters, name, province, zone) values (:slug, :letters, 'Uji', 'Uji', 'Asia/Jakarta') returning id"),
                {"slug": f"kolam-{uuid4().hex[:8]}", "letters": f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}"},
            ).scalar_one()
            for n in range(50)
        ]
        connection.execute(text("insert into kampung (tenant_id, slug, name) select t, 'kampung', 'Kota ' || t from unnest(cast(:t as int[])) t"), {"t": found})
    return found


def one_request(pool: Engine, city: int, acting: Acting, way: str, did: Counter[str]) -> None:
    """Reads in one city, and ends well or badly."""
    with pool.connect() as connection:
        did[f"pid {connection.connection.dbapi_connection.info.backend_pid}"] += 1  # type: ignore[union-attr]
        if way == "nobody":
            assert connection.execute(text("select count(*) from kampung")).scalar_one() == 0
            return
        with as_acting(acting):
            put_key(None, None, connection)  # type: ignore[arg-type]
        assert list(connection.execute(text("select distinct tenant_id from kampung")).scalars()) == [city]
        try:
            connection.execute(text("select 1 / 0" if way == "error" else "select 1"))
        except DBAPIError:
            did["broken"] += 1
        if way != "error":
            getattr(connection, way)()


def test_fifty_cities_on_two_connections_never_meet(context: Flask, database: TestDatabase, superuser: Engine) -> None:
    requests, cities, did = 10_000 if FULL else 1_000, fifty_cities(superuser), Counter[str]()
    acting = {city: act_as_system("00000000-0000-7000-8000-000000000002", role="organiser", tenants=[city], read_only=False) for city in cities}
    pool = create_engine(driver_url(database.url("gulir_app")), pool_size=2, max_overflow=0)
    for number in range(requests):
        city, way = cities[number * 7 % 50], ("commit", "rollback", "error", "nobody")[number % 4]
        did[way] += 1
        one_request(pool, city, acting[city], way, did)
    pool.dispose()
    assert did["broken"] == did["error"] == requests // 4
    pids = [times for name, times in did.items() if name.startswith("pid")]
    assert len(pids) <= 2
    assert max(pids) > 50


def test_the_session_refuses_while_nobody_is_acting(context: Flask) -> None:
    with pytest.raises(NobodyActing):
        db.session.query(Kampung).first()
    db.session.rollback()


def test_a_child_opens_its_own_connections(database: TestDatabase) -> None:
    engine = make_engine(database.url("gulir_app"))
    with engine.connect() as connection:
        parent = connection.execute(text("select pg_backend_pid()")).scalar_one()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with engine.connect() as connection:
            os.write(writing, str(connection.execute(text("select pg_backend_pid()")).scalar_one()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    own = int(os.read(reading, 20))
    with engine.connect() as connection:
        still = connection.execute(text("select pg_backend_pid()")).scalar_one()
    engine.dispose()
    assert own != parent
    assert still == parent
