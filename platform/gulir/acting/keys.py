"""Short-lived keys for commands, jobs and historical loads: written by the sign-in role, each naming its purpose."""

import getpass
import sys
from typing import Any

from sqlalchemy import Connection, Engine, text

from gulir.acting.doorway import call, databases
from gulir.acting.who import Acting, from_answer, key_of, new_token, stored_hash

CLOCK = "00000000-0000-7000-8000-000000000001"
CONSOLE = "00000000-0000-7000-8000-000000000002"
OPENER = "00000000-0000-7000-8000-000000000003"
LOADER = "00000000-0000-7000-8000-000000000004"
MIGRATOR = "00000000-0000-7000-8000-000000000005"

LOG = text("insert into console (person_id, os_user, command, read_only) values (:person, :os_user, :command, :read_only)")
OF_SYSTEM = text("""
insert into session (hash, person_id, organisation_id, kind, role, tenants, lanes, government, purpose, read_only, expires_at)
select :hash, :person, o.id, 'system', :role,
  coalesce(cast(:tenants as int[]), array(select id from tenant)), cast(:lanes as smallint[]), false, :purpose, :read_only, now() + interval '1 hour'
from organisation o where o.slug = 'sistem'""")
# Lanes are reckoned here and nowhere else: nobody with any tie to a government organisation reads lane 1; lane 2 is by access list alone.
LANES = "case when m.role = any(:civil) and not g.government then '{0,1}'::smallint[] else '{0}'::smallint[] end"
GOVERNMENT = """exists (select from membership x join organisation y on y.id = x.organisation_id
  where (x.until is null or x.until > now()) and y.kind in ('dinsos_city', 'dinsos_province', 'ministry', 'inspectorate')"""
OF_MEMBERSHIP = text(f"""
insert into session (hash, person_id, membership_id, organisation_id, kind, role, tenants, lanes, government, kampungs, groups, purpose, read_only, expires_at)
select :hash, m.person_id, m.id, m.organisation_id, o.kind, m.role,
  array(select id from tenant where status = 'open' and (m.tenants is null or id = any(m.tenants))),
  {LANES}, g.government, m.kampungs,
  case when m.group_id is null then null else array[m.group_id] end, :purpose, false, now() + make_interval(hours => :hours)
from membership m join organisation o on o.id = m.organisation_id join person p on p.id = m.person_id
cross join lateral (select {GOVERNMENT} and x.person_id = m.person_id) as government) g
where m.id = :membership and (m.until is null or m.until > now()) and p.disabled_at is null and m.person_id = coalesce(cast(:person as uuid), m.person_id)
for share of m, p""")  # noqa: S608 - our own words; whoever ends a membership waits for this, and then ends the session too
LIFE_HOURS = 8
CIVIL_ROLES_OF_LANE_1 = ["organiser", "advocate", "programme_manager", "secretariat"]


class NoSuchMembership(LookupError):
    """The membership ended or never was."""


def key_for_membership(membership_id: str, *, purpose: str, hours: int = LIFE_HOURS, token: str | None = None) -> str:
    """Writes a session of a membership and returns its key. Raises NoSuchMembership."""
    key = key_of(token or new_token())
    with _signin().begin() as connection:
        write_session(connection, membership_id, purpose=purpose, hours=hours, key=key)
    return key


def write_session(connection: Connection, membership_id: str, *, purpose: str, hours: int, key: str, person_id: str | None = None) -> None:
    """The session's row, as part of the caller's transaction. Raises NoSuchMembership, also when it is not `person_id`'s or they are disabled."""
    values = {"hash": stored_hash(key), "membership": membership_id, "purpose": purpose, "hours": hours, "civil": CIVIL_ROLES_OF_LANE_1, "person": person_id}
    if connection.execute(OF_MEMBERSHIP, values).rowcount != 1:
        raise NoSuchMembership(membership_id)


def act_as_system(
    person: str, *, role: str, purpose: str = "console", read_only: bool = True, tenants: list[int] | None = None, lanes: tuple[int, ...] = (0,)
) -> Acting:
    """A logged key of a named system person: every city unless `tenants` says which."""
    key = key_of(new_token())
    with _signin().begin() as connection:
        log_command(connection, person, read_only=read_only)
        values = {
            "hash": stored_hash(key),
            "person": person,
            "role": role,
            "tenants": tenants,
            "lanes": list(lanes),
            "purpose": purpose,
            "read_only": read_only,
        }
        connection.execute(OF_SYSTEM, values)
    return acting_of(key)


def log_command(connection: Connection, person: str, *, read_only: bool) -> None:
    """Who runs which command, and as which of the system's persons, stands in the console's log."""
    connection.execute(LOG, {"person": person, "os_user": getpass.getuser(), "command": " ".join(sys.argv[:12])[:500], "read_only": read_only})


def act_for_job(tenant_id: int, minutes: int = 15) -> Acting:
    """The clock's key for one city, minted for a job by the relay's role."""
    relay = databases().relay
    if relay is None:
        raise RuntimeError("DATABASE_RELAY_URL is not set: this process may not act for jobs")
    with relay.begin() as connection:
        key = connection.execute(text("select mint_job(:tenant, :minutes)"), {"tenant": tenant_id, "minutes": minutes}).scalar_one()
    return acting_of(key)


def acting_of(key: str) -> Acting:
    """The Acting behind a key that was just written."""
    answer: dict[str, Any] | None = call("whoami", key)
    if answer is None:
        raise NoSuchMembership("the key is not known")
    return from_answer(key, answer)


def end_key(key: str) -> None:
    """Ends a session at the server."""
    with _signin().begin() as connection:
        connection.execute(text("delete from session where hash = :hash"), {"hash": stored_hash(key)})


def _signin() -> Engine:
    engine = databases().signin
    if engine is None:
        raise RuntimeError("DATABASE_SIGNIN_URL is not set: this process may not write sessions")
    return engine
