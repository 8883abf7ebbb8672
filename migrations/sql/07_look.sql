-- look: who is acting, the case, and every fact that guards read, in one call. By id, or by number.

-- Facts are built as json, not jsonb: they are only read outside, and text that is joined costs half of what sorted trees cost;
-- where there are many of a kind, as rows, whose names are looked up once.
-- Functions of a part give a set, of one: so they become part of the statement that asks them, and begin with it.
create function facts_of_group(p_tenant int, p_group uuid) returns setof json
language sql stable begin atomic
  select json_build_object('id', g.id, 'slug', g.slug, 'name', g.name, 'count', coalesce(g.member_count, case when g.members_known then x.n end), 'known', g.members_known,
    'account', case when g.account_holder is null then null else json_build_object('bank', g.bank, 'holder', g.account_holder, 'in_group_name', g.account_in_group_name, 'specimens', g.specimens) end,
    'members', coalesce(x.members, '[]'))
  from public.groups g left join lateral (
    select count(*) as n, json_agg(y order by y.id) as members from (select m.id, m.name, m.office, m.household_id as household, m.person_id as person,
      exists (select from public.registry r where r.claim = m.claim) as registered, extract(year from age(m.born_on))::int as age, m.married, h.in_poverty_data,
      m.public_servant, m.received_before, m.signed_rules_on is not null as signed_rules, h.validated_at is not null as validated
      from public.member m left join public.household h on h.tenant_id = m.tenant_id and h.id = m.household_id
      where m.tenant_id = g.tenant_id and m.group_id = g.id and m.left_on is null) y) x on true
  where g.tenant_id = p_tenant and g.id = p_group;
end;

-- A case and its children see of each other what leads them on, and only where whoever sees one sees the other: one lane, one kampung, one group.
create function kin(a public.cases, b public.cases) returns boolean
language sql immutable begin atomic
  select a.tenant_id = b.tenant_id and a.lane = b.lane and a.kampung_id is not distinct from b.kampung_id and a.group_id is not distinct from b.group_id; end;

create function facts_of_kin(c public.cases) returns json
language sql stable set search_path = pg_catalog, pg_temp as $$
  select json_build_object('id', c.id, 'workflow', c.workflow, 'wv', c.wv, 'state', c.state, 'title', c.title, 'number', c.number, 'blocked', c.blocked > 0,
    'rulebook', c.rulebook, 'answers', (select coalesce(json_object_agg(x.step, x.answers), '{}') from (select distinct on (e.step) e.step, (e.body::json)->'answers' as answers
      from public.event e where e.tenant_id = c.tenant_id and e.case_id = c.id and e.source <> e.dest order by e.step, e.seq desc) x)) $$;

-- What lies in the case itself: most acts are judged by that alone.
create function near_facts(k public.cases) returns setof json
language sql stable begin atomic
  select json_build_object(
    'case', json_build_object('id', k.id, 'tenant', k.tenant_id, 'lane', k.lane, 'number', k.number, 'workflow', k.workflow, 'wv', k.wv, 'state', k.state,
      'version', k.version, 'seq', k.seq, 'facts', k.facts, 'title', k.title, 'amount', k.amount, 'group', k.group_id, 'kampung', k.kampung_id, 'batch', k.batch_id,
      'parent', k.parent_id, 'rulebook', k.rulebook, 'ball', to_json(k.ball), 'since', k.since, 'due', k.due_on, 'clock', k.clock, 'opened', k.opened_on, 'historical', k.historical,
      'assignee', k.assignee, 'blocked', k.blocked),
    'documents', (select coalesce(json_agg(x order by x.seq desc, x.id), '[]') from (select d.id, d.kind, d.number, d.act_date as date, d.signer, d.signer_title as title,
      d.present, d.present_by, d.correct, d.correct_by, d.file_digest is not null as file, d.file_name, d.seq, d.released_at is not null as released
      from public.document d where d.tenant_id = k.tenant_id and d.case_id = k.id) x),
    'marks', (select coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'code', m.code, 'clause', m.clause, 'resolver', m.resolver, 'since', m.since,
      'note', m.note, 'lifted', m.lifted_at is not null, 'cured', m.cured_at is not null) order by m.seq, m.id), '[]') from public.mark m where m.tenant_id = k.tenant_id and m.case_id = k.id),
    'items', case when k.items > 0 then public.facts_of_items(k) else '[]' end,
    'team', case when k.lane > 0 then public.facts_of_team(k.tenant_id, coalesce(k.id, k.parent_id)) else '[]' end,
    'signatures', (select coalesce(json_agg(json_build_object('step', g.step, 'slot', g.slot, 'decider', g.decider, 'actor', g.actor, 'behalf', g.behalf, 'digest', g.digest) order by g.seq), '[]')
      from public.signature g where g.tenant_id = k.tenant_id and g.case_id = k.id and g.voided_seq is null and g.used_seq is null),
    'acts', (select coalesce(json_agg(x order by x.seq), '[]') from (select e.seq, e.step, e.source, e.dest, e.actor, e.behalf, e.decider, e.act_date as date,
      e.act_precision as precision, (e.body::json)->'answers' as answers from public.event e where e.tenant_id = k.tenant_id and e.case_id = k.id) x));
