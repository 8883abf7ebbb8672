-- Who is told of what, where their mail goes, and traces of history that was taken away. Owned by gulir_door, as the door itself.

-- Who may be told of a case: who has a seat here in one of the roles, or is named, reaches the case, and may read its lane. Only the clock asks.
create function audience(p_key text, p_tenant int, p_case uuid, p_roles text[], p_people uuid[], p_except uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); k public.cases;
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock asks whom to tell' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select c.* into k from public.cases c where c.tenant_id = p_tenant and c.id = p_case;
  return query with heard as (select p.id, x.membership_id from public.seat x join public.person p on p.id = x.person_id
    where x.tenant_id = p_tenant and x.person_id <> p_except and (x.until is null or x.until > now()) and p.disabled_at is null and p.kind = 'human'
      and (x.role = any(p_roles) or x.person_id = any(p_people) or ('team:' || x.role = any(p_roles) and (
        exists (select from public.access a where a.tenant_id = p_tenant and a.case_id = k.id and a.person_id = p.id and (a.until is null or a.until > now()))
        or exists (select from public.turn t where t.tenant_id = p_tenant and t.case_id = k.id and t.role = 'team:' || x.role and t.team_until <= now()))))
      and ((x.kampungs is null and x.group_id is null) or coalesce(k.kampung_id = any(x.kampungs), false) or coalesce(k.group_id = x.group_id, false))
      and (k.lane = 0 or (not public.of_government(p.id) and (
        (k.lane = 1 and x.role in ('organiser', 'advocate', 'programme_manager', 'secretariat'))
        or (k.lane = 2 and exists (select from public.access a where a.tenant_id = p_tenant and a.case_id = k.id and a.person_id = p.id and (a.until is null or a.until > now())))))))
    select h.id from heard h
    -- whoever stands in for one of them in such a process hears too; of what a team keeps to itself, nobody does
    union select d.deputy_id from heard h join public.delegation d on d.membership_id = h.membership_id and d.ended_at is null and d.since <= now() and d.until > now()
      where d.deputy_id <> p_except and (d.workflows is null or k.workflow = any(d.workflows)) and (k.lane = 0 or (k.lane = 1 and not public.of_government(d.deputy_id)));
end $$;

