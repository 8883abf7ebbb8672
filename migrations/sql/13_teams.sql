-- Lines of a case and its team: what `look` tells of them, and what the door writes. Owned by gulir_door.

-- Who opens a confidential case, and whom they took in, until a day that has not passed; of whoever stands in for a member, both. A load of the past has no team yet.
create function on_team(k public.cases, s public.session) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select s.purpose = 'historical' or (select count(*) from public.access a where a.tenant_id = k.tenant_id and a.case_id = k.id and a.person_id in (s.person_id, s.behalf)
    and (a.until is null or a.until > now())) = 1 + (s.behalf is not null)::int $$;

create function facts_of_items(k public.cases) returns json
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'words', i.words, 'who', i.who, 'due', i.due_on, 'evidence', i.evidence, 'of', i.of_id,
    'state', i.state, 'answer', i.answer, 'seq', i.seq, 'closed', i.closed_seq is not null) order by i.seq, i.id), '[]')
  from public.item i where i.tenant_id = k.tenant_id and i.case_id = k.id $$;

-- Whether somebody still works in a seat: it has not ended, they may sign in, and no government pays them.
create function works_as(s public.seat) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (s.until is null or s.until > now()) and exists (select from public.person p where p.id = s.person_id and p.disabled_at is null)
    and not public.of_government(s.person_id);
end $$;

create function facts_of_team(p_tenant int, p_case uuid) returns json
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(json_agg(json_build_object('person', a.person_id, 'name', p.name, 'until', a.until, 'current', a.until is null or a.until > now(),
    'roles', (select coalesce(json_agg(distinct x.role), '[]') from public.seat x where x.tenant_id = a.tenant_id and x.person_id = a.person_id
      and public.works_as(x))) order by p.name, p.id), '[]')
  from public.access a join public.person p on p.id = a.person_id where a.tenant_id = p_tenant and a.case_id = p_case $$;

-- A case and what hangs on it in the same lane: tracks, and theirs.
create function family(k public.cases, p_lane smallint) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive f as (select k.id union select c.id from public.cases c join f on c.parent_id = f.id where c.tenant_id = k.tenant_id and c.lane = p_lane)
  select f.id from f $$;

-- Whoever lets somebody go, or sets a day for it, leaves somebody on the team who has no such day, and still works here. The case is locked by then.
create function somebody_stays(k public.cases, p_team jsonb) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from jsonb_array_elements(p_team) x where (x->>'off')::boolean or x->>'until' is not null)
    or exists (select from public.access a join public.seat s on s.tenant_id = a.tenant_id and s.person_id = a.person_id and (s.until is null or s.until > now())
      where a.tenant_id = k.tenant_id and a.case_id = k.id and a.until is null
        and a.person_id not in (select (x->>'person')::uuid from jsonb_array_elements(p_team) x where (x->>'off')::boolean or x->>'until' is not null)) $$;

-- Why lane, team or tie cannot be as the message wants them; null where they can. Only people of network and UPC are on a team, and nobody with a government tie.
create function unfit(k public.cases, e jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if e ? 'lane' and not coalesce((e->>'lane')::smallint = any((select v.lanes from public.wf_version v where v.workflow = k.workflow and v.version = k.wv)::smallint[]), false)
    then return 'effects'; end if;
  if exists (select from jsonb_array_elements(coalesce(e->'team', '[]')) x where not coalesce((x->>'off')::boolean, false)
      and (public.of_government((x->>'person')::uuid) or not exists (select from public.seat y where y.tenant_id = k.tenant_id and y.person_id = (x->>'person')::uuid
        and y.role in ('organiser', 'advocate', 'programme_manager', 'secretariat') and (y.until is null or y.until > now())))) then return 'outsider'; end if;
  if e ? 'team' and not public.somebody_stays(k, e->'team') then return 'last of team'; end if;
  if exists (select from jsonb_array_elements_text(coalesce(e->'tie', '[]')) x where not exists (select from public.tenant t where t.slug = split_part(x, '/', 1)))
    then return 'effects'; end if;
  return null;
end $$;

-- The team of a case is also that of its tracks.
create function set_team(k public.cases, p_team jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare zone text := (select t.zone from public.tenant t where t.id = k.tenant_id); kin uuid[] := array(select public.family(k, k.lane));
begin
  insert into public.access as a (tenant_id, case_id, person_id, until)
    select k.tenant_id, c, (x->>'person')::uuid, ((x->>'until')::date + 1)::timestamp at time zone zone
    from unnest(kin) c, jsonb_array_elements(p_team) x where not coalesce((x->>'off')::boolean, false)
    on conflict (tenant_id, case_id, person_id) do update set until = excluded.until;
  update public.access a set until = now() from jsonb_array_elements(p_team) x
    where a.tenant_id = k.tenant_id and a.case_id = any(kin) and a.person_id = (x->>'person')::uuid and (x->>'off')::boolean;
  update public.cases c set facts = c.facts + 1 where c.tenant_id = k.tenant_id and c.id = any(kin) and c.id <> k.id;
  perform public.call_team(k.tenant_id, kin);
end $$;

-- Whoever opens a confidential case is the first of its team; a track has the team of its case.
create function first_team(k public.cases, s public.session, up public.cases) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.access (tenant_id, case_id, person_id, until)
    select k.tenant_id, k.id, a.person_id, a.until from public.access a where k.lane > 0 and a.tenant_id = k.tenant_id and a.case_id = up.id and up.lane = k.lane
    union all select k.tenant_id, k.id, p.id, null from public.person p where p.id in (s.person_id, s.behalf) and p.kind = 'human' and k.lane > 0 and up.lane is distinct from k.lane $$;

-- When a case changes its lane, its tracks go with it; what hangs on each follows by its foreign key.
create function follow_lane(r public.cases, p_old smallint) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.cases c set lane = r.lane, facts = c.facts + 1 where c.tenant_id = r.tenant_id and c.id <> r.id and c.id in (select public.family(r, p_old)) $$;

create function apply_items(k public.cases, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.item (tenant_id, id, lane, case_id, seq, kind, words, who, due_on, evidence, of_id, state)
    select k.tenant_id, x.id, k.lane, k.id, k.seq, x.kind, x.words, x.who, x.due_on, x.evidence, x.of_id, x.state
    from jsonb_populate_recordset(null::public.item, coalesce(e->'items', '[]')) x;
  update public.item i set state = x->>'state', answer = coalesce(x->>'answer', i.answer), closed_seq = case when (x->>'closed')::boolean then k.seq end
    from jsonb_array_elements(coalesce(e->'answers', '[]')) x
    where i.tenant_id = k.tenant_id and i.case_id = k.id and i.id = (x->>'id')::uuid and i.closed_seq is null;
  update public.cases c set items = (select count(*) from public.item i where i.tenant_id = k.tenant_id and i.case_id = k.id) where c.tenant_id = k.tenant_id and c.id = k.id;
end $$;
