-- Whose work list a team's step stands on: a line `team:role` is for those of the team who have the role, as long as there is one. Owned by gulir_door.

-- How long such lines are the team's alone: until the last who has one of the roles that are called leaves the team or the role, or works for a government.
create function call_team(p_tenant int, p_cases uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  with held as (select c as id, coalesce((select max(least(coalesce(a.until, 'infinity'), coalesce(s.until, 'infinity'))) from public.access a
      join public.seat s on s.tenant_id = a.tenant_id and s.person_id = a.person_id
      join public.turn x on x.tenant_id = a.tenant_id and x.case_id = a.case_id and x.role = 'team:' || s.role
      join public.person p on p.id = a.person_id and p.disabled_at is null
      where a.tenant_id = p_tenant and a.case_id = c and not public.of_government(a.person_id)), '-infinity') as until from unnest(p_cases) c)
  update public.turn t set team_until = h.until from held h
    where t.tenant_id = p_tenant and t.case_id = h.id and t.role like 'team:%' and t.team_until is distinct from h.until;
end $$;

-- Who gets or loses a seat, or can sign in no more, may have been the last of a team: here or, where the seat is a government's, in another city.
create function may_leave_teams() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare place record;
begin
  for place in select a.tenant_id as city, array_agg(a.case_id) as cases from public.access a where a.person_id = (to_jsonb(new)->>tg_argv[0])::uuid group by a.tenant_id loop
    perform set_config('gulir.door', place.city::text, true);
    perform public.call_team(place.city, place.cases);
  end loop;
  return null;
end $$;