end;

-- What lies beside it. Parts that most cases lack are asked for only where there is something to ask: a statement costs most where it begins.
create function far_facts(k public.cases, s public.session) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare batch json; parent json; evaluation jsonb; others json := '[]';
begin
  if k.batch_id is not null then
    select json_build_object('id', b.id, 'number', b.number, 'letter_number', b.letter_number, 'letter_date', b.letter_date, 'component', b.component,
      'source', b.source, 'year', b.year) into batch from public.batch b where b.tenant_id = k.tenant_id and b.id = k.batch_id;
  end if;
  if k.parent_id is not null then
    select public.facts_of_kin(c) into parent from public.cases c where c.tenant_id = k.tenant_id and c.id = k.parent_id and public.kin(c, k);
  end if;
  if k.workflow = 'evaluation' then evaluation := public.facts_of_evaluation(k, s); end if;
  -- Other applications of the group matter where a case begins, and a few are enough to say that there are some: every other look is spared the question.
  if exists (select from public.wf_step b where b.workflow = k.workflow and b.version = k.wv and b.source = '-' and b.dest = k.state) then
    select coalesce(json_agg(o.number), '[]') into others from (select x.number from public.cases x where x.tenant_id = k.tenant_id and x.group_id = k.group_id
      and x.workflow = k.workflow and x.lane = 0 and x.id is distinct from k.id
      and not exists (select from public.wf_state w where w.workflow = x.workflow and w.version = x.wv and w.state = x.state and w.kind = 'final') limit 3) o;
  end if;
  return json_build_object(
    'group', (select f from public.facts_of_group(k.tenant_id, k.group_id) f),
    'kampung', (select json_build_object('id', a.id, 'name', a.name, 'slug', a.slug, 'formal', a.formal, 'note', a.note)
      from public.kampung a where a.tenant_id = k.tenant_id and a.id = k.kampung_id),
    'records', (select coalesce(json_object_agg(r.kind, r.value), '{}') from (select distinct on (x.kind) x.kind, x.value from public.group_record x
      where x.tenant_id = k.tenant_id and x.group_id = k.group_id order by x.kind, x.recorded_at desc) r),
    'others', others, 'batch', batch, 'parent', parent, 'evaluation', evaluation,
    'children', (select coalesce(json_agg(public.facts_of_kin(c) order by c.created_at, c.id), '[]') from public.cases c
      where c.tenant_id = k.tenant_id and c.parent_id = k.id and public.kin(c, k)));
end $$;

-- Two objects as one; of json, whose text is only joined.
create function joined(a json, b json) returns json language sql immutable begin atomic select (left(a::text, -1) || ',' || substr(b::text, 2))::json; end;

create function facts_of_case(k public.cases, s public.session) returns json
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare near json;
begin
  select public.joined(n, json_build_object('session', (select f from public.facts_of_session(s) f))) into near from public.near_facts(k) n;
  return public.joined(near, public.far_facts(k, s));
end $$;

