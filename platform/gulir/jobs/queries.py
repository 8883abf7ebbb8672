"""The statements of relay and jobs, on the outbox and the effects."""

from sqlalchemy import text

# Of each case, only the first open row of each job is sent, so that its order holds whoever works: a poison row holds back what is told of its own case,
# and neither other cases nor what another job does for this one. A topic that this relay does not know holds back itself alone.
CLAIM = text("""
with due as (
  select o.tenant_id, o.case_id, o.seq, o.n from outbox o
  where o.state in ('new', 'sent') and o.next_at <= now() and not exists (
    select from outbox p where p.tenant_id = o.tenant_id and p.case_id = o.case_id
      and p.seq <= o.seq and (p.seq, p.n) < (o.seq, o.n) and p.state in ('new', 'sent')
      and coalesce(cast(:jobs as jsonb) ->> p.topic, p.topic) = coalesce(cast(:jobs as jsonb) ->> o.topic, o.topic))
  order by o.next_at limit :batch for no key update skip locked)
update outbox o set state = 'sent', next_at = now() + make_interval(secs => :lease)
from due where o.tenant_id = due.tenant_id and o.case_id = due.case_id and o.seq = due.seq and o.n = due.n and o.next_at <= now() and o.state in ('new', 'sent')
returning o.tenant_id, o.id, o.topic, o.attempts, o.created_at < now() - interval '1 hour' as is_old, old.state = 'new' and o.attempts = 0 as is_first""")
GIVE_BACK = text("update outbox set state = 'new', next_at = now() + interval '1 second' where tenant_id = :tenant and id = :id and state = 'sent'")
KILL = text("update outbox set state = 'dead', problem = :problem where tenant_id = :tenant and id = :id and state in ('new', 'sent')")

# A start counts as an attempt before anything is done, so that a job that ends its worker is not tried for ever.
START = text("""
with begun as (update outbox set attempts = attempts + 1, next_at = now() + make_interval(secs => :lease)
  where tenant_id = :tenant and id = any(cast(:ids as uuid[])) and state in ('new', 'sent') and attempts < :most returning id)
select id::text, (select mint_job(:tenant, :minutes)) as key from begun""")
LET_GO = text("""
update outbox set state = 'new', attempts = attempts - 1, next_at = now() where tenant_id = :tenant and id = any(cast(:ids as uuid[])) and state = 'sent'""")

READ = text("select case_id, seq, n, lane, topic, attempts from outbox where tenant_id = :tenant and id = :id")
EFFECT = text("insert into effect (tenant_id, key) values (:tenant, :key) on conflict do nothing returning key")
DONE = text("update outbox set state = 'done', problem = null where tenant_id = :tenant and id = :id")
FAILED = text("""
update outbox set state = case when attempts >= :most then 'dead' else 'sent' end, problem = :problem, next_at = now() + make_interval(secs => :pause)
where tenant_id = :tenant and id = :id and state in ('new', 'sent') returning state""")
EFFECTS_SINCE = text("select key from effect where tenant_id = :tenant and key = any(:keys)")

TIDY_SESSIONS = text("delete from session where expires_at < now() - interval '1 hour'")
TIDY_LINKS = text("delete from link where expires_at < now() - interval '30 days'")
TIDY_ATTEMPTS = text("delete from attempt where last_at < now() - interval '1 day' and next_at < now()")
OPEN_CITIES = text("select id, slug, name, zone, letters, now() as now from tenant where status = 'open' order by id")
ONE_SCHEDULER = text("select pg_try_advisory_lock(hashtext('gulir-scheduler'))")
STILL_HERE = text("select 1")

# What a case frees: what it released, and whom it works for.
RELEASED = text("""
select id, number, act_date, signer, signer_title, file_digest, file_name, file_type, file_size
from document where tenant_id = :tenant and case_id = :case and released_at is not null order by released_at, id""")
TIES = text("select plea_tenant, plea_id from tie where tenant_id = :tenant and case_id = :case order by plea_tenant, plea_id")
