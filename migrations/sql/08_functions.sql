-- A fact that a guard reads and that lies outside the case moves the case's `facts` counter, so that a stale look is refused.

create function bump_group(p_tenant int, p_group uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', p_tenant::text, true);
  update public.cases c set facts = c.facts + 1 where c.tenant_id = p_tenant and c.group_id = p_group;
end $$;
create function group_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin perform public.bump_group(new.tenant_id, new.id); return null; end $$;
create function of_group_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin perform public.bump_group(new.tenant_id, new.group_id); return null; end $$;
create function sibling_opened() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  update public.cases c set facts = c.facts + 1 where c.tenant_id = new.tenant_id and c.group_id = new.group_id and c.workflow = new.workflow and c.id <> new.id;
  return null;
end $$;
create function household_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g uuid;
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  for g in select distinct m.group_id from public.member m where m.tenant_id = new.tenant_id and m.household_id = new.id loop perform public.bump_group(new.tenant_id, g); end loop;
  return null;
end $$;
create function kampung_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  update public.cases c set facts = c.facts + 1 where c.tenant_id = new.tenant_id and c.kampung_id = new.id;
  return null;
end $$;
create function batch_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  update public.cases c set facts = c.facts + 1 where c.tenant_id = new.tenant_id and c.batch_id = new.id;
  return null;
end $$;

-- Words for search: lexemes of the Indonesian dictionary, each marked with its city and lane.
create function marked(p_tenant int, p_lane int, p_text text) returns tsvector
language sql stable set search_path = pg_catalog, pg_temp as $$
  select array_to_tsvector(coalesce(array_agg('t' || p_tenant || '.' || p_lane || ':' || x), '{}')) from unnest(tsvector_to_array(to_tsvector('indonesian', p_text) || to_tsvector('simple', p_text))) x $$;
create function index_words(p_tenant int, p_ref uuid, p_kind text, p_lane int, p_text text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.word (tenant_id, ref, kind, lane, words) values (p_tenant, p_ref, p_kind, p_lane, public.marked(p_tenant, p_lane, p_text))
    on conflict (tenant_id, ref) do update set lane = excluded.lane, words = excluded.words $$;
create function case_words() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  perform public.index_words(new.tenant_id, new.id, 'case', new.lane, new.number || ' ' || replace(new.number, '-', ' ') || ' ' || new.title);
  return null;
end $$;
create function group_words() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin perform set_config('gulir.door', new.tenant_id::text, true); perform public.index_words(new.tenant_id, new.id, 'group', 0, new.name || ' ' || coalesce(new.note, '')); return null; end $$;
create function kampung_words() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin perform set_config('gulir.door', new.tenant_id::text, true); perform public.index_words(new.tenant_id, new.id, 'kampung', 0, new.name || ' ' || coalesce(new.note, '')); return null; end $$;

-- History is only ever added to; also the door cannot change it.
create function never() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege'; end $$;

-- A member whose claim was given back does not return under it: whoever comes back claims anew.
create function released_stays_gone() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.left_on is not null and new.left_on is null and new.claim is not null and not exists (select from public.registry r where r.claim = new.claim) then
    raise exception 'this member gave the claim back' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
