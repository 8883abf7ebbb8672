"""Two cities with a row in every table that belongs to a city, so that whoever looks too far has something to find."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from gulir.acting import Acting
from gulir.acting.keys import act_for_job
from tests.walk import journeys
from tests.walk.ground import Case, Stage

TABLES = text("""select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('organisation') order by 1""")
COLUMNS = text("""select a.attname from pg_attribute a where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped
  and a.attgenerated = '' order by a.attnum""")
# (table, columns and values) of what no act of a case writes; :me is the city's programme manager.
ROWS = (
    "update batch set created_by = :me where tenant_id = :t",
    "update group_record set recorded_by = :me where tenant_id = :t",
    "insert into anchor (tenant_id, day, cases, digest) values (:t, '2014-05-12', 1, 'x') on conflict do nothing",
    "insert into effect (tenant_id, key) values (:t, 'canary') on conflict do nothing",
    "insert into notice (tenant_id, id, lane, case_id, seq, person_id, topic) select :t, gen_random_uuid(), 0, :case, n, :me, 'turn'"
    " from generate_series(1, 2) n",
    "insert into delivery (tenant_id, notice_id, channel) select tenant_id, id, 'mail' from notice where tenant_id = :t order by seq limit 1",
    "insert into mute (tenant_id, lane, case_id, person_id) select :t, lane, id, :me from cases where id = :case",
    "insert into channel (tenant_id, channel, settings, sender, set_by) values (:t, 'mail', 'canary', 'canary', :admin) on conflict do nothing",
    "insert into hook (tenant_id, url, host, secret, topics, set_by) values (:t, 'canary', 'canary.example', 'canary', '{turn}', :admin)",
    "insert into delivery (tenant_id, hook_id, channel, state, lane, case_id, seq, topic) select h.tenant_id, h.id, 'webhook', 'failed', 0, :case, 1, 'turn'"
    " from hook h where h.tenant_id = :t limit 1",
    "insert into unmasking (tenant_id, member_id, person_id, reason) select tenant_id, id, :me, 'canary' from member where tenant_id = :t limit 1",
    "insert into draft (tenant_id, person_id, place, typed) values (:t, :me, 'canary', '{}') on conflict do nothing",
    "insert into access (tenant_id, case_id, person_id) values (:t, :secret, :me), (:t, :secret, :dinsos) on conflict do nothing",
    "insert into review (tenant_id, case_id, person_id, organisation_id, side, lead) select :t, :case, :me, id, 'upc', true from organisation"
    " where slug = 'upc-contoh'",
    "insert into review_side (tenant_id, case_id, side, organisation_id) select :t, :case, 'upc', id from organisation where slug = 'upc-contoh'",
    "insert into score (tenant_id, case_id, organisation_id, criterion, side, value, reviewer) select :t, :case, id, 'canary', 'upc', 3, :me"
    " from organisation where slug = 'upc-contoh'",
    "insert into letter (tenant_id, id, number, day, holder, addressee, language, cases, content, made_by) values (:t, gen_random_uuid(), 'SBY-SURAT-2014-001',"
    " '2014-05-12', 'dinsos_city', 'canary', 'id', 1, '{}', :me)",
    "insert into holiday (tenant_id, day, name, decree, reason, added_by) values (:t, '2013-12-31', 'canary', 'canary', 'canary', :admin)",
    "insert into task (tenant_id, id, kind, asked, language, cities, person_id, lanes, reach, expires_at) select :t, gen_random_uuid(), 'cases', '{}', 'id',"
    " array[cast(:t as int)], p, '{0}', 'canary', now() + interval '1 day' from unnest(array[cast(:me as uuid), cast(:dinsos as uuid)]) p",
    "update cases set lane = 1, title = 'Advokasi canary' where id = :advocacy",
    "update cases set lane = 2, title = 'Rahasiawall canary' where id = :secret",
    "insert into item (tenant_id, lane, case_id, seq, kind, words, state) select tenant_id, lane, id, 1, 'demand', 'Tuntutan canary', 'open' from cases"
    " where tenant_id = :t",
    "insert into notice (tenant_id, lane, case_id, seq, person_id, topic) select :t, c.lane, c.id, 1, p, 'turn' from cases c,"
    " unnest(array[cast(:me as uuid), cast(:dinsos as uuid)]) p where c.tenant_id = :t and c.lane > 0",
    "insert into plea (tenant_id, case_id, mark_id, asked_by) select tenant_id, case_id, id, :me from mark"
    " where tenant_id = :t and kind = 'blocker' and lane = 0",
    "insert into tie (tenant_id, lane, case_id, plea_id, plea_tenant, seq) select tenant_id, lane, id, gen_random_uuid(), :t, 1 from cases"
    " where id = any(array[cast(:advocacy as uuid), cast(:secret as uuid)])",
    "insert into outbox (tenant_id, case_id, seq, n, lane, topic) select tenant_id, id, 1, 99, lane, 'turn' from cases"
    " where tenant_id = :t on conflict do nothing",
)


@dataclass
class Ground:
    """One city with everything in it, and keys of people who act there."""

    id: int
    case: Case
    manager: Acting
    dinsos: Acting
    clock: Acting
    admin: Acting

    @property
    def key(self) -> str:
        """The programme manager's."""
        return self.manager.key


