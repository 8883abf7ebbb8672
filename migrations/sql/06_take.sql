-- open_case, take and sign. Each answers {"outcome": …}; only "done" changed anything.

-- A set, of one or none: so it becomes part of the statement that asks it.
create function answered_before(p_tenant int, s public.session, p_case uuid, p jsonb) returns setof jsonb
language sql stable begin atomic
  select case when x.body_hash = decode(p->>'hash', 'hex') and (p_case is null or x.case_id = p_case) then x.answer || '{"again": true}' else '{"outcome": "other body"}' end
  from public.answered x where x.tenant_id = p_tenant and x.person_id = s.person_id and x.key = (p->>'idem')::uuid;
end;

-- Writes an act, all of it in one statement, since each statement more costs as much as its rows: `k` is the case as it was, `r` as it now stands.
-- Where the message brings no `turns`, the work lists stay; `p_answers`: the request is answered by it.
create function written(k public.cases, r public.cases, s public.session, p jsonb, p_step text, p_source text, p_answers boolean) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare said jsonb := (p->>'body')::jsonb; a jsonb := jsonb_build_object('outcome', 'done', 'seq', r.seq, 'version', r.version, 'state', r.state, 'number', r.number);
begin
  -- a body that nobody can read would keep the case from ever being looked at again
  if jsonb_typeof(said) <> 'object' then raise exception 'an event has a body of names and values' using errcode = 'data_exception'; end if;
  -- for whom somebody stood in stands under the hash, or nobody could prove it later
  if said->'act'->>'behalf' is distinct from s.behalf::text then raise exception 'a body names whom its actor stands in for' using errcode = 'data_exception'; end if;
  with ended as (  -- a signature is of one round: what was signed towards a step and not used ends when the case moves
    update public.signature g set voided_seq = r.seq where r.state <> k.state and r.wv = k.wv
      and g.tenant_id = r.tenant_id and g.case_id = r.id and g.voided_seq is null and g.used_seq is null),
  event as (
    insert into public.event (tenant_id, case_id, seq, lane, at, workflow, wv, step, source, dest, actor, org, decider, act_date, act_precision, body, prev, behalf, digest, witness)
    select r.tenant_id, r.id, r.seq, r.lane, x.ts, r.workflow, r.wv, p_step, p_source, r.state, s.person_id, s.organisation_id, x.decider, x.d, x.prec, x.body, x.prev, s.behalf,
      sha256(public.event_line(r.tenant_id, r.id, r.seq, x.ts, r.workflow, r.wv, p_step, p_source, r.state, s.person_id, s.organisation_id, x.decider, x.d, x.prec, x.body, x.prev)),
      decode(p->>'witness', 'hex')
    from (select clock_timestamp() as ts, (p->>'act_date')::date as d, p->>'decider' as decider, p->>'precision' as prec, p->>'body' as body,
      (select e.digest from public.event e where e.tenant_id = r.tenant_id and e.case_id = r.id and e.seq = r.seq - 1) as prev) x),
  past as (delete from public.turn t where p ? 'turns' and t.tenant_id = r.tenant_id and t.case_id = r.id and not (p->'turns') ? t.role),
  called as (
    insert into public.turn as t (tenant_id, lane, role, due_on, case_id, kampung_id, group_id)
    select r.tenant_id, r.lane, x, coalesce(r.due_on, '9999-12-31'), r.id, r.kampung_id, r.group_id from jsonb_array_elements_text(p->'turns') x
    on conflict (tenant_id, case_id, role) do update set due_on = excluded.due_on, kampung_id = excluded.kampung_id, group_id = excluded.group_id
    where (t.due_on, t.kampung_id, t.group_id) is distinct from (excluded.due_on, excluded.kampung_id, excluded.group_id)),
  told as (
    insert into public.outbox (tenant_id, case_id, seq, n, lane, topic)
    select r.tenant_id, r.id, r.seq, x.n, r.lane, x.topic from jsonb_array_elements_text(p->'topics') with ordinality x(topic, n) where s.purpose <> 'historical'),
  answered as (
    insert into public.answered (tenant_id, person_id, key, body_hash, case_id, answer)
    select r.tenant_id, s.person_id, (p->>'idem')::uuid, decode(p->>'hash', 'hex'), r.id, a where p_answers)
  update public.cases c set wv = r.wv, state = r.state, seq = r.seq, version = r.version, facts = r.facts, ball = r.ball, since = r.since, due_on = r.due_on, clock = r.clock,
      lane = r.lane, title = r.title, amount = r.amount, batch_id = r.batch_id, assignee = r.assignee, moved_at = r.moved_at
    where c.tenant_id = r.tenant_id and c.id = r.id;
  if r.lane <> k.lane then perform public.follow_lane(r, k.lane); end if;
  if r.parent_id is not null and (r.state, r.facts, r.title, r.amount) is distinct from (k.state, k.facts, k.title, k.amount) then perform public.tell_parent(r); end if;
  return a;
