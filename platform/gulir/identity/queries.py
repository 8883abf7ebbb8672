"""The statements of the sign-in role that the tables' classes do not cover: sessions, attempts, links, the roles of a person."""

from sqlalchemy import text

# A session that waits for a code or a choice: the database's own functions look past it, and it names no city.
BEGIN_CHOOSING = text("""
insert into session (hash, person_id, kind, role, tenants, lanes, government, purpose, read_only, expires_at)
select :hash, p.id, '', :stage, '{}', '{}', true, 'choosing', true, now() + make_interval(mins => :minutes)
from person p where p.id = :person and p.disabled_at is null for share""")
CHOOSING = text("""
select s.person_id, s.role from session s join person p on p.id = s.person_id
where s.hash = :hash and s.purpose = 'choosing' and s.expires_at > now() and p.disabled_at is null""")
KEEP_END = text("""
update session set created_at = old.created_at,
  expires_at = least(session.expires_at, case when old.delegation_id is null then old.expires_at else old.created_at + make_interval(hours => :hours) end)
from session old where session.hash = :hash and old.hash = :old and old.purpose = 'web'""")
END_ONE = text("delete from session where hash = :hash")
END_ALL = text("delete from session where person_id = :person and hash <> :keep and purpose in ('web', 'choosing')")
END_NAMED = text("delete from session where person_id = :person and purpose = 'web' and encode(sha256(hash), 'hex') = :named")
SESSIONS_OF = text("""
select encode(sha256(s.hash), 'hex') as id, s.purpose, s.role, o.name as organisation_name, b.name as behalf, s.created_at, s.seen_at, s.expires_at,
  s.hash = :here as here
from session s left join organisation o on o.id = s.organisation_id left join person b on b.id = s.behalf
where s.person_id = :person and s.purpose = 'web' and s.expires_at > now() and s.seen_at > now() - interval '30 minutes' order by here desc, s.seen_at desc""")
SWEEPS = (
    text("delete from session where expires_at < now() or (purpose = 'web' and seen_at < now() - interval '1 hour')"),
    text("delete from link where expires_at < now() - interval '30 days'"),
    text("delete from attempt where last_at < now() - interval '2 days'"),
)

ACCOUNT = text("""
select id, name, email, password_hash, totp_secret, demo, locale from person
where (lower(email) = :account or phone = :account) and kind = 'human' and disabled_at is null""")

# Counts before it is known whether the try is right, so that many at once count as many. No row: too early.
RESERVE = text("""
insert into attempt as a (account, failures, next_at, last_at) values (:account, 1, now() + interval '1 second', now())
on conflict (account) do update set last_at = now(),
  failures = case when a.last_at < now() - interval '1 day' then 1 else a.failures + 1 end,
  next_at = now() + case when a.last_at < now() - interval '1 day' then interval '1 second'
    else make_interval(secs => least(900, power(2, least(a.failures, 20)))) end
where a.next_at <= now() returning failures""")
WAIT = text("select greatest(1, ceil(extract(epoch from next_at - now())))::int from attempt where account = :account")
FORGET = text("delete from attempt where account = :account")

MEMBERSHIPS = text("""
select m.id, m.role, m.organisation_id, o.name as organisation_name, o.kind, m.tenants, m.since,
  m.kampungs is not null as some_kampungs, m.group_id is not null as one_group,
  array(select t.name from tenant t where t.id = any(m.tenants) and t.status = 'open' order by t.name) as cities
from membership m join organisation o on o.id = m.organisation_id
where m.person_id = :person and (m.until is null or m.until > now()) order by o.name, m.role""")

SECRET_OF = text("select totp_secret from person where id = :person and disabled_at is null")
NOW = text("select extract(epoch from clock_timestamp())")
TAKE_STEP = text("update person set totp_step = :step where id = :person and totp_step < :step")

NEW_LINK = text("""
insert into link (hash, person_id, purpose, made_by, expires_at) values (:hash, :person, :purpose, :made_by, now() + make_interval(hours => :hours))""")
DROP_LINKS = text("update link set used_at = now() where person_id = :person and used_at is null")
LINK = text("""
select l.person_id, l.purpose, l.made_by, p.name, p.email, p.phone, p.locale from link l join person p on p.id = l.person_id
where l.hash = :hash and l.used_at is null and l.expires_at > now() and p.disabled_at is null""")
USE_LINK = text("""
update link set used_at = now() from person p
where link.hash = :hash and p.id = link.person_id and link.used_at is null and link.expires_at > now() and p.disabled_at is null
returning link.person_id, link.purpose, link.made_by""")

SEAT_EVERYWHERE = text("""
insert into seat (tenant_id, membership_id, person_id, name, organisation_id, role, kampungs, group_id, since)
select t.id, m.id, m.person_id, p.name, m.organisation_id, m.role, m.kampungs, m.group_id, m.since
from membership m join person p on p.id = m.person_id
join tenant t on m.tenants is null or t.id = any(m.tenants)
where m.id = :membership and m.until is null
on conflict (tenant_id, membership_id) do update
  set role = excluded.role, kampungs = excluded.kampungs, group_id = excluded.group_id, name = excluded.name, until = null""")
SEAT_NATIONAL = text("""
insert into seat (tenant_id, membership_id, person_id, name, organisation_id, role, since)
select :tenant, m.id, m.person_id, p.name, m.organisation_id, m.role, now()
from membership m join person p on p.id = m.person_id
where m.tenants is null and m.until is null and p.kind = 'human'
on conflict (tenant_id, membership_id) do nothing""")
UNSEAT = text("""
update seat set until = now() where membership_id = :membership and until is null
  and not exists (select from membership m where m.id = :membership and m.until is null and (m.tenants is null or seat.tenant_id = any(m.tenants)))""")

# Links of calendars.
LOCK_PERSON = text("select from person where id = :person for update")
NEW_FEED = text("""
insert into feed (hash, membership_id, person_id) select :hash, m.id, m.person_id from membership m
where m.id = :membership and m.person_id = :person and (m.until is null or m.until > now())""")
FEEDS_OF = text("""
select f.id, m.role, o.name as organisation_name, f.created_at, f.fetched_at, coalesce(m.until <= now(), false) as ended
from feed f join membership m on m.id = f.membership_id join organisation o on o.id = m.organisation_id
where f.person_id = :person and f.revoked_at is null order by f.created_at desc""")
REVOKE_FEED = text("update feed set revoked_at = now() where id = :id and person_id = :person and revoked_at is null")
USE_FEED = text("update feed set fetched_at = now() where hash = :hash and revoked_at is null returning membership_id, person_id")
REVOKE_FEEDS = text("update feed set revoked_at = now() where person_id = :person and revoked_at is null")
ONLY_READS = text("update session set read_only = true, expires_at = now() + interval '1 minute' where hash = :hash")
