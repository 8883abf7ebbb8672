"""Ground for measurements: a throwaway instance of the product's own services, filled by plain SQL as the superuser, past the doors."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]

from gulir.services import postgres
from gulir.services.instance import hold, open_instance
from gulir.services.starting import Services, run_step, start_services
from workflows import load
from workflows.documents import KUBE as PAPERS


@dataclass
class Ground:
    """The running services, and the superuser's way in."""

    services: Services
    url: str
    log: Path  # PostgreSQL's

    def superuser(self) -> psycopg.Connection:
        """A connection past every policy; each statement is its own transaction."""
        return psycopg.connect(self.url, autocommit=True)


@contextmanager
def throwaway() -> Iterator[Ground]:
    """Starts PostgreSQL and Redis in a temporary instance, migrates, and removes all of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gulir-bench-"))
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_", "GULIR_"))}
    try:
        instance = open_instance(ROOT, {"GULIR_INSTANCE": str(folder)})
        with hold(instance) or instance.path("lock").open():
            services = start_services(instance, ROOT, environ, "bench")
            try:
                run_step(services, ROOT, ["migrate"])
                yield Ground(services, postgres.url(instance), instance.path("log", "postgres.log"))
            finally:
                services.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


CITY = """insert into tenant (slug, letters, name, province, zone)
values (%(slug)s, %(letters)s, %(slug)s, 'Provinsi', 'Asia/Jakarta') returning id"""
KAMPUNG = "insert into kampung (tenant_id, slug, name, formal) values (%s, 'tepi', 'Kampung Tepi', true) returning id"
GROUP = "insert into groups (tenant_id, slug, name, kampung_id) values (%s, 'melati', 'Melati', %s) returning id"
MEMBERS = """insert into member (tenant_id, group_id, name, office)
select %s, %s, 'Anggota ' || n, (array['chair', 'secretary', 'treasurer'])[n] from generate_series(1, 10) n"""
CASES = """
insert into cases (tenant_id, id, number, workflow, wv, state, version, seq, facts, title, amount,
  group_id, kampung_id, rulebook, ball, since, due_on, opened_on)
select %(tenant)s, uuidv7(), %(letters)s || '-KUBE-2026-' || lpad(n::text, 7, '0'), 'kube', 1, 'proposed', 3, 3, 0, 'KUBE Melati ' || n, 20000000,
  %(group)s, %(kampung)s, %(book)s, '{upc}', date '2026-01-01' + n %% 300, date '2026-03-01' + n %% 600,
  '2026-01-01' from generate_series(%(first)s::int, %(last)s::int) n"""
TURNS = """
insert into turn (tenant_id, lane, role, due_on, case_id, kampung_id, group_id)
select tenant_id, 0, 'programme_manager', due_on, id, kampung_id, group_id from cases where tenant_id = %s"""
EVENTS = """
insert into event (tenant_id, case_id, seq, lane, at, workflow, wv, step, source, dest, actor, org, decider,
  act_date, act_precision, body, digest, witness)
select c.tenant_id, c.id, n, 0, now(), 'kube', 1,
  (array['open', 'form', 'propose'])[n], (array['-', 'saving', 'formed'])[n], (array['saving', 'formed', 'proposed'])[n],
  %(person)s::uuid, %(org)s::int, 'p:' || %(person)s::uuid, '2026-01-01', 'day', '{"answers":{},"step":"x"}', sha256('x'), sha256('y')
from cases c, generate_series(1, 3) n where c.tenant_id = %(tenant)s"""
DOCUMENTS = """
insert into document (tenant_id, lane, case_id, seq, kind, number, present, present_by)
select c.tenant_id, 0, c.id, 2, k, '1', true, 'Rini' from cases c, unnest(%(kinds)s::text[]) k where c.tenant_id = %(tenant)s"""


@dataclass(frozen=True)
class City:
    """A city with one group and many cases of it."""

    id: int
    slug: str
    letters: str
    group: str
    kampung: str


def add_city(connection: psycopg.Connection, slug: str, letters: str) -> City:
    """A city with one kampung and one group of ten."""
    tenant = connection.execute(CITY, {"slug": slug, "letters": letters}).fetchone()[0]  # type: ignore[index]
    kampung = connection.execute(KAMPUNG, (tenant,)).fetchone()[0]  # type: ignore[index]
    group = connection.execute(GROUP, (tenant, kampung)).fetchone()[0]  # type: ignore[index]
    connection.execute(MEMBERS, (tenant, group))
    return City(tenant, slug, letters, str(group), str(kampung))


def add_cases(connection: psycopg.Connection, city: City, last: int, *, person: str | None = None, org: int | None = None) -> None:
    """Proposed cases, numbered on; with `person`, also their history and papers, so that each can be approved."""
    book = load().rulebooks["kube-upc-model"].hash
    connection.execute("set session_replication_role = replica")  # no triggers: a million search entries are not what is measured
    values = {"tenant": city.id, "letters": city.letters, "group": city.group, "kampung": city.kampung, "book": book, "first": 1, "last": last}
    connection.execute(CASES, values)
    connection.execute(TURNS, (city.id,))
    if person:
        connection.execute(EVENTS, {"tenant": city.id, "person": person, "org": org})
        connection.execute(DOCUMENTS, {"tenant": city.id, "kinds": list(PAPERS["confirm_complete"])})
    connection.execute("set session_replication_role = origin")
    connection.execute("analyze cases, turn, event, document")


def add_person(connection: psycopg.Connection, name: str) -> tuple[str, int]:
    """A person and UPC's id."""
    row = connection.execute(
        "insert into organisation (slug, name, kind) values ('upc', 'UPC', 'upc') on conflict (slug) do update set name = 'UPC' returning id"
    ).fetchone()
    made = connection.execute("insert into person (name) values (%s) returning id", (name,)).fetchone()
    return str(made[0]), row[0]  # type: ignore[index]


SESSION = """
insert into session (hash, person_id, organisation_id, kind, role, tenants, lanes, government, purpose, expires_at)
values (%s, %s, %s, 'upc', 'programme_manager', %s, '{0,1}', false, 'web', now() + interval '1 day')"""


def sign_in(connection: psycopg.Connection, person: str, org: int, tenants: list[int]) -> str:
    """A session of a programme manager; the cookie's token."""
    from gulir.acting.who import key_of, new_token, stored_hash

    token = new_token()
    connection.execute(SESSION, (stored_hash(key_of(token)), person, org, tenants))
    return token