end $$;

create function open_case(p_key text, p_tenant int, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session; k public.cases; r public.cases; shown public.cases; up public.cases; st public.wf_step; again jsonb; why text;
begin
  s := public.session_of(p_key);
  if s.person_id is null then return '{"outcome": "nobody"}'; end if;
  if p_tenant <> all(s.tenants) then return '{"outcome": "absent"}'; end if;
  if s.read_only then return '{"outcome": "role"}'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended(s.person_id || ' ' || (p->>'idem'), 0));  -- a double click waits for its twin
  select x into again from public.answered_before(p_tenant, s, null, p) x;
  if again is not null then return again; end if;
  select x.* into st from public.wf_step x join public.wf_current c on c.workflow = x.workflow and c.version = x.version
    where x.workflow = p->>'workflow' and x.step = 'open' and x.source = '-' and x.dest = p->>'dest';
  if not found or (st.switch is not null and not public.is_on(p->>'rulebook', st.switch)) then return '{"outcome": "undeclared"}'; end if;
  if st.version is distinct from (p->>'wv')::int then return '{"outcome": "newer"}'; end if;  -- the program that asks knows another version
  k.tenant_id := p_tenant; k.id := (p->>'id')::uuid; k.lane := coalesce((p->>'lane')::smallint, 0); k.workflow := st.workflow; k.wv := st.version; k.state := st.dest;
  k.version := 1; k.seq := 1; k.facts := 0; k.title := p->>'title'; k.amount := (p->>'amount')::bigint; k.group_id := (p->>'group')::uuid;
  -- a group lies in its kampung, whatever the message says: reach is reckoned by it
  k.kampung_id := coalesce((select g.kampung_id from public.groups g where g.tenant_id = p_tenant and g.id = k.group_id), (p->>'kampung')::uuid); k.batch_id := (p->>'batch')::uuid; k.parent_id := (p->>'parent')::uuid; k.rulebook := p->>'rulebook';
  k.ball := array(select jsonb_array_elements_text(p->'ball')); k.since := coalesce((p->>'since')::date, (p->>'act_date')::date); k.due_on := (p->>'due')::date; k.clock := nullif(p->'clock', 'null'); k.blocked := 0; k.items := 0;
  k.opened_on := (p->>'act_date')::date; k.historical := s.purpose = 'historical'; k.created_at := now(); k.moved_at := now();
  shown := k;
  if s.delegation_id is null then shown.lane := least(k.lane, 1); end if;  -- of a case for its team alone, whoever opens it is the first of the team
  if k.parent_id is not null then select c.* into up from public.cases c where c.tenant_id = p_tenant and c.id = k.parent_id; end if;
  if not public.may_see(s, shown) or (k.parent_id is not null and (up.id is null or not public.may_see(s, up))) then return '{"outcome": "absent"}'; end if;
  -- a case lies in a lane that its process allows, and a track where its case lies
  if k.lane <> all((select v.lanes from public.wf_version v where v.workflow = st.workflow and v.version = st.version)::smallint[])
    or (up.lane > 0 and up.lane <> k.lane) then return '{"outcome": "undeclared"}'; end if;
  if st.team and (up.id is null or not public.on_team(up, s)) then return '{"outcome": "team"}'; end if;
  why := public.authority(k, s, p, st."by", st.records, 'decide');
  if why <> 'ok' then return jsonb_build_object('outcome', why); end if;
  if not public.effects_allowed(p, st.effects) then return '{"outcome": "effects"}'; end if;
  why := public.unfit(k, p->'effects');
  if why is not null then return jsonb_build_object('outcome', why); end if;
  if 'reviewers' = any(st.effects) then
    why := public.reviewers_fit(k, p);
    if why <> 'ok' then return jsonb_build_object('outcome', why); end if;
  end if;
  k.number := public.next_number(p_tenant, p->>'series');
  r := k;
  k.version := 0; k.seq := 0;
  insert into public.cases select k.*;
  perform public.first_team(r, s, up);
  again := public.written(k, r, s, p, 'open', '-', true);
  perform public.tell_parent(r);
  perform public.apply_effects(r, s, p, st.effects);
  if r.lane > 0 then perform public.call_team(r.tenant_id, array[r.id]); end if;
  return again;
