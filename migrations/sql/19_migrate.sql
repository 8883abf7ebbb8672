-- Cases of one version of a workflow become cases of another. Only a named system person does it, one city at a time, along declared lines.

create function version_for_new(p_workflow text) returns int
language sql stable begin atomic select c.version from wf_current c where c.workflow = p_workflow; end;

-- A page of the cases that still run under a version: their facts, and whether a parent or child has signatures under way that cover this one's state.
create function migrating(p_key text, p_tenant int, p_workflow text, p_version int, p_after uuid, p_limit int) returns table (facts json, covered boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'migrator' or p_tenant <> all(s.tenants) then raise exception 'only who migrates reads this' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select public.facts_of_case(c, s), exists (select from public.cases x join public.signature g on g.tenant_id = x.tenant_id and g.case_id = x.id
      where x.tenant_id = c.tenant_id and (x.id = c.parent_id or x.parent_id = c.id) and public.kin(x, c) and g.voided_seq is null and g.used_seq is null)
    from public.cases c where c.tenant_id = p_tenant and c.workflow = p_workflow and c.wv = p_version and (p_after is null or c.id > p_after) order by c.id limit p_limit;
end $$;

-- p_moves: [{id, seq, dest, ball, turns, and what an event needs}]. A case that somebody holds or has moved on is left for the next pass. Gives the ids that moved.
-- Version, facts, clock and signatures stay: a migration is nobody's act, so whoever has a form open goes on.
create function migrate(p_key text, p_tenant int, p_workflow text, p_from int, p_to int, p_moves jsonb) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); m jsonb; k public.cases; r public.cases;
begin
  if s.person_id is null or s.role <> 'migrator' or p_tenant <> all(s.tenants) then raise exception 'only who migrates does this' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended('gulir migrates ' || p_tenant, 0));  -- two of them, parents and children, would wait for each other
  for m in select x from jsonb_array_elements(p_moves) x order by x->>'id' loop
    select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = (m->>'id')::uuid and c.workflow = p_workflow and c.wv = p_from
      and c.seq = (m->>'seq')::int for no key update skip locked;
    if not found then continue; end if;
    if not exists (select from public.wf_step w where w.workflow = p_workflow and w.version = p_to and w.step = '@migrate' and w.source = k.state and w.dest = m->>'dest'
      and s.role = any(w."by")) then raise exception 'no such line' using errcode = 'foreign_key_violation'; end if;
    r := k; r.wv := p_to; r.state := m->>'dest'; r.seq := k.seq + 1; r.ball := array(select jsonb_array_elements_text(m->'ball'));
    perform public.written(k, r, s, m, '@migrate', k.state, false);
    if r.lane > 0 then perform public.call_team(r.tenant_id, array[r.id]); end if;
    return next r.id;
  end loop;
end $$;
