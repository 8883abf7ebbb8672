-- Who is acting: found by the key, never claimed. Owned by gulir_door, which owns no table.
-- Parsed once (begin atomic), so there is no search_path to attack.

create function acting_session() returns session
language sql stable security definer begin atomic
  select s.* from session s
  where s.hash = sha256(decode(nullif(current_setting('gulir.key', true), ''), 'hex')) and s.expires_at > now() and s.purpose <> 'choosing';
end;
create function tenants() returns int[] language sql stable security definer
begin atomic select (s).tenants from (select acting_session() as s) x; end;
create function writes() returns int[] language sql stable security definer
begin atomic select case when (s).read_only or (s).role in ('auditor', 'operator', 'migrator') or not 'record' = any((s).rights) then '{}'::int[] else (s).tenants end from (select acting_session() as s) x; end;
create function lanes() returns smallint[] language sql stable security definer
begin atomic select (s).lanes from (select acting_session() as s) x; end;
-- The third lane is a team's, and a team is made of people: nobody stands in there for anybody.
create function civil() returns boolean language sql stable security definer
begin atomic select not (s).government and (s).delegation_id is null from (select acting_session() as s) x; end;
create function me() returns uuid language sql stable security definer
begin atomic select (s).person_id from (select acting_session() as s) x; end;
create function my_org() returns int language sql stable security definer
begin atomic select (s).organisation_id from (select acting_session() as s) x; end;
-- whole: not bound to kampungs or a group within the city
create function whole() returns boolean language sql stable security definer
begin atomic select (s).kampungs is null and (s).groups is null from (select acting_session() as s) x; end;
create function my_kampungs() returns uuid[] language sql stable security definer
begin atomic select (s).kampungs from (select acting_session() as s) x; end;
create function my_groups() returns uuid[] language sql stable security definer
begin atomic select (s).groups from (select acting_session() as s) x; end;

-- What nobody does for another.
create function in_own_name() returns boolean language sql stable security definer
begin atomic select (s).delegation_id is null from (select acting_session() as s) x; end;

-- What a page needs to know of its visitor; as a set, of one, it becomes part of the statement that asks it.
create function told_of(s session) returns setof json
language sql stable begin atomic
  select json_build_object('person', s.person_id, 'name', p.name, 'locale', p.locale, 'demo', p.demo, 'totp', p.totp_secret is not null,
    'membership', s.membership_id, 'organisation', s.organisation_id, 'organisation_name', o.name, 'kind', s.kind, 'role', s.role, 'purpose', s.purpose,
    'read_only', s.read_only, 'government', s.government, 'lanes', s.lanes, 'kampungs', s.kampungs, 'groups', s.groups, 'seen', s.seen_at, 'now', now(),
    'behalf', case when s.delegation_id is not null then json_build_object('delegation', s.delegation_id, 'person', s.behalf, 'rights', s.rights,
      'workflows', s.workflows, 'until', s.expires_at, 'name', (select b.name from person b where b.id = s.behalf)) end,
    'tenants', (select coalesce(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name, 'zone', t.zone, 'letters', t.letters,
                  'province', t.province, 'days_off', t.days_off) order by t.name), '[]')
                from tenant t where t.id = any(s.tenants) and t.status = 'open'))
  from person p left join organisation o on o.id = s.organisation_id
  where p.id = s.person_id and p.disabled_at is null;
end;
create function whoami(p_key text) returns json
language sql stable security definer begin atomic
  select w from session s, told_of(s) w where s.hash = sha256(decode(p_key, 'hex')) and s.expires_at > now();
end;