end $$;

-- The checks that a step and a signature share. Gives the case, locked, or the outcome that refuses.
create function enter(p_key text, p_tenant int, p_case uuid, p jsonb, out s public.session, out k public.cases, out refusal jsonb)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select x.* into s from public.sessions_of(p_key) x;
  if not found then refusal := '{"outcome": "nobody"}'; return; end if;
  if p_tenant <> all(s.tenants) then refusal := '{"outcome": "absent"}'; return; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case for no key update;
  if not found or not public.may_see(s, k) then refusal := '{"outcome": "absent"}'; return; end if;
  if s.read_only then refusal := '{"outcome": "role"}'; return; end if;
  select x into refusal from public.answered_before(p_tenant, s, p_case, p) x;
  if found then return; end if;
  if k.version is distinct from (p->>'seen')::int then refusal := jsonb_build_object('outcome', 'moved on', 'version', k.version, 'state', k.state); return; end if;
  if k.facts is distinct from (p->>'facts')::int then refusal := '{"outcome": "papers changed"}'; return; end if;
  if k.seq is distinct from (p->>'seq')::int then refusal := '{"outcome": "crowded"}'; return; end if;
end $$;

-- A case reads how its children stand: when one of them moves, what was shown of it is old. A child of another lane says nothing.
create function tell_parent(k public.cases) returns void
language sql begin atomic
  update public.cases c set facts = c.facts + 1 where c.tenant_id = k.tenant_id and c.id = k.parent_id and c.lane = k.lane;
end;

-- A case as an act leaves it: state, counters, clock, and what the act patches.
create function moved(k public.cases, p jsonb, p_dest text, p_quiet boolean) returns public.cases
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare r public.cases := k; e jsonb := p->'effects';
begin
  r.state := p_dest; r.seq := k.seq + 1; r.version := k.version + (not p_quiet)::int; r.ball := array(select jsonb_array_elements_text(p->'ball'));
  if r.ball <> k.ball or p_dest <> k.state then r.since := coalesce((p->>'since')::date, (p->>'act_date')::date); end if;
  r.due_on := (p->>'due')::date; r.clock := nullif(p->'clock', 'null'); r.moved_at := now();
  if e is null or e = '{}' then return r; end if;
  r.facts := k.facts + (e ?| array['papers', 'examine', 'marks', 'cure', 'void', 'batch', 'lift', 'items', 'answers', 'team', 'lane'])::int;
  r.lane := coalesce((e->>'lane')::smallint, k.lane); r.title := coalesce(e->'patch'->>'title', k.title); r.amount := coalesce((e->'patch'->>'amount')::bigint, k.amount);
  if e ? 'batch' then r.batch_id := (e->>'batch')::uuid; end if;
  if e ? 'assign' then r.assignee := (e->>'assign')::uuid; end if;
  return r;
end $$;