-- May somebody still be told of a case, by a seat of their own or in the place of whoever lent them theirs? Asked before a message leaves.
create function may_hear(p_key text, p_tenant int, p_case uuid, p_person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p_person in (select public.audience(p_key, p_tenant, p_case, '{}', array(select p_person union select d.person_id from public.delegation d
    where d.deputy_id = p_person and d.ended_at is null and d.since <= now() and d.until > now()), '00000000-0000-0000-0000-000000000000')) $$;

create function of_government(p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.membership m join public.organisation o on o.id = m.organisation_id where m.person_id = p_person
    and (m.until is null or m.until > now()) and o.kind in ('dinsos_city', 'dinsos_province', 'ministry', 'inspectorate')) $$;

-- Where and how people who have a notice in this city want to be told, for the clock alone: a worker needs no right to read people, sessions or passwords.
-- Only addresses that were confirmed; the e-mail address by which somebody signs in was, by their invitation.
create function addresses(p_key text, p_tenant int, p_people uuid[]) returns table (person_id uuid, email text, whatsapp text, telegram text, sms text, locale text, demo boolean,
  channels text[], quiet_from time, quiet_until time, rhythm text, digest_at time)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock reads addresses' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select p.id, coalesce(r.mail, p.email), r.whatsapp, r.telegram, r.sms, p.locale, p.demo,
      coalesce(f.channels, '{mail}'), f.quiet_from, f.quiet_until, coalesce(f.rhythm, 'now'), coalesce(f.digest_at, '07:00')
    from public.person p left join public.preference f on f.person_id = p.id
    left join lateral (select max(x.address) filter (where x.channel = 'mail') as mail, max(x.address) filter (where x.channel = 'whatsapp') as whatsapp,
        max(x.address) filter (where x.channel = 'telegram') as telegram, max(x.address) filter (where x.channel = 'sms') as sms
      from public.reach x where x.person_id = p.id) r on true
    where p.id = any(p_people) and p.disabled_at is null and exists (select from public.notice n where n.tenant_id = p_tenant and n.person_id = p.id);
end $$;

-- Which of these people have muted a case, and which of their waiting messages were planned before they changed their mind about how they want to be told.
create function muted(p_key text, p_tenant int, p_case uuid, p_people uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock asks who muted' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select m.person_id from public.mute m where m.tenant_id = p_tenant and m.case_id = p_case and m.person_id = any(p_people);
end $$;
create function outdated_plans(p_key text, p_tenant int) returns table (person_id uuid, notice_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock plans' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query select distinct d.person_id, d.notice_id from public.delivery d join public.preference f on f.person_id = d.person_id
    where d.tenant_id = p_tenant and d.state = 'waiting' and d.notice_id is not null and d.planned_at < f.changed_at limit 1000;
end $$;

-- What still speaks of lines and cases that are gone: numbers are given without gaps, and whoever acted was answered with the line they wrote.
-- A case that is gone has no lane any more, so only those ask who may have every lane checked.
create function history_traces(p_key text, p_tenant int) returns table (number text, case_id uuid, seq int, problem text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  if not public.audited(s) @> '{0,1,2}' then return; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query
    select g.given, null::uuid, null::int, 'no case bears this number any more' from (
        select t.letters || '-' || n.series || '-' || case when i < 1000 then lpad(i::text, 3, '0') else i::text end as given
        from public.numbering n join public.tenant t on t.id = n.tenant_id, generate_series(1, n.last) i where n.tenant_id = p_tenant) g
      where not exists (select from public.cases c where c.tenant_id = p_tenant and c.number = g.given)
        and not exists (select from public.batch b where b.tenant_id = p_tenant and b.number = g.given)
        and not exists (select from public.letter l where l.tenant_id = p_tenant and l.number = g.given)
    union all
    select coalesce(c.number, a.wrote), a.case_id, a.seq, 'a line that somebody wrote is gone' from (
        select x.case_id, max((x.answer->>'seq')::int) as seq, max(x.answer->>'number') as wrote from public.answered x where x.tenant_id = p_tenant group by x.case_id) a
      left join public.cases c on c.tenant_id = p_tenant and c.id = a.case_id where c.seq is null or c.seq < a.seq
    order by 1, 3;
end $$;

-- An anchor covers what was written a minute ago and before. Every call of the door ends within 15 seconds, so no line that it covers can still be on its way;
-- one that arrived later with an earlier time would look like tampering.
create or replace function drop_anchor(p_key text, p_tenant int, p_day date) returns public.anchor
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); a public.anchor; h record; cut timestamptz := clock_timestamp() - interval '1 minute';
begin
  if s.person_id is null or s.role <> 'clock' or p_tenant <> all(s.tenants) then raise exception 'only the clock drops anchors' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  select * into h from public.heads_until(p_tenant, cut);
  insert into public.anchor (tenant_id, day, cases, digest, made_at) values (p_tenant, p_day, h.n, h.digest, cut) on conflict do nothing;
  select x.* into a from public.anchor x where x.tenant_id = p_tenant and x.day = p_day;
  return a;
end $$;

-- As before, but reading only the columns that it needs: a body that is no JSON must be named, not end the walk (`data` is computed from it when it is read).
-- And what the body says of the act, which the witness covers, must be what stands in the columns, which it does not.
create or replace function verify_city(p_key text, p_tenant int) returns table (number text, case_id uuid, seq int, problem text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then raise exception 'nobody acting in this city' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return query
    with line as (select e.case_id, e.seq, e.source, e.dest, e.prev, e.digest,
        sha256(public.event_line(e.tenant_id, e.case_id, e.seq, e.at, e.workflow, e.wv, e.step, e.source, e.dest, e.actor, e.org, e.decider, e.act_date, e.act_precision, e.body, e.prev)) as made,
        e.body is json object as readable,
        case when e.body is json object then public.act_differs(e.body::jsonb->'act', e.act_date, e.act_precision, e.decider, e.behalf) end as differs,
        lag(e.digest) over w as before, lag(e.dest) over w as stood, lag(e.seq) over w as seq_before
        from public.event e where e.tenant_id = p_tenant and e.lane = any(public.audited(s)) window w as (partition by e.case_id order by e.seq)),
      bad as (select l.case_id, l.seq, case
        when l.seq <> coalesce(l.seq_before, 0) + 1 then 'missing line before this one'
        when l.digest <> l.made then 'content differs from its digest'
        when l.prev is distinct from l.before then 'does not follow from the line before'
        when l.source <> coalesce(l.stood, '-') then 'starts from another state than the line before left'
        when not l.readable then 'its body cannot be read'
        when l.differs then 'day, decider or stand-in is not what its body says' end as problem from line l),
      head as (select distinct on (l.case_id) l.case_id, l.dest, l.seq from line l order by l.case_id, l.seq desc)
    select c.number, b.case_id, b.seq, b.problem from bad b left join public.cases c on c.tenant_id = p_tenant and c.id = b.case_id where b.problem is not null
    union all
    select c.number, c.id, h.seq, case when h.seq is null then 'has no history' when h.dest <> c.state then 'state is not what history says' else 'history is shorter or longer than the case says' end
      from public.cases c left join head h on h.case_id = c.id where c.tenant_id = p_tenant and c.lane = any(public.audited(s)) and (h.seq is null or h.dest <> c.state or h.seq <> c.seq)
    order by 1, 3;
end $$;

create function act_differs(p_said jsonb, p_date date, p_precision text, p_decider text, p_behalf uuid) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select p_said is not null and (p_said->>'date' is distinct from to_char(p_date, 'YYYY-MM-DD') or p_said->>'precision' is distinct from p_precision
    or p_said->>'decider' is distinct from p_decider or p_said->>'behalf' is distinct from p_behalf::text) $$;
