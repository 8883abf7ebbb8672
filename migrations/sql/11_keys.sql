-- Keys for jobs: of the sign-in role, for whoever relays. One city, the clock as person, a short life.
create function mint_job(p_tenant int, p_minutes int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
begin
  insert into public.session (hash, person_id, organisation_id, kind, role, tenants, lanes, government, purpose, expires_at)
    select sha256(k), '00000000-0000-7000-8000-000000000001', o.id, 'system', 'clock', array[p_tenant], '{0,1,2}', false, 'job', now() + make_interval(mins => least(p_minutes, 60))
    from public.organisation o where o.slug = 'sistem';
  return encode(k, 'hex');
end $$;