create function take(p_key text, p_tenant int, p_case uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e record; s public.session; k public.cases; r public.cases; refusal jsonb; st public.wf_step; why text; done jsonb;
begin
  e := public.enter(p_key, p_tenant, p_case, p);
  s := e.s; k := e.k; refusal := e.refusal;
  if refusal is not null then return refusal; end if;
  select x.* into st from public.wf_step x where x.workflow = k.workflow and x.version = k.wv and x.step = p->>'step' and x.source = k.state and x.dest = p->>'dest';
  if not found or (st.switch is not null and not public.is_on(k.rulebook, st.switch)) then return '{"outcome": "undeclared"}'; end if;
  -- scores have a way of their own, which writes no event
  if st.signatures is not null or st.step = 'sign' or 'scores' = any(st.effects) then return '{"outcome": "signatures"}'; end if;
  -- to write something down is lent with either: with decisions, and with keeping records
  why := public.authority(k, s, p, st."by", st.records, case when st.step = 'note' and 'record' = any(s.rights) then 'record' else 'decide' end);
  if why = 'ok' and s.role in ('reviewer', 'lead_reviewer') then why := public.may_review(k, s); end if;
  if why = 'ok' and 'hand_in' = any(st.effects) then
    why := case when coalesce(p->'effects', '{}') ? 'hand_in' then public.may_hand_in(k, s, st.dest) else 'effects' end;
  end if;
  if why <> 'ok' then return jsonb_build_object('outcome', why); end if;
  if st.team and not public.on_team(k, s) then return '{"outcome": "team"}'; end if;
  if st.not_by <> '{}' and public.conflicted(k, s, p, st.not_by) then return '{"outcome": "four eyes"}'; end if;
  if p->'effects' <> '{}' and not public.effects_allowed(p, st.effects) then return '{"outcome": "effects"}'; end if;
  if p->'effects' ?| array['lane', 'team', 'tie'] then
    why := public.unfit(k, p->'effects');
    if why is not null then return jsonb_build_object('outcome', why); end if;
  end if;
  if 'retake' = any(st.effects) then
    why := public.unfit_to_retake(k, p->'effects');
    if why is not null then return jsonb_build_object('outcome', why); end if;
  end if;
  r := public.moved(k, p, st.dest, st.quiet);
  done := public.written(k, r, s, p, st.step, st.source, true);
  if p->'effects' <> '{}' then perform public.apply_effects(r, s, p, st.effects); end if;
  if r.lane > 0 then perform public.call_team(r.tenant_id, array[r.id]); end if;
  return done;
end $$;

-- One signature for a step that gathers them. The last outstanding one takes the step, in the same call.
-- p: as take, with slot, digest, and `final` (the same keys for the step itself) when the signer expects to be the last.
create function sign(p_key text, p_tenant int, p_case uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e record; s public.session; k public.cases; r public.cases; refusal jsonb; st public.wf_step; slot jsonb; why text; f jsonb := p->'final'; complete boolean; done jsonb;
begin
  e := public.enter(p_key, p_tenant, p_case, p);
  s := e.s; k := e.k; refusal := e.refusal;
  if refusal is not null then return refusal; end if;
  select x.* into st from public.wf_step x where x.workflow = k.workflow and x.version = k.wv and x.step = p->>'step' and x.source = k.state and x.dest = p->>'dest';
  if not found or st.signatures is null or (st.switch is not null and not public.is_on(k.rulebook, st.switch)) then return '{"outcome": "undeclared"}'; end if;
  select o into slot from jsonb_array_elements(st.signatures) c, jsonb_array_elements(c) o where o->>'slot' = p->>'slot';
  if slot is null or (slot ? 'switch' and not public.is_on(k.rulebook, slot->'switch')) then return '{"outcome": "undeclared"}'; end if;
  why := public.authority(k, s, p, array(select jsonb_array_elements_text(slot->'roles')), array(select jsonb_array_elements_text(slot->'records')), 'sign');
  -- a role that several organisations have signs for its own
  if why = 'ok' and s.role in ('reviewer', 'lead_reviewer') then why := case when s.kind = slot->>'party' then public.may_review(k, s) else 'role' end; end if;
  if why <> 'ok' then return jsonb_build_object('outcome', why); end if;
  if st.team and not public.on_team(k, s) then return '{"outcome": "team"}'; end if;
  if public.unfit(k, p->'effects') is not null or not public.effects_allowed(p, st.effects || array['papers', 'sign']) then return '{"outcome": "effects"}'; end if;
  update public.signature g set voided_seq = k.seq + 1 where g.tenant_id = k.tenant_id and g.case_id = k.id and g.step = st.step
    and g.voided_seq is null and g.used_seq is null and g.digest <> p->>'digest';
  if exists (select from public.signature g where g.tenant_id = k.tenant_id and g.case_id = k.id and g.step = st.step and g.voided_seq is null and g.used_seq is null
      and (g.slot = p->>'slot'
        -- whose signature the one is, against all who have a hand in the other, and the other way round: one person may record the signatures of two others
        or array[public.owner_of(k.tenant_id, g.decider), case when g.decider = 'p:' || g.actor then 'p:' || g.behalf end]
          && array[public.owner_of(k.tenant_id, p->>'decider'), 'p:' || s.person_id, 'p:' || s.behalf]
        or array['p:' || g.actor, 'p:' || g.behalf] && array[public.owner_of(k.tenant_id, p->>'decider'), case when p->>'decider' = 'p:' || s.person_id then 'p:' || s.behalf end]
        or (s.purpose <> 'historical' and public.same_name(k.tenant_id, g.actor, g.behalf, g.decider, s.person_id, s.behalf, p->>'decider'))))
    or public.conflicted(k, s, p, st.not_by) then raise exception 'four eyes' using errcode = 'GU001'; end if;
  -- who checks signs after all others: every clause without such a slot has its signature by then
  if slot ? 'last' and exists (select from jsonb_array_elements(st.signatures) c where not c @> '[{"last": true}]'
      and not exists (select from jsonb_array_elements(c) o join public.signature g on g.slot = o->>'slot' and g.tenant_id = k.tenant_id and g.case_id = k.id
        and g.step = st.step and g.voided_seq is null and g.used_seq is null)) then raise exception 'early' using errcode = 'GU003'; end if;
  insert into public.signature (tenant_id, lane, case_id, seq, step, slot, decider, actor, behalf, digest)
    values (k.tenant_id, k.lane, k.id, k.seq + 1, st.step, p->>'slot', p->>'decider', s.person_id, s.behalf, p->>'digest');
  complete := not exists (select from jsonb_array_elements(st.signatures) c where not exists (select from jsonb_array_elements(c) o
    join public.signature g on g.slot = o->>'slot' and g.tenant_id = k.tenant_id and g.case_id = k.id and g.step = st.step and g.voided_seq is null and g.used_seq is null));
  if complete <> (f is not null) then raise exception 'crowded' using errcode = 'GU002'; end if;
  r := public.moved(k, p, k.state, false);
  -- where the step follows at once, it says whose turn it is and what is told
  done := public.written(k, r, s, case when complete then p - array['turns', 'topics'] else p end, 'sign', k.state, not complete);
  perform public.apply_effects(r, s, p, st.effects || array['papers', 'sign']);
  if complete then
    update public.signature g set used_seq = r.seq + 1 where g.tenant_id = k.tenant_id and g.case_id = k.id and g.step = st.step and g.voided_seq is null and g.used_seq is null;
    f := (f - 'effects') || jsonb_build_object('decider', p->>'decider', 'idem', p->>'idem', 'hash', p->>'hash');  -- decided by who signs last, and brings nothing but itself
    k := r; r := public.moved(k, f, st.dest, false);
    done := public.written(k, r, s, f, st.step, st.source, true);
  end if;
  if r.lane > 0 then perform public.call_team(r.tenant_id, array[r.id]); end if;
  return done;
exception when sqlstate 'GU001' then return '{"outcome": "four eyes"}';
  when sqlstate 'GU003' then return '{"outcome": "early"}';
  when sqlstate 'GU002' then return '{"outcome": "crowded"}';
end $$;

-- What was answered to this very request before, if it was; for a retry whose step is long past.
create function earlier(p_key text, p_tenant int, p_case uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then return null; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  if not exists (select from public.cases c where c.tenant_id = p_tenant and c.id = p_case and public.may_see(s, c)) then return null; end if;
  return (select x from public.answered_before(p_tenant, s, p_case, p) x);
end $$;
