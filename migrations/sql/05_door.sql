-- The one door. Every function: (1) session by key, (2) the city checked and set, (3) lane and reach, (4) work.
-- Definer bodies run with search_path pg_catalog, pg_temp, and name everything in full.

create function event_line(t int, c uuid, s int, at timestamptz, wf text, wv int, step text, src text, dst text, actor uuid, org int, decider text,
    act date, prec text, body text, prev bytea) returns bytea
language sql stable parallel safe return convert_to(concat_ws(E'\n', 'gulir-event-1', t, c, s, (extract(epoch from at) * 1000000)::bigint, wf, wv, step, src, dst,
  actor, org, encode(sha256(convert_to(decider, 'UTF8')), 'hex'), coalesce(to_char(act, 'YYYY-MM-DD'), '-'), prec,
  encode(sha256(convert_to(body, 'UTF8')), 'hex'), coalesce(encode(prev, 'hex'), '-'), ''), 'UTF8');

-- What is parsed once (begin atomic) needs no search_path of its own; where it is one expression, it becomes part of whoever asks it.
create function is_listed(s public.session, k public.cases) returns boolean
language sql stable begin atomic
  select exists (select from public.access a where a.tenant_id = k.tenant_id and a.case_id = k.id and a.person_id = s.person_id and (a.until is null or a.until > now()));
end;

-- May this session see this case? Lane and reach, as the policies say it.
create function may_see(s public.session, k public.cases) returns boolean
language sql stable begin atomic
  select coalesce(k.tenant_id = any(s.tenants)
    and (k.lane = any(s.lanes) or (k.lane = 2 and not s.government and s.delegation_id is null and public.is_listed(s, k)))
    and ((s.kampungs is null and s.groups is null) or coalesce(k.kampung_id = any(s.kampungs), false) or coalesce(k.group_id = any(s.groups), false)), false);
end;

-- As a set, of one, it becomes part of the statement that asks it.
create function sessions_of(p_key text) returns setof public.session
language sql stable begin atomic
  select s.* from public.session s where s.hash = sha256(decode(nullif(p_key, ''), 'hex')) and s.expires_at > now() and s.purpose <> 'choosing';
end;
create function session_of(p_key text) returns public.session language sql stable begin atomic select s from public.sessions_of(p_key) s; end;

create function next_number(p_tenant int, p_series text) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare n int; l text;
begin
  insert into public.numbering as x (tenant_id, series, last) values (p_tenant, p_series, 1)
    on conflict (tenant_id, series) do update set last = x.last + 1 returning last into n;
  select letters into l from public.tenant where id = p_tenant;
  return l || '-' || p_series || '-' || case when n < 1000 then lpad(n::text, 3, '0') else n::text end;
end $$;

-- Does the rulebook that a case is pinned to open this? A switch is [key, [values]].
create function is_on(p_rulebook text, p_switch jsonb) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.rulebook r, jsonb_array_elements(r.content->'clause') c where r.hash = p_rulebook and p_switch->1 @> (c->'values'->(p_switch->>0))) $$;

