-- Who is told of what, where their mail goes, and traces of history that was taken away. Owned by gulir_door, as the door itself.

-- Who may be told of a case: who has a seat here in one of the roles, or is named, reaches the case, and may read its lane. Only the clock asks.
create function audience(p_key text, p_tenant int, p_case uuid, p_roles text[], p_people uuid[], p_except uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); k public.cases;
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock asks whom to tell' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case;
  return query select distinct p.id from public.seat x join public.person p on p.id = x.person_id
    where x.tenant_id = p_tenant and x.person_id <> p_except and (x.until is null or x.until > now()) and p.disabled_at is null and p.kind = 'human'
      and (x.role = any(p_roles) or x.person_id = any(p_people))
      and ((x.kampungs is null and x.group_id is null) or coalesce(k.kampung_id = any(x.kampungs), false) or coalesce(k.group_id = x.group_id, false))
      and (k.lane = 0 or (not public.of_government(p.id) and (
        (k.lane = 1 and x.role in ('organiser', 'advocate', 'programme_manager', 'secretariat'))
        or (k.lane = 2 and exists (select from public.access a where a.tenant_id = p_tenant and a.case_id = k.id and a.person_id = p.id and (a.until is null or a.until > now()))))));
end $$;

create function of_government(p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.membership m join public.organisation o on o.id = m.organisation_id where m.person_id = p_person
    and (m.until is null or m.until > now()) and o.kind in ('dinsos_city', 'dinsos_province', 'ministry', 'inspectorate')) $$;

-- Addresses of people who have a notice in this city, for the clock alone: a worker needs no right to read people, sessions or passwords.
create function addresses(p_key text, p_tenant int, p_people uuid[]) returns table (person_id uuid, email text, locale text, demo boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock reads addresses' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select p.id, p.email, p.locale, p.demo from public.person p where p.id = any(p_people) and p.email is not null and p.disabled_at is null
    and exists (select from public.notice n where n.tenant_id = p_tenant and n.person_id = p.id);
end $$;

-- What still speaks of lines and cases that are gone: numbers are given without gaps, and whoever acted was answered with the line they wrote.
create function history_traces(p_key text, p_tenant int) returns table (number text, case_id uuid, seq int, problem text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query
    select g.given, null::uuid, null::int, 'no case bears this number any more' from (
        select t.letters || '-' || n.series || '-' || lpad(i::text, 3, '0') as given
        from public.numbering n join public.tenant t on t.id = n.tenant_id, generate_series(1, n.last) i where n.tenant_id = p_tenant) g
      where not exists (select from public.cases c where c.tenant_id = p_tenant and c.number = g.given)
        and not exists (select from public.batch b where b.tenant_id = p_tenant and b.number = g.given)
    union all
    select coalesce(c.number, a.wrote), a.case_id, a.seq, 'a line that somebody wrote is gone' from (
        select x.case_id, max((x.answer->>'seq')::int) as seq, max(x.answer->>'number') as wrote from public.answered x where x.tenant_id = p_tenant group by x.case_id) a
      left join public.cases c on c.tenant_id = p_tenant and c.id = a.case_id where c.seq is null or c.seq < a.seq
    order by 1, 3;
end $$;

-- An anchor covers what was written a minute ago and before. Every call of the door ends within 15 seconds, so no line that it covers can still be on its way;
-- one that arrived later with an earlier time would look like tampering.
create or replace function drop_anchor(p_key text, p_tenant int, p_day date) returns public.anchor
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); a public.anchor; h record; cut timestamptz := clock_timestamp() - interval '1 minute';
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock drops anchors' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select * into h from public.heads_until(p_tenant, cut);
  insert into public.anchor (tenant_id, day, cases, digest, made_at) values (p_tenant, p_day, h.n, h.digest, cut) on conflict do nothing;
  select x.* into a from public.anchor x where x.tenant_id = p_tenant and x.day = p_day;
  return a;
end $$;
