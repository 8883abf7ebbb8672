"""What must hold after every fault, whatever it was: read from behind the wall, one line for each thing that is wrong."""

from sqlalchemy import Connection, Engine, text

STATE = """
select 'state is not what history says: ' || c.number from cases c where c.tenant_id = :tenant and not exists (
  select from event e where e.tenant_id = c.tenant_id and e.case_id = c.id and e.seq = c.seq and e.dest = c.state)"""
EFFECTS = """
select 'done without a trace of it: ' || o.id from outbox o where o.tenant_id = :tenant and o.state = 'done' and o.attempts > 0
  and not exists (select from effect f where f.tenant_id = o.tenant_id and f.key = 'outbox:' || o.id)
union all
select 'an effect without its row, or before its end: ' || f.key from effect f where f.tenant_id = :tenant and f.key like 'outbox:%' and not exists (
  select from outbox o where o.tenant_id = f.tenant_id and 'outbox:' || o.id = f.key and o.state = 'done')
union all
select 'told twice by one way: ' || d.notice_id from delivery d where d.tenant_id = :tenant and d.notice_id is not null
  group by d.notice_id, d.channel having count(*) > 1"""
CHAIN = """
select 'the chain is broken: ' || case_id || ' ' || seq from (
  select e.case_id, e.seq, e.prev, lag(e.digest) over (partition by e.case_id order by e.seq) as before from event e where e.tenant_id = :tenant) x
where x.prev is distinct from x.before"""
KEYS = text("""
select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
  (select string_agg(format('c.%I = p.%I', a.attname, b.attname), ' and ' order by k.n) from unnest(c.conkey, c.confkey) with ordinality k(x, y, n)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.x join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.y) as meets,
  (select string_agg(format('c.%I is not null', a.attname), ' and ') from unnest(c.conkey) x
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = x) as whole
from pg_constraint c where c.contype = 'f' and cardinality(c.conkey) > 1 and exists (
  select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'tenant_id' and a.attnum = any(c.conkey))""")


def wrong(superuser: Engine, tenant_id: int) -> list[str]:
    """Every broken invariant of a city; nothing, after any fault."""
    with superuser.connect() as connection:
        found = [line for query in (STATE, EFFECTS, CHAIN) for line in connection.execute(text(query), {"tenant": tenant_id}).scalars()]
        return found + orphans(connection, tenant_id)


def orphans(connection: Connection, tenant_id: int) -> list[str]:
    """Rows of the city whose parents are not of it: asked once for each foreign key that bears the city."""
    keys = connection.execute(KEYS).all()
    assert keys, "no foreign key was looked at"
    asked = "select count(*) from {0.child} c where c.tenant_id = :tenant and {0.whole} and not exists (select from {0.parent} p where {0.meets})"
    counted = [(key, connection.execute(text(asked.format(key)), {"tenant": tenant_id}).scalar_one()) for key in keys]
    return [f"{count} rows of {key.child} have no {key.parent} in their city" for key, count in counted if count]
