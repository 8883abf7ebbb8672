"""The statements of absence: who may stand in, what was lent, and the session of whoever acts for somebody. All of the sign-in role."""

from sqlalchemy import text

from gulir.acting.keys import GOVERNMENT, LANES

RUNNING = "d.ended_at is null and d.since <= now() and d.until > now()"
# The reach is the absent one's as it is now; lanes are those of somebody whom no tie of either to the government touches.
# A second factor is asked as of the stricter of both.
FACTOR = "(p.totp_secret is not null or p.demo or not (m.role = any(:asked) or b.totp_secret is not null))"
ACT_FOR = text(f"""
insert into session (hash, person_id, membership_id, organisation_id, kind, role, tenants, lanes, government, kampungs, purpose, read_only, expires_at,
  delegation_id, behalf, rights, workflows)
select :hash, d.deputy_id, m.id, m.organisation_id, o.kind, m.role,
  array(select id from tenant where status = 'open' and (m.tenants is null or id = any(m.tenants))), {LANES}, g.government, m.kampungs, 'web',
  d.rights = '{{}}',
  least(now() + make_interval(hours => :hours), d.until, m.until, x.until), d.id, d.person_id, d.rights, d.workflows
from delegation d join membership m on m.id = d.membership_id and m.person_id = d.person_id join organisation o on o.id = m.organisation_id
join membership x on x.id = d.deputy_membership_id and x.person_id = d.deputy_id and x.organisation_id = m.organisation_id
join person p on p.id = d.deputy_id join person b on b.id = d.person_id
cross join lateral (select {GOVERNMENT} and x.person_id in (d.person_id, d.deputy_id)) as government) g
where d.id = :delegation and d.deputy_id = :person and {RUNNING} and (m.until is null or m.until > now()) and (x.until is null or x.until > now())
  and p.disabled_at is null and b.disabled_at is null and {FACTOR}
for share of d, m, x, p, b""")  # noqa: S608 - our own words; whoever ends one of these waits for this, and then ends the session too

LINE = """
select d.id, d.membership_id, d.person_id, b.name as absent, d.deputy_id, p.name as deputy, m.role, o.name as organisation_name, o.kind, m.tenants,
  d.rights, d.workflows, (d.since at time zone z.zone)::date as first, ((d.until - interval '1 second') at time zone z.zone)::date as last,
  d.reason, d.ended_at, d.ended_why, m.kampungs is not null as some_kampungs, m.group_id is not null as one_group,
  array(select t.name from tenant t where t.id = any(m.tenants) and t.status = 'open' order by t.name) as cities,
  case when d.ended_at is not null or d.until <= now() then 'over' when d.since > now() then 'coming' else 'running' end as state,
  (m.role = any(:asked) or b.totp_secret is not null) as factor, p.totp_secret is not null or p.demo as has_factor
from delegation d join membership m on m.id = d.membership_id join organisation o on o.id = m.organisation_id
join person b on b.id = d.person_id join person p on p.id = d.deputy_id
cross join lateral (select coalesce(min(t.zone), 'Asia/Jakarta') as zone
  from (select y.zone from tenant y where y.status = 'open' and (m.tenants is null or y.id = any(m.tenants)) order by y.name limit 1) t) z"""
LENT_TO = text(f"{LINE} where d.deputy_id = :person and {RUNNING} order by b.name, d.id")
OF_PERSON = text(f"{LINE} where (d.person_id = :person or d.deputy_id = :person) and d.until > now() - interval '1 year' order by d.since desc, d.id limit 100")
OF_SEATS = text(f"{LINE} where d.membership_id = any(:seats) and d.ended_at is null and d.until > now() order by d.since, d.id")
ONE = text(f"{LINE} where d.id = :delegation")

COLLEAGUES = text("""
select distinct on (p.name, p.id) x.id, p.id as person_id, p.name, x.role from membership m
join membership x on x.organisation_id = m.organisation_id and x.person_id <> m.person_id and x.role = any(stand_ins(m.role))
  and (x.tenants is null or m.tenants is null or x.tenants && m.tenants) and (x.until is null or x.until > now())
join person p on p.id = x.person_id and p.disabled_at is null and p.kind = 'human'
where m.id = :membership and m.person_id = :person and (m.until is null or m.until > now()) order by p.name, p.id, x.role <> m.role""")
DELEGATE = text("""
insert into delegation (membership_id, person_id, deputy_membership_id, deputy_id, rights, workflows, since, until, reason)
select :membership, :person, x.id, x.person_id, :rights, :workflows, greatest(now(), cast(:since as timestamptz)), :until, :reason
from membership x where x.id = :deputy returning id""")
END = text("""
update delegation d set ended_at = now(), ended_by = :person, ended_why = case when d.person_id = :person then 'absent' else 'deputy' end
where d.id = :delegation and :person in (d.person_id, d.deputy_id) and d.ended_at is null and d.until > now() returning d.id""")
# A seat that changes ends what hangs on it by itself; now() is the moment at which this transaction began.
JUST_ENDED = text(f"{LINE} where d.ended_at = now() and d.ended_why = 'seat' and :membership in (d.membership_id, d.deputy_membership_id)")
WRITTEN_TO = text("select id, name, email, locale from person where id = any(:people) and email is not null and disabled_at is null and not demo")
