-- Joint evaluation at the door: who may review, scores that stay sealed, handing in. The side is the session's organisation, never an argument.

-- The cases that an evaluation is about: a grant with its houses, or a kampung's. Null: all of the city.
create function evaluated(k public.cases, p_tenant int) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if k.parent_id is not null then
    return array(select c.id from public.cases c where c.tenant_id = p_tenant and c.id = k.parent_id
      union select c.id from public.cases c where c.tenant_id = p_tenant and c.parent_id = k.parent_id);
  end if;
  return case when k.kampung_id is not null then array(select c.id from public.cases c where c.tenant_id = p_tenant and c.kampung_id = k.kampung_id) end;
end $$;

-- What somebody did in the programme's cases of a city, or what was recorded as theirs: found by the person, so that a whole city is as quick as one grant.
-- No search_path of its own: so it is planned with what asks it, which stops at the first act.
create function acted(p_tenant int, p_person uuid) returns table (case_id uuid, step text, signed text)
language sql stable begin atomic
  select e.case_id, e.step, case when e.step = 'sign' then (e.body::jsonb)->'answers'->>'step' end from public.event e
    where e.tenant_id = p_tenant and e.actor = p_person and e.lane = 0 and e.workflow <> 'evaluation' and e.step not in ('note', 'watch', 'unwatch', 'assign')
  union all select e.case_id, e.step, case when e.step = 'sign' then (e.body::jsonb)->'answers'->>'step' end from public.event e
    where e.tenant_id = p_tenant and e.decider = 'p:' || p_person::text and e.decider <> 'p:' || e.actor::text
      and e.lane = 0 and e.workflow <> 'evaluation' and e.step not in ('note', 'watch', 'unwatch', 'assign')
  union all select e.case_id, e.step, case when e.step = 'sign' then (e.body::jsonb)->'answers'->>'step' end from public.event e
    where e.tenant_id = p_tenant and e.behalf = p_person and e.lane = 0 and e.workflow <> 'evaluation' and e.step not in ('note', 'watch', 'unwatch', 'assign');
end;

-- One plan for everybody, and that by the indexes on people: whoever reviews has done little here, though an average person of the city has done much.
create function took_part_in(k public.cases, p_tenant int, p_person uuid) returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare ids uuid[] := public.evaluated(k, p_tenant);
begin
  return array(select distinct case when a.step = 'disburse' or a.signed = 'disburse' then 'disbursed' else 'recorded' end from public.acted(p_tenant, p_person) a
      where ids is null or a.case_id = any(ids) order by 1) || array_remove(array[
    case when exists (select from public.cases c where c.tenant_id = p_tenant and c.assignee = p_person and c.lane = 0 and c.workflow <> 'evaluation'
        and (ids is null or c.id = any(ids)))
      or exists (select from public.seat x where x.tenant_id = p_tenant and x.person_id = p_person
        and x.role = 'organiser' and (x.kampungs is null or k.kampung_id is null or k.kampung_id = any(x.kampungs))) then 'accompanied' end,
    case when exists (select from public.member m join public.cases c on c.tenant_id = m.tenant_id and c.group_id = m.group_id
      where m.tenant_id = p_tenant and m.person_id = p_person and c.lane = 0 and c.workflow <> 'evaluation' and (ids is null or c.id = any(ids))) then 'member' end,
    -- whoever sits on both sides reads both sides' scores before they open
    case when (select count(distinct o.kind) from public.seat x join public.organisation o on o.id = x.organisation_id where x.tenant_id = p_tenant
      and x.person_id = p_person and o.kind in ('upc', 'ministry') and (x.until is null or x.until > now())) = 2 then 'both_sides' end], null);
end $$;

-- Nobody reviews what they disbursed, accompanied or recorded. The agreement of the whole country is about every city.
create function took_part(k public.cases, p_person uuid) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare found_ text[] := '{}'; t int;
begin
  if not exists (select from public.tenant x where x.id = k.tenant_id and x.slug = 'nasional') then return public.took_part_in(k, k.tenant_id, p_person); end if;
  for t in select x.id from public.tenant x loop
    perform set_config('gulir.door', t::text, true);
    found_ := found_ || public.took_part_in(k, t, p_person);
  end loop;
  perform set_config('gulir.door', k.tenant_id::text, true);
  return array(select distinct x from unnest(found_) x order by 1);
end $$;

-- Whoever acts as a reviewer is named in this evaluation, for the side of their own organisation, and has no part in what is evaluated.
create function may_review(k public.cases, s public.session) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- whoever is named reviews, and nobody for them
  if s.delegation_id is not null or not exists (select from public.review r where r.tenant_id = k.tenant_id and r.case_id = k.id and r.person_id = s.person_id and r.side = s.kind
    and r.organisation_id = s.organisation_id and r.lead = (s.role = 'lead_reviewer')) then return 'role'; end if;
  return case when public.took_part(k, s.person_id) = '{}' then 'ok' else 'interest' end;
