-- What a worker may do of long work: find it, and get a key that reads what its asker may read as it stands now, and writes nothing. Owned by gulir_signin.

-- The rights by which a task was asked, as they are today; null where there are none any more. p_civil: the roles that lane 1 is open to.
create function rights_now(t public.task, p_civil text[]) returns public.session
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare s public.session; m public.membership; d public.delegation; x public.membership; people uuid[]; kind text;
begin
  select y.* into m from public.membership y where y.id = t.membership_id and (y.until is null or y.until > now());
  if t.delegation_id is not null then
    select y.* into d from public.delegation y where y.id = t.delegation_id and y.deputy_id = t.person_id and y.membership_id = m.id and y.ended_at is null
      and y.since <= now() and y.until > now();
    select y.* into x from public.membership y where y.id = d.deputy_membership_id and (y.until is null or y.until > now());
    if x.id is null then return null; end if;
  end if;
  if m.id is null or m.person_id <> coalesce(d.person_id, t.person_id) then return null; end if;
  people := array_remove(array[t.person_id, d.person_id], null);
  if exists (select from public.person p where p.id = any(people) and p.disabled_at is not null) then return null; end if;
  select o.kind into kind from public.organisation o where o.id = m.organisation_id;
  s.person_id := t.person_id; s.membership_id := m.id; s.organisation_id := m.organisation_id; s.kind := kind; s.role := m.role;
  s.tenants := array(select z.id from public.tenant z where z.status = 'open' and (m.tenants is null or z.id = any(m.tenants)));
  s.government := exists (select from public.membership y join public.organisation o on o.id = y.organisation_id where y.person_id = any(people)
    and (y.until is null or y.until > now()) and o.kind in ('dinsos_city', 'dinsos_province', 'ministry', 'inspectorate'));
  s.lanes := case when m.role = any(p_civil) and not s.government then '{0,1}' else '{0}' end;
  s.kampungs := m.kampungs; s.groups := case when m.group_id is not null then array[m.group_id] end;
  s.expires_at := least(m.until, d.until, x.until);
  s.delegation_id := d.id; s.behalf := d.person_id; s.rights := d.rights; s.workflows := d.workflows;
  return s;
end $$;

-- Takes a task up under a new key, whoever worked on it before; null when there is nothing to do. A start counts before anything is done.
create function start_task(p_tenant int, p_task uuid, p_civil text[], p_minutes int, p_lease int, p_most int) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t public.task; s public.session; k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
begin
  select x.* into t from public.task x where x.tenant_id = p_tenant and x.id = p_task and x.state in ('waiting', 'running') and not x.shared and x.attempts < p_most for update;
  if t.id is null then return null; end if;
  s := public.rights_now(t, p_civil);
  if s.person_id is null or public.reach_of(s) <> t.reach or not t.cities <@ s.tenants then
    update public.task x set state = 'failed', problem = 'rights', run = null, ended_at = now() where x.tenant_id = t.tenant_id and x.id = t.id;
    return null;
  end if;
  insert into public.session (hash, person_id, membership_id, organisation_id, kind, role, tenants, lanes, government, kampungs, groups, purpose, read_only, expires_at,
      delegation_id, behalf, rights, workflows)
    values (sha256(k), s.person_id, s.membership_id, s.organisation_id, s.kind, s.role, t.cities, s.lanes, s.government, s.kampungs, s.groups, 'task', true,
      least(now() + make_interval(mins => least(p_minutes, 60)), s.expires_at), s.delegation_id, s.behalf, s.rights, s.workflows);
  update public.task x set state = 'running', attempts = x.attempts + 1, done = 0, total = null, run = sha256(k), started_at = now(),
    next_at = now() + make_interval(secs => p_lease) where x.tenant_id = t.tenant_id and x.id = t.id;
  return json_build_object('key', encode(k, 'hex'), 'kind', t.kind, 'asked', t.asked, 'language', t.language, 'cities', t.cities);
end $$;

-- Tasks that nobody looks after, each held for a lease. What ended in the middle too often, or ran at a console that is gone, has failed.
create function claim_tasks(p_batch int, p_lease int, p_most int) returns table (tenant_id int, id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.task t set state = 'failed', problem = 'ended', run = null, ended_at = now()
    where t.state in ('waiting', 'running') and t.next_at <= now() and (t.attempts >= p_most or t.shared);
  return query with due as (select t.tenant_id, t.id from public.task t where t.state in ('waiting', 'running') and t.next_at <= now()
      order by t.next_at limit p_batch for no key update skip locked)
    update public.task t set next_at = now() + make_interval(secs => p_lease) from due where t.tenant_id = due.tenant_id and t.id = due.id returning t.tenant_id, t.id;
end $$;

create function end_task_key(p_key text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.session s where s.hash = sha256(decode(p_key, 'hex')) and s.purpose = 'task' $$;
