-- By which channels the reader's own cities speak, for the code that confirms a new address; what was set is sealed, and opens outside the database only.
-- Owned by gulir_door.
create function code_channels(p_key text) returns table (tenant_id int, channel text, settings bytea, ails boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s public.session := public.session_of(p_key); t int;
begin
  if s.person_id is null or s.purpose <> 'web' then raise exception 'only who has signed in asks for a code' using errcode = 'insufficient_privilege'; end if;
  foreach t in array coalesce(s.tenants, '{}') loop
    perform set_config('gulir.door', t::text, true);
    return query select c.tenant_id, c.channel, c.settings, coalesce(c.problem_at > coalesce(c.well_at, '-infinity'), false)
      from public.channel c where c.tenant_id = t and c.enabled;
  end loop;
end $$;
