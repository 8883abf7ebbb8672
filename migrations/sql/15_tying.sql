-- Doors of pleas and ties.

-- Asks that an obstacle be worked on; gives the plea's id, the same one for the same obstacle. Null: not within reach, or no obstacle that stands.
create function plead(p_key text, p_tenant int, p_case uuid, p_mark uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); k public.cases; plea_id uuid;
begin
  if s.person_id is null or s.government or s.read_only or not 1::smallint = any(s.lanes) or p_tenant <> all(s.tenants) then return null; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case and c.lane = 0;
  if not found or not public.may_see(s, k) or not public.delegated(s, 'decide', k.workflow) or not exists (select from public.mark m where m.tenant_id = p_tenant and m.case_id = p_case and m.id = p_mark
    and m.kind = 'blocker' and m.cured_at is null) then return null; end if;
  insert into public.plea (tenant_id, case_id, mark_id, asked_by) values (p_tenant, p_case, p_mark, s.person_id) on conflict (tenant_id, mark_id) do nothing;
  select x.id into plea_id from public.plea x where x.tenant_id = p_tenant and x.mark_id = p_mark;
  return plea_id;
end $$;

-- Whether a plea is known in a city, for who may tie a case to it: its id is the secret that was handed over. Gives the city, or null.
create function plea_known(p_key text, p_city text, p_plea uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); t int;
begin
  if s.person_id is null or s.government or not 1::smallint = any(s.lanes) then return null; end if;
  select x.id into t from public.tenant x where x.slug = p_city;
  if t is null then return null; end if;
  perform set_config('gulir.door', t::text, true);
  if exists (select from public.plea x where x.tenant_id = t and x.id = p_plea) then return t; end if;
  return null;
end $$;

-- What the clock needs to know of a plea, to tell its case that the obstacle is gone.
create function plea_of(p_key text, p_tenant int, p_plea uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.role is distinct from 'clock' or p_tenant <> all(s.tenants) then return null; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return (select jsonb_build_object('case', x.case_id, 'mark', x.mark_id) from public.plea x where x.tenant_id = p_tenant and x.id = p_plea);
end $$;