-- What a step leaves behind besides its event: papers, checks of papers, marks and their cure.
create function apply_effects(k public.cases, s public.session, p jsonb, allowed text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare e jsonb := coalesce(p->'effects', '{}'); who text := coalesce(p->>'decider_name', '');
begin
  if e = '{}' then return; end if;  -- most steps bring nothing: five statements are spared
  -- a paper is examined in one's own name, whatever name the message brings
  if e ? 'examine' and p->>'decider' = 'p:' || s.person_id then
    select x.name || coalesce(' a.n. ' || (select b.name from public.person b where b.id = s.behalf), '') into who from public.person x where x.id = s.person_id;
  end if;
  insert into public.document (tenant_id, id, lane, case_id, seq, kind, number, act_date, signer, signer_title, note, file_digest, file_name, file_type, file_size)
    select k.tenant_id, x.id, k.lane, k.id, k.seq, x.kind, x.number, x.act_date, x.signer, x.signer_title, x.note, x.file_digest, x.file_name, x.file_type, x.file_size
    from jsonb_populate_recordset(null::public.document, coalesce(e->'papers', '[]')) x;
  update public.document d set present = coalesce((x->>'present')::boolean, d.present), present_by = case when x ? 'present' then who else d.present_by end,
      present_at = case when x ? 'present' then now() else d.present_at end, correct = coalesce((x->>'correct')::boolean, d.correct),
      correct_by = case when x ? 'correct' then who else d.correct_by end, correct_at = case when x ? 'correct' then now() else d.correct_at end
    from jsonb_array_elements(coalesce(e->'examine', '[]')) x
    where d.tenant_id = k.tenant_id and d.case_id = k.id and d.id = (x->>'id')::uuid;
  insert into public.mark (tenant_id, id, lane, case_id, seq, kind, code, clause, resolver, since, note)
    select k.tenant_id, x.id, k.lane, k.id, k.seq, x.kind, x.code, x.clause, x.resolver, x.since, x.note
    from jsonb_populate_recordset(null::public.mark, coalesce(e->'marks', '[]')) x;
  update public.mark m set cured_at = now(), cured_seq = k.seq
    where m.tenant_id = k.tenant_id and m.case_id = k.id and m.cured_at is null
      and case m.kind when 'blocker' then 'cure' when 'bridge' then 'unbridge' when 'contest' then 'settle' else '?' end = any(allowed)
      and m.id in (select (x->>'id')::uuid from jsonb_array_elements(coalesce(e->'cure', '[]')) x);
  update public.mark m set lifted_at = now() where m.tenant_id = k.tenant_id and m.case_id = k.id and m.kind = 'blocker' and m.cured_at is null and m.lifted_at is null
    and m.id in (select x::uuid from jsonb_array_elements_text(coalesce(e->'lift', '[]')) x);
  update public.document d set released_at = now() where d.tenant_id = k.tenant_id and d.case_id = k.id and d.released_at is null
    and d.id in (select x::uuid from jsonb_array_elements_text(coalesce(e->'release', '[]')) x);
  insert into public.tie (tenant_id, lane, case_id, plea_id, plea_tenant, seq)
    select k.tenant_id, k.lane, k.id, split_part(x, '/', 2)::uuid, t.id, k.seq
    from jsonb_array_elements_text(coalesce(e->'tie', '[]')) x join public.tenant t on t.slug = split_part(x, '/', 1) on conflict do nothing;
  update public.signature g set voided_seq = k.seq
    where e ?| array['void', 'patch'] and g.tenant_id = k.tenant_id and g.case_id = k.id and g.voided_seq is null and g.used_seq is null;
  if e ?| array['items', 'answers'] then perform public.apply_items(k, e); end if;
  if e ? 'team' then perform public.set_team(k, e->'team'); end if;
  if e ?| array['reviewers', 'hand_in'] then perform public.apply_review(k, s, e); end if;
  if e ? 'marks' or e ? 'cure' then
    update public.cases c set blocked = (select count(*) from public.mark m where m.tenant_id = k.tenant_id and m.case_id = k.id and m.kind = 'blocker' and m.cured_at is null)
      where c.tenant_id = k.tenant_id and c.id = k.id;
  end if;
end $$;

-- Which effects a step may carry is declared; a mark's kind and its effect have one name each.
create function effects_allowed(p jsonb, allowed text[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(p->'effects', '{}') = '{}' then return true; end if;
  return not exists (select from jsonb_object_keys(p->'effects') x where x not in ('marks', 'cure') and x <> all(allowed))
    and not exists (select from jsonb_array_elements(coalesce(p->'effects'->'marks', '[]')) m
      where case m->>'kind' when 'blocker' then 'block' when 'waiver' then 'waive' when 'contest' then 'contest' when 'bridge' then 'bridge' else '?' end <> all(allowed))
    and (not p->'effects' ? 'cure' or allowed && array['cure', 'unbridge', 'settle']);
end $$;

-- The name behind a reference to a person, a member or an outsider, in one spelling.
create function face(p_tenant int, ref text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select lower(regexp_replace(btrim(case
    when ref like 'x:%' then split_part(substr(ref, 3), '|', 1)
    when ref like 'p:%' then (select x.name from public.person x where x.id = substr(ref, 3)::uuid)
    when ref like 'm:%' then (select m.name from public.member m where m.tenant_id = p_tenant and m.id = substr(ref, 3)::uuid) end), '\s+', ' ', 'g')) $$;

-- An outsider is known by name alone: whoever bears it, as recorder or decider of the other act, is taken for the same person.
create function same_name(p_tenant int, actor1 uuid, behalf1 uuid, decider1 text, actor2 uuid, behalf2 uuid, decider2 text) returns boolean
language sql stable begin atomic
  select case when decider1 like 'x:%' then public.face(p_tenant, decider1) in (public.face(p_tenant, decider2), public.face(p_tenant, 'p:' || actor2), public.face(p_tenant, 'p:' || behalf2)) else false end
    or case when decider2 like 'x:%' then public.face(p_tenant, decider2) in (public.face(p_tenant, decider1), public.face(p_tenant, 'p:' || actor1), public.face(p_tenant, 'p:' || behalf1)) else false end;
end;

-- A member who was recorded by name before they had an account is the person who has it now. In two parts, so that whoever asks of no member asks no table.
create function account_of(p_tenant int, ref text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select 'p:' || m.person_id from public.member m where m.tenant_id = p_tenant and m.id = substr(ref, 3)::uuid), ref) $$;
create function owner_of(p_tenant int, ref text) returns text
language sql stable begin atomic select case when ref like 'm:%' then public.account_of(p_tenant, ref) else ref end; end;

-- Whom a recorded act names: a person with a seat here in a deciding role, a member of the case's group who has no account, or an outsider.
-- One spelling each, so that four eyes are not evaded by writing the same person otherwise. An outsider is an official who never signs in: not somebody
-- with a seat here, not the recorder, and no officer of a group, who is a member of it; of the past, nobody may know the names.
create function decider_known(k public.cases, s public.session, p_decider text, deciders text[]) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare rest text := substr(p_decider, 3); plain text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
begin
  if p_decider like 'x:%' then
    return length(rest) between 2 and 300 and (s.purpose = 'historical' or (deciders && array['dinsos_officer', 'province_officer', 'ministry_officer']
      and public.face(k.tenant_id, p_decider) <> public.face(k.tenant_id, 'p:' || s.person_id)
      and public.face(k.tenant_id, p_decider) is distinct from public.face(k.tenant_id, 'p:' || s.behalf)
      and not exists (select from public.seat x where x.tenant_id = k.tenant_id and x.role = any(deciders) and (x.until is null or x.until > now())
        and public.face(k.tenant_id, 'p:' || x.person_id) = public.face(k.tenant_id, p_decider))));
  end if;
  if rest !~ plain or p_decider = 'p:' || s.behalf then return false; end if;  -- nor whom the recorder stands in for
  if p_decider like 'p:%' then
    return exists (select from public.seat x where x.tenant_id = k.tenant_id and x.person_id = rest::uuid and x.role = any(deciders))
      or exists (select from public.member m where m.tenant_id = k.tenant_id and m.group_id = k.group_id and m.person_id = rest::uuid and 'group_' || m.office = any(deciders));
  end if;
  return p_decider like 'm:%' and exists (select from public.member m where m.tenant_id = k.tenant_id and m.group_id = k.group_id and m.id = rest::uuid
    and m.person_id is null and 'group_' || m.office = any(deciders));
end $$;

create function delegated(s public.session, p_right text, p_workflow text) returns boolean
language sql immutable begin atomic
  select s.delegation_id is null or (p_right = any(s.rights) and (s.workflows is null or p_workflow = any(s.workflows)));
end;

-- Whose act: the session's own, if its role decides; or one recorded for somebody who is named with a paper (a historical load may lack the paper).
-- Whoever stands in for somebody has of their rights what was delegated: `p_right` for the act itself, `record` for somebody else's.
create function authority(k public.cases, s public.session, p jsonb, deciders text[], recorders text[], p_right text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare own boolean := p->>'decider' = 'p:' || s.person_id;
begin
  if not coalesce(s.role = any(case when own then deciders else recorders end), false) then return 'role'; end if;
  if s.delegation_id is not null and not public.delegated(s, case when own then p_right else 'record' end, k.workflow) then return 'not delegated'; end if;
  if own then return 'ok'; end if;
  if public.decider_known(k, s, p->>'decider', deciders) is not true then return 'decider'; end if;
  if s.purpose <> 'historical' and not coalesce(jsonb_path_exists(p->'effects', '$.papers[*]'), false) then return 'paper'; end if;
  return 'ok';
end $$;

-- Four eyes bind the recorder and the decider, of this act and of the earlier ones; and of whoever stood in for somebody, both.
create function conflicted(k public.cases, s public.session, p jsonb, steps text[]) returns boolean
language sql stable begin atomic
  select exists (select from public.event e where e.tenant_id = k.tenant_id and e.case_id = k.id and e.step = any(steps)
    and (array['p:' || e.actor, 'p:' || e.behalf, public.owner_of(k.tenant_id, e.decider)] && array['p:' || s.person_id, 'p:' || s.behalf, public.owner_of(k.tenant_id, p->>'decider')]
      or (s.purpose <> 'historical' and public.same_name(k.tenant_id, e.actor, e.behalf, e.decider, s.person_id, s.behalf, p->>'decider'))));
end;
