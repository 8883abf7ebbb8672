-- Search, the registry, verification and anchors.

-- What the words find in those of the given cities that are the session's, and in its lanes. The caller reads the rows again under its own policies.
create function find(p_key text, p_query text, p_limit int, p_tenants int[] default null) returns table (tenant_id int, ref uuid, kind text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session; q tsquery; lexemes text[]; whole boolean;
begin
  s := public.session_of(p_key);
  whole := s.kampungs is null and s.groups is null;
  lexemes := array(select distinct y from unnest(regexp_split_to_array(lower(p_query), '[^[:alnum:]]+')) x,
    lateral (select coalesce((tsvector_to_array(to_tsvector('indonesian', x)))[1], x) as y) z where x <> '' limit 8);
  if s.person_id is null or lexemes = '{}' then return; end if;
  select string_agg('(' || one || ')', ' | ')::tsquery into q from (
    select (select string_agg(quote_literal('t' || t || '.' || l || ':' || x) || ':*', ' & ') from unnest(lexemes) x) as one
    from unnest(coalesce(p_tenants, s.tenants)) t, unnest(s.lanes || case when s.government or s.delegation_id is not null then '{}'::smallint[] else '{2}' end) l where t = any(s.tenants)) each;
  -- whoever reaches some kampungs or one group, all of one city, is not even told that a word stands elsewhere in it
  if not whole then perform set_config('gulir.door', s.tenants[1]::text, true); end if;
  -- of the third lane only what one is on the team of: not even that a word stands there is told to others
  return query select w.tenant_id, w.ref, w.kind from public.word w where w.words @@ q and (w.lane <> 2 or exists (select from public.access a
    where a.tenant_id = w.tenant_id and a.case_id = w.ref and a.person_id = s.person_id and (a.until is null or a.until > now())))
    and (whole or w.kind = 'kampung'
      or exists (select from public.cases c where c.tenant_id = w.tenant_id and c.id = w.ref and (c.kampung_id = any(s.kampungs) or c.group_id = any(s.groups)))
      or exists (select from public.groups g where g.tenant_id = w.tenant_id and g.id = w.ref and (g.kampung_id = any(s.kampungs) or g.id = any(s.groups))))
    limit least(p_limit, 200);
end $$;

-- Claims NIKs for members of one city. Gives back the tags that somebody, somewhere, already holds. Sorted, so that two lists never lock each other.
create function claim(p_key text, p_tenant int, p_tags bytea[], p_claims uuid[]) returns setof bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.read_only or s.role in ('auditor', 'operator', 'migrator') or not 'record' = any(s.rights) or p_tenant <> all(s.tenants) then
    raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  return query with wanted as (select t, c from unnest(p_tags, p_claims) x(t, c) order by t),
    taken as (insert into public.registry as r (tag, claim) select t, c from wanted on conflict do nothing returning r.claim)
    select t from wanted where c not in (select claim from taken);
end $$;
create function release_claim(p_key text, p_tenant int, p_claim uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.read_only or s.role in ('auditor', 'operator', 'migrator') or not 'record' = any(s.rights) or p_tenant <> all(s.tenants) then
    raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  -- only who once held it in this city, and holds it no more
  if not exists (select from public.member m where m.tenant_id = p_tenant and m.claim = p_claim and m.left_on is not null) then return false; end if;
  delete from public.registry r where r.claim = p_claim;
  return found;
end $$;

-- The lanes whose history a session may have checked: every one for the console and for jobs, which get verdicts and hashes only; else those that it reads.
create function audited(s public.session) returns smallint[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when s.purpose in ('console', 'job') then '{0,1,2}'::smallint[] when s.kampungs is null and s.groups is null then s.lanes else '{}' end $$;

-- Walks every chain of a city inside the database: bodies are hashed here and never leave. One row an event that is wrong in itself or breaks its chain,
-- and one row a case whose state is not what its history says.
create function verify_city(p_key text, p_tenant int) returns table (number text, case_id uuid, seq int, problem text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query
    with line as (select e.*, lag(e.digest) over w as before, lag(e.dest) over w as stood, lag(e.seq) over w as seq_before from public.event e
        where e.tenant_id = p_tenant and e.lane = any(public.audited(s)) window w as (partition by e.case_id order by e.seq)),
      bad as (select l.case_id, l.seq, case
        when l.seq <> coalesce(l.seq_before, 0) + 1 then 'missing line before this one'
        when l.digest <> sha256(public.event_line(l.tenant_id, l.case_id, l.seq, l.at, l.workflow, l.wv, l.step, l.source, l.dest, l.actor, l.org, l.decider, l.act_date, l.act_precision, l.body, l.prev))
          then 'content differs from its digest'
        when l.prev is distinct from l.before then 'does not follow from the line before'
        when l.source <> coalesce(l.stood, '-') then 'starts from another state than the line before left' end as problem from line l),
      head as (select distinct on (l.case_id) l.case_id, l.dest, l.seq from line l order by l.case_id, l.seq desc)
    select c.number, b.case_id, b.seq, b.problem from bad b left join public.cases c on c.tenant_id = p_tenant and c.id = b.case_id where b.problem is not null
    union all
    select c.number, c.id, h.seq, case when h.seq is null then 'has no history' when h.dest <> c.state then 'state is not what history says' else 'history is shorter or longer than the case says' end
      from public.cases c left join head h on h.case_id = c.id where c.tenant_id = p_tenant and c.lane = any(public.audited(s)) and (h.seq is null or h.dest <> c.state or h.seq <> c.seq)
    order by 1, 3;
end $$;

-- What a witness (HMAC, by a key outside the database) must be checked against: identifiers and hashes only.
create function witness_lines(p_key text, p_tenant int) returns table (case_id uuid, number text, seq int, line text, witness bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select e.case_id, c.number, e.seq, concat_ws('|', 'gulir-witness-1', e.tenant_id, e.case_id, e.seq, e.step, e.dest, e.actor, encode(sha256(convert_to(e.body, 'UTF8')), 'hex')), e.witness
    from public.event e left join public.cases c on c.tenant_id = e.tenant_id and c.id = e.case_id where e.tenant_id = p_tenant and e.lane = any(public.audited(s)) order by e.case_id, e.seq;
end $$;

-- The heads of all chains of a city at a moment, hashed in one fixed order. Kept once a day; the same text is mailed away.
create function heads_until(p_tenant int, p_until timestamptz, out n int, out digest text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*)::int, encode(sha256(convert_to(coalesce(string_agg(h.case_id || ' ' || h.seq || ' ' || encode(h.digest, 'hex') || E'\n', '' order by h.case_id::text collate "C"), ''), 'UTF8')), 'hex')
  from (select distinct on (e.case_id) e.case_id, e.seq, e.digest from public.event e where e.tenant_id = p_tenant and e.at <= p_until order by e.case_id, e.seq desc) h $$;
create function drop_anchor(p_key text, p_tenant int, p_day date) returns public.anchor
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); a public.anchor; h record; cut timestamptz := clock_timestamp();
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock drops anchors' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select * into h from public.heads_until(p_tenant, cut);
  insert into public.anchor (tenant_id, day, cases, digest, made_at) values (p_tenant, p_day, h.n, h.digest, cut) on conflict do nothing;
  select x.* into a from public.anchor x where x.tenant_id = p_tenant and x.day = p_day;
  return a;
end $$;
-- An anchor is of every lane, so only those check it who may have every lane checked.
create function check_anchors(p_key text, p_tenant int) returns table (day date, kept text, found text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  if not public.audited(s) @> '{0,1,2}' then return; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select a.day, a.digest, (public.heads_until(p_tenant, a.made_at)).digest from public.anchor a where a.tenant_id = p_tenant order by a.day;
end $$;
create function anchor_mailed(p_key text, p_tenant int, p_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock drops anchors' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.anchor x set mailed_at = now() where x.tenant_id = p_tenant and x.day = p_day;
end $$;
