-- What a city has off stands with the city too, where every look finds it without another table. Owned by gulir_door.

create function holiday_counts() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update public.tenant t set days_off = array(select distinct d from unnest(t.days_off || new.day) d order by d) where t.id = new.tenant_id;
  else
    update public.tenant t set days_off = array_remove(t.days_off, new.day) where t.id = new.tenant_id;
  end if;
  return null;
end $$;