create function facts_of_session(s public.session) returns setof json
language sql stable begin atomic
  select json_build_object('person', s.person_id, 'membership', s.membership_id, 'organisation', s.organisation_id,
    'name', (select p.name from public.person p where p.id = s.person_id), 'organisation_name', (select o.name from public.organisation o where o.id = s.organisation_id),
    'kind', s.kind, 'role', s.role, 'purpose', s.purpose, 'read_only', s.read_only, 'tenants', s.tenants, 'groups', s.groups, 'now', now(),
    'behalf', case when s.delegation_id is not null then json_build_object('person', s.behalf, 'rights', s.rights, 'workflows', s.workflows,
      'delegation', s.delegation_id, 'name', (select b.name from public.person b where b.id = s.behalf)) end);
end;

create function no_case(s public.session) returns json
language sql stable begin atomic select json_build_object('case', null, 'session', (select f from facts_of_session(s) f)); end;

create function look_of(s public.session, p_tenant int, p_case uuid, p_number text) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare k public.cases;
begin
  if s.person_id is null then return null; end if;
  if p_tenant = any(s.tenants) then
    perform set_config('gulir.door', p_tenant::text, true);
    if p_case is null then select c.* into k from public.cases c where c.tenant_id = p_tenant and c.number = p_number;
    else select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case; end if;
    if k.id is not null and public.may_see(s, k) then return public.facts_of_case(k, s); end if;
  end if;
  return public.no_case(s);
end $$;

create function look(p_key text, p_tenant int, p_case uuid, p_number text default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin return public.look_of(public.session_of(p_key), p_tenant, p_case, p_number); end $$;

-- The same for a case that is about to be opened: what is known of its group, kampung, batch and parent. Null case: not within reach.
create function look_new(p_key text, p_tenant int, p_group uuid, p_kampung uuid, p_batch uuid, p_parent uuid default null) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session; k public.cases; up public.cases;
begin
  s := public.session_of(p_key);
  if s.person_id is null then return null; end if;
  if p_tenant = any(s.tenants) then
    perform set_config('gulir.door', p_tenant::text, true);
    k.tenant_id := p_tenant; k.lane := 0; k.state := '-'; k.version := 0; k.seq := 0; k.facts := 0; k.historical := s.purpose = 'historical';
    k.group_id := p_group; k.batch_id := p_batch; k.parent_id := p_parent; k.items := 0;
    if p_parent is not null then select c.* into up from public.cases c where c.tenant_id = p_tenant and c.id = p_parent; end if;
    k.kampung_id := coalesce((select g.kampung_id from public.groups g where g.tenant_id = p_tenant and g.id = p_group), p_kampung);
    if public.may_see(s, k) and (p_group is null or exists (select from public.groups g where g.tenant_id = p_tenant and g.id = p_group))
      and (p_parent is null or (up.id is not null and public.may_see(s, up))) then
      k.lane := coalesce(up.lane, 0);  -- what hangs on a confidential case lies where that lies, and has its team
      return public.facts_of_case(k, s);
    end if;
  end if;
  return public.no_case(s);
end $$;

-- Who acts, and the case that their address names, in one trip: what a page of a case begins with. `look` is null for whoever is nobody, or still choosing
-- what to act as, and without a case where there is none of that number for them. An act that is judged by the case alone leaves out the `far` facts.
create function arrive(p_key text, p_city text, p_number text, p_far boolean) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session; who json; t int; k public.cases; facts json := '{"case": null}';
begin
  select x.* into s from public.session x where x.hash = sha256(decode(p_key, 'hex')) and x.expires_at > now();
  select w into who from public.told_of(s) w;
  select x.id into t from public.tenant x where x.slug = p_city;
  if who is null or s.purpose = 'choosing' then return json_build_object('who', who, 'look', null); end if;
  if t = any(s.tenants) then
    perform set_config('gulir.door', t::text, true);
    select c.* into k from public.cases c where c.tenant_id = t and c.number = p_number;
    if k.id is not null and public.may_see(s, k) then
      select n into facts from public.near_facts(k) n;
      if p_far then facts := public.joined(facts, public.far_facts(k, s)); end if;
    end if;
  end if;
  return json_build_object('who', who, 'look', facts);
end $$;
