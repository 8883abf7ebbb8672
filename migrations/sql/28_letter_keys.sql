-- A key to end what somebody began: the histories that do not have their letter yet are told of it in its maker's name, for as long as they may. Owned by gulir_signin.
create function mint_letter(p_tenant int, p_letter uuid, p_minutes int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())); n int;
begin
  insert into public.session (hash, person_id, membership_id, organisation_id, kind, role, tenants, lanes, government, purpose, expires_at)
    select sha256(k), m.person_id, m.id, m.organisation_id, o.kind, m.role, array[p_tenant], '{0}', true, 'job', now() + make_interval(mins => least(p_minutes, 15))
    from public.letter l join public.membership m on m.id = l.membership_id join public.organisation o on o.id = m.organisation_id join public.person p on p.id = m.person_id
    where l.tenant_id = p_tenant and l.id = p_letter and l.told_at is null and (m.until is null or m.until > now()) and p.disabled_at is null
      and (m.tenants is null or p_tenant = any(m.tenants)) and m.role in ('programme_manager', 'secretariat');
  get diagnostics n = row_count;
  return case when n = 1 then encode(k, 'hex') end;
end $$;