def lay(stage: Stage) -> Ground:
    """Fills a city: a case signed, blocked and told of, one of each secret lane, and a row of everything else."""
    case = journeys.to_complete(stage.open())
    case.take("programme_manager", "verify", "upc")
    case.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    advocacy, secret = stage.open(1), stage.open(1)
    for hidden in (advocacy, secret):
        hidden.file("other")
        hidden.take("programme_manager", "block", code="STATUS_TANAH", resolver="dinsos_city")
    values = {"t": stage.city.id, "me": stage.person("programme_manager").id, "dinsos": stage.person("dinsos_officer").id}
    values["admin"] = stage.person("city_admin").id
    values |= {"case": case.id, "advocacy": advocacy.id, "secret": secret.id}
    with stage.superuser.begin() as connection:
        for row in ROWS:
            connection.execute(text(row), values)
    return Ground(stage.city.id, case, stage.who("programme_manager"), stage.who("dinsos_officer"), act_for_job(stage.city.id, 60), stage.who("city_admin"))


def tenant_tables(superuser: Engine) -> list[str]:
    """Every table with a tenant_id, from the catalogue."""
    with superuser.connect() as connection:
        return list(connection.execute(TABLES).scalars())


def columns_of(connection: Connection, table: str) -> list[str]:
    """What may be written of a table."""
    return list(connection.execute(COLUMNS, {"table": table}).scalars())


def another_row(connection: Connection, table: str, tenant: int) -> dict[str, Any]:
    """A row of this city as JSON, with a key of its own: inserted, it would be a new one."""
    row: dict[str, Any] = connection.execute(text(f"select to_jsonb(x) from {table} x where tenant_id = :t order by ctid limit 1"), {"t": tenant}).scalar_one()
    fresh = connection.execute(text("select gen_random_uuid()")).scalar_one()
    changed: dict[str, Any] = {
        "id": fresh, "slug": f"canary-{fresh}", "number": f"C-{str(fresh)[:8].upper()}", "key": fresh, "place": str(fresh), "topic": str(fresh), "claim": None,
        "office": None, "kk_tag": None,
        "membership_id": fresh, "ref": fresh, "day": "2013-01-01", "series": str(fresh), "n": 77, "seq": 7777, "notice_id": fresh, "mark_id": fresh,
        "plea_id": fresh, "channel": "sms",
    }  # fmt: skip
    if table in ("access", "turn", "review", "review_side", "score"):
        changed["case_id"] = fresh
    if table == "mute":  # of a case that its reader sees, and another than the one that is muted
        changed["case_id"] = connection.execute(text("select id from cases where tenant_id = :t and lane = 1"), {"t": tenant}).scalar_one()
    return {name: str(changed[name]) if isinstance(changed.get(name), UUID) else changed.get(name, value) for name, value in row.items()}
