-- Many looks in one trip, and the only way to a letter's number. Owned by gulir_door.

create function look_many(p_key text, p_tenant int, p_cases uuid[]) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if s.person_id is null or p_tenant <> all(s.tenants) then return '[]'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  return (select coalesce(json_agg(public.facts_of_case(c, s)), '[]') from public.cases c
    where c.tenant_id = p_tenant and c.id = any(p_cases) and public.may_see(s, c));
end $$;

-- Whoever stands in for one of them needs the right to record.
create function may_write_letters(s public.session, p_tenant int) returns boolean
language sql immutable begin atomic
  select coalesce(s.person_id is not null and not s.read_only and p_tenant = any(s.tenants) and s.role in ('programme_manager', 'secretariat') and s.kampungs is null
    and (s.delegation_id is null or 'record' = any(s.rights)), false);
end;

-- The same id is the same letter, however often it is asked for: its number is given once.
create function issue_letter(p_key text, p_tenant int, p_letter uuid, p jsonb) returns json
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); l public.letter; named uuid[];
begin
  if not public.may_write_letters(s, p_tenant) then raise exception 'letters are written by who keeps the programme' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended(p_letter::text, 25));
  select x.* into l from public.letter x where x.tenant_id = p_tenant and x.id = p_letter;
  if l.id is null then
    named := array(select (x->>'id')::uuid from jsonb_array_elements(p->'content'->'cases') x);
    if cardinality(named) = 0 or cardinality(named) <> (select count(*) from public.cases c where c.tenant_id = p_tenant and c.lane = 0 and c.id = any(named)
        and public.delegated(s, 'record', c.workflow)) then
      raise exception 'a letter lists cases of the programme in its own city' using errcode = 'insufficient_privilege';
    end if;
    insert into public.letter (tenant_id, id, number, day, holder, addressee, language, cases, content, made_by, membership_id, delegation_id)
      values (p_tenant, p_letter, public.next_number(p_tenant, 'SURAT-' || extract(year from (p->>'day')::date)), (p->>'day')::date, p->>'holder', p->>'addressee',
        p->>'language', cardinality(named), p->'content', s.person_id, s.membership_id, s.delegation_id) returning * into l;
  elsif l.made_by <> s.person_id then raise exception 'this letter is somebody else''s' using errcode = 'insufficient_privilege';
  end if;
  return json_build_object('id', l.id, 'number', l.number);
end $$;

create function letter_printed(p_key text, p_tenant int, p_letter uuid, p_digest text, p_size bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if not public.may_write_letters(s, p_tenant) then raise exception 'letters are printed by who keeps the programme' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.letter l set file_digest = p_digest, file_size = p_size where l.tenant_id = p_tenant and l.id = p_letter and l.made_by = s.person_id and l.file_digest is null;
end $$;

create function letter_told(p_key text, p_tenant int, p_letter uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key);
begin
  if not public.may_write_letters(s, p_tenant) then raise exception 'letters are told of by who keeps the programme' using errcode = 'insufficient_privilege'; end if;
  perform set_config('gulir.door', p_tenant::text, true);
  update public.letter l set told_at = now() where l.tenant_id = p_tenant and l.id = p_letter and l.made_by = s.person_id and l.told_at is null;
end $$;