end $$;

-- An evaluation opens with criteria, one lead a side, each in their office today, nobody twice, nobody with a part in it.
create function reviewers_fit(k public.cases, p jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare r record; n int := 0; leads text[] := '{}'; people uuid[] := '{}';
begin
  if k.lane <> 0 or not exists (select from public.rulebook b where b.hash = k.rulebook and jsonb_typeof(b.content->'criterion') = 'array') then return 'undeclared'; end if;
  for r in select (x->>'person')::uuid as person, x->>'side' as side, (x->>'lead')::boolean as lead from jsonb_array_elements(coalesce(p->'effects'->'reviewers', '[]')) x loop
    if r.person = any(people) or r.side not in ('upc', 'ministry') or not exists (select from public.seat x join public.organisation o on o.id = x.organisation_id
      where x.tenant_id = k.tenant_id and x.person_id = r.person and x.role = case when r.lead then 'lead_reviewer' else 'reviewer' end and o.kind = r.side
        and (x.until is null or x.until > now())) then return 'reviewers'; end if;
    if public.took_part(k, r.person) <> '{}' then return 'interest'; end if;
    people := people || r.person;
    if r.lead then leads := leads || r.side; end if;
  end loop;
  return case when cardinality(leads) = 2 and leads @> '{upc,ministry}' then 'ok' else 'reviewers' end;
end $$;

-- What opening and handing in leave behind. The last to hand in opens every score, in this same transaction.
create function apply_review(k public.cases, s public.session, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if e ? 'reviewers' then
    insert into public.review (tenant_id, case_id, person_id, organisation_id, side, lead)
      select k.tenant_id, k.id, (x->>'person')::uuid, (select y.organisation_id from public.seat y join public.organisation o on o.id = y.organisation_id
        where y.tenant_id = k.tenant_id and y.person_id = (x->>'person')::uuid and o.kind = x->>'side' and (y.until is null or y.until > now())
          and y.role = case when (x->>'lead')::boolean then 'lead_reviewer' else 'reviewer' end limit 1), x->>'side', (x->>'lead')::boolean
      from jsonb_array_elements(e->'reviewers') x;
    insert into public.review_side (tenant_id, case_id, side, organisation_id)
      select r.tenant_id, r.case_id, r.side, r.organisation_id from public.review r where r.tenant_id = k.tenant_id and r.case_id = k.id and r.lead;
  end if;
  if e ? 'hand_in' then
    update public.review_side d set handed_in_at = now(), handed_in_by = s.person_id
      where d.tenant_id = k.tenant_id and d.case_id = k.id and d.side = s.kind;
    if not exists (select from public.review_side d where d.tenant_id = k.tenant_id and d.case_id = k.id and d.handed_in_at is null) then
      update public.score x set opened = true where x.tenant_id = k.tenant_id and x.case_id = k.id;
    end if;
  end if;
end $$;

-- A side hands in once and whole; where it leads, the other side's row decides. The lock waits for scores that are just being written.
create function may_hand_in(k public.cases, s public.session, p_dest text) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare last boolean;
begin
  perform from public.review_side d where d.tenant_id = k.tenant_id and d.case_id = k.id and d.side = s.kind and d.handed_in_at is null for update;
  if not found then return 'handed in'; end if;
  if (select count(x.value) from public.score x where x.tenant_id = k.tenant_id and x.case_id = k.id and x.organisation_id = s.organisation_id)
    < (select jsonb_array_length(b.content->'criterion') from public.rulebook b where b.hash = k.rulebook) then return 'incomplete'; end if;
  last := not exists (select from public.review_side d where d.tenant_id = k.tenant_id and d.case_id = k.id and d.side <> s.kind and d.handed_in_at is null);
  return case when last = (p_dest <> k.state) then 'ok' else 'crowded' end;
end $$;

-- No score is written after its side has handed in: nobody edits who may have seen.
create function score_sealed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  perform from public.review_side d where d.tenant_id = new.tenant_id and d.case_id = new.case_id and d.organisation_id = new.organisation_id and d.side = new.side
    and d.handed_in_at is null for share;
  if not found then raise exception 'this side has handed in' using errcode = 'GU003'; end if;
  return new;
end $$;

-- Writes scores of the session's own side, as often as they like until it hands in. Writes no event: not even that they have begun is the other side's to know.
create function score(p_key text, p_tenant int, p_case uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); k public.cases; b jsonb; why text;
begin
  if s.person_id is null then return '{"outcome": "nobody"}'; end if;
  if p_tenant <> all(s.tenants) then return '{"outcome": "absent"}'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case;
  if not found or not public.may_see(s, k) then return '{"outcome": "absent"}'; end if;
  if not exists (select from public.wf_step x where x.workflow = k.workflow and x.version = k.wv and x.source = k.state and 'scores' = any(x.effects)) then return '{"outcome": "undeclared"}'; end if;
  if s.read_only or not exists (select from public.wf_step x where x.workflow = k.workflow and x.version = k.wv and x.source = k.state and 'scores' = any(x.effects)
    and s.role = any(x."by")) then return '{"outcome": "role"}'; end if;
  why := public.may_review(k, s);
  if why <> 'ok' then return jsonb_build_object('outcome', why); end if;
  select x.content into b from public.rulebook x where x.hash = k.rulebook;
  if exists (select from jsonb_array_elements(p->'scores') x where x->>'criterion' not in (select c->>'id' from jsonb_array_elements(b->'criterion') c)
    or (x->>'value')::int not in (select (l->>'value')::int from jsonb_array_elements(b->'level') l)) then return '{"outcome": "scale"}'; end if;
  insert into public.score as x (tenant_id, case_id, organisation_id, criterion, side, value, reason, reviewer)
    select p_tenant, p_case, s.organisation_id, y->>'criterion', s.kind, (y->>'value')::smallint, coalesce(y->>'reason', ''), s.person_id
    from jsonb_array_elements(p->'scores') y order by 4
    on conflict (tenant_id, case_id, organisation_id, criterion) do update set value = excluded.value, reason = excluded.reason, reviewer = excluded.reviewer, at = now()
    where (x.value, x.reason) is distinct from (excluded.value, excluded.reason);
  return '{"outcome": "done"}';
exception when sqlstate 'GU003' then return '{"outcome": "handed in"}';
end $$;

-- What an evaluation's guards and its page read besides a case's own facts: the other side's scores only once all are open.
create function facts_of_evaluation(k public.cases, s public.session) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('reviewers', (select coalesce(jsonb_agg(jsonb_build_object('person', r.person_id, 'name', p.name, 'side', r.side, 'lead', r.lead,
      'interest', to_jsonb(public.took_part(k, r.person_id))) order by r.side desc, r.lead desc, p.name, r.person_id), '[]')
      from public.review r join public.person p on p.id = r.person_id where r.tenant_id = k.tenant_id and r.case_id = k.id),
    'sides', (select coalesce(jsonb_agg(jsonb_build_object('side', d.side, 'organisation', o.name, 'handed_in', d.handed_in_at is not null) order by d.side desc), '[]')
      from public.review_side d join public.organisation o on o.id = d.organisation_id where d.tenant_id = k.tenant_id and d.case_id = k.id),
    'scores', (select coalesce(jsonb_agg(jsonb_build_object('side', x.side, 'criterion', x.criterion, 'value', x.value, 'reason', x.reason) order by x.criterion, x.side), '[]')
      from public.score x where x.tenant_id = k.tenant_id and x.case_id = k.id and (x.opened or (x.organisation_id = s.organisation_id
        and not exists (select from public.review r where r.tenant_id = k.tenant_id and r.case_id = k.id and r.person_id = s.person_id and r.organisation_id <> x.organisation_id)))),
    'opened', not exists (select from public.review_side d where d.tenant_id = k.tenant_id and d.case_id = k.id and d.handed_in_at is null));
end $$;

-- Who could review what is about to be evaluated, each with the part that they had in it.
create function candidates(p_key text, p_tenant int, p_parent uuid, p_kampung uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); k public.cases; found_ jsonb;
begin
  if s.person_id is null or p_tenant <> all(s.tenants) or s.role <> 'secretariat' then return '[]'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  k.tenant_id := p_tenant; k.lane := 0; k.parent_id := p_parent;
  k.kampung_id := coalesce((select c.kampung_id from public.cases c where c.tenant_id = p_tenant and c.id = p_parent), p_kampung);
  select coalesce(jsonb_agg(jsonb_build_object('person', x.person_id, 'name', x.name, 'side', o.kind, 'lead', x.role = 'lead_reviewer', 'organisation', o.name,
      'interest', to_jsonb(public.took_part(k, x.person_id))) order by o.kind desc, x.role, x.name, x.person_id), '[]') into found_
    from public.seat x join public.organisation o on o.id = x.organisation_id
    where x.tenant_id = p_tenant and x.role in ('reviewer', 'lead_reviewer') and o.kind in ('upc', 'ministry') and (x.until is null or x.until > now());
  return found_;
end $$;
