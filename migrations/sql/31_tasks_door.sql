-- Asking for long work, saying how far it is, and fetching what it made. Owned by gulir_door.

create function reach_of(s public.session) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(s.person_id, s.membership_id, s.delegation_id, s.organisation_id, s.kind, s.role, s.lanes, s.government,
    s.kampungs, s.groups, s.rights, s.workflows)::text, 'UTF8')) $$;
create function my_reach() returns bytea language sql stable security definer begin atomic
  select public.reach_of(x.s) from (select public.acting_session() as s) x; end;

-- The same id is the same task, however often it is asked for. A command works on it at once, under this same key; what a page asks for waits for a worker.
create function ask_task(p_key text, p_tenant int, p_task uuid, p jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); named int[] := array(select x::int from jsonb_array_elements_text(p->'cities') x); here boolean; t public.task;
begin
  if s.person_id is null or s.purpose not in ('web', 'console') or p_tenant <> all(named) or not named <@ s.tenants then
    raise exception 'nobody acting in these cities' using errcode = 'insufficient_privilege'; end if;
  here := s.purpose = 'console';
  perform set_config('gulir.door', p_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended('gulir asks ' || s.person_id, 0));
  select x.* into t from public.task x where x.tenant_id = p_tenant and x.id = p_task;
  if t.id is not null then
    if t.person_id <> s.person_id then raise exception 'this task is somebody else''s' using errcode = 'insufficient_privilege'; end if;
    return t.state;
  end if;
  if not here and (select count(*) from public.task x where x.tenant_id = p_tenant and x.person_id = s.person_id and x.state in ('waiting', 'running')) >= (p->>'most')::int then
    return 'many'; end if;
  insert into public.task (tenant_id, id, kind, asked, language, cities, person_id, membership_id, delegation_id, lanes, reach, shared, state, run, next_at, started_at, expires_at)
    values (p_tenant, p_task, p->>'kind', p->'asked', p->>'language', named, s.person_id, s.membership_id, s.delegation_id,
      case when here then array(select x::smallint from jsonb_array_elements_text(p->'lanes') x) else s.lanes end, public.reach_of(s), here,
      case when here then 'running' else 'waiting' end, case when here then s.hash end, now() + case when here then interval '5 minutes' else interval '0' end,
      case when here then now() end, now() + make_interval(days => (p->>'days')::int));
  return 'waiting';
end $$;

-- How far it is; false for whoever works on it no more: it was dropped, taken over, or the key has ended. `p_lease`: seconds until somebody looks after it.
create function task_step(p_key text, p_tenant int, p_task uuid, p_done int, p_total int, p_lease int) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null then return false; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.task t set done = p_done, total = p_total, next_at = now() + make_interval(secs => p_lease)
    where t.tenant_id = p_tenant and t.id = p_task and t.state = 'running' and t.run = s.hash;
  return found;
end $$;

-- Its end, once: done with a file or without one, or failed with why.
create function task_ends(p_key text, p_tenant int, p_task uuid, p jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null then return false; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.task t set state = p->>'state', problem = p->>'problem', run = null, ended_at = now(), done = case when p->>'state' = 'done' then coalesce(t.total, t.done) else t.done end,
      file_digest = p->>'file_digest', file_name = p->>'file_name', file_type = p->>'file_type', file_size = (p->>'file_size')::bigint,
      expires_at = now() + make_interval(days => (p->>'days')::int)
    where t.tenant_id = p_tenant and t.id = p_task and t.state = 'running' and t.run = s.hash and p->>'state' in ('done', 'failed');
  return found;
end $$;

-- Which file it is, for who asked, by the very rights by which they asked, in all the cities that it tells of.
create function task_file(p_key text, p_tenant int, p_task uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); found_digest text;
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then return null; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.task t set fetched_at = coalesce(t.fetched_at, now()) where t.tenant_id = p_tenant and t.id = p_task and t.person_id = s.person_id and t.state = 'done'
    and t.cities <@ s.tenants and t.reach = public.reach_of(s) and t.expires_at > now() returning t.file_digest into found_digest;
  return found_digest;
end $$;

-- p_what: again (of what failed, or lost its file) or drop. Nobody but who asked.
create function change_task(p_key text, p_tenant int, p_task uuid, p_what text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then return false; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.task t set state = case p_what when 'drop' then 'dropped' else 'waiting' end, run = null, next_at = now(), attempts = 0, done = 0, total = null, problem = null,
      file_digest = null, ended_at = null, fetched_at = null, expires_at = case p_what when 'drop' then now() else greatest(t.expires_at, now() + interval '1 day') end,
      reach = case p_what when 'drop' then t.reach else public.reach_of(s) end, lanes = case p_what when 'drop' then t.lanes else s.lanes end,
      membership_id = case p_what when 'drop' then t.membership_id else s.membership_id end, delegation_id = case p_what when 'drop' then t.delegation_id else s.delegation_id end
    where t.tenant_id = p_tenant and t.id = p_task and t.person_id = s.person_id and not t.shared and t.cities <@ s.tenants and t.lanes <@ s.lanes
      and ((p_what = 'drop' and t.state <> 'dropped') or (p_what = 'again' and t.state in ('failed', 'done')));
  return found;
end $$;

-- What is over is removed, by the clock; gives the ids, whose files go with them.
create function expire_tasks(p_key text, p_tenant int) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock removes tasks' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query delete from public.task t where t.tenant_id = p_tenant and t.expires_at < now() returning t.id;
end $$;
