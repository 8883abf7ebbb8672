-- A case whose team is gone is taken up again: whoever may see it puts in somebody who can act. Owned by gulir_door.

-- Is anybody on the team who can take a step of the team, or take somebody else in?
create function team_works(k public.cases) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.access a join public.seat s on s.tenant_id = a.tenant_id and s.person_id = a.person_id
    where a.tenant_id = k.tenant_id and a.case_id = k.id and (a.until is null or a.until > now()) and public.works_as(s) and s.role in ('organiser', 'advocate')) $$;

-- Why a case cannot be taken up again as the message wants it; null where it can. Only where nobody is left, and by whoever can act, without an end.
create function unfit_to_retake(k public.cases, e jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when public.team_works(k) then 'team stands'
    when coalesce(jsonb_array_length(e->'team'), 0) = 0 then 'outsider'
    when exists (select from jsonb_array_elements(e->'team') x where x->>'until' is not null or coalesce((x->>'off')::boolean, false) or not exists (
      select from public.seat s where s.tenant_id = k.tenant_id and s.person_id = (x->>'person')::uuid and public.works_as(s) and s.role in ('organiser', 'advocate')))
      then 'outsider' end $$;
