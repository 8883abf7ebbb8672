-- A key to end what somebody began: the histories that do not have their letter yet are told of it in its maker's name, for as long as they may; whoever stood in
-- for somebody goes on under what was lent, or not at all. Owned by gulir_signin.
create function mint_letter(p_tenant int, p_letter uuid, p_minutes int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())); n int;
begin
  insert into public.session (hash, person_id, membership_id, organisation_id, kind, role, tenants, lanes, government, purpose, expires_at,
      delegation_id, behalf, rights, workflows)
    select sha256(k), p.id, m.id, m.organisation_id, o.kind, m.role, array[p_tenant], '{0}', true, 'job',
      least(now() + make_interval(mins => least(p_minutes, 15)), d.until), d.id, d.person_id, d.rights, d.workflows
    from public.letter l join public.membership m on m.id = l.membership_id join public.organisation o on o.id = m.organisation_id join public.person p on p.id = l.made_by
    left join public.delegation d on d.id = l.delegation_id and d.deputy_id = l.made_by and d.membership_id = m.id and d.ended_at is null
      and d.since <= now() and d.until > now()
    where l.tenant_id = p_tenant and l.id = p_letter and l.told_at is null and (m.until is null or m.until > now()) and p.disabled_at is null
      and m.person_id = coalesce(d.person_id, l.made_by) and (m.tenants is null or p_tenant = any(m.tenants)) and m.role in ('programme_manager', 'secretariat');
  get diagnostics n = row_count;
  return case when n = 1 then encode(k, 'hex') end;
end $$;
