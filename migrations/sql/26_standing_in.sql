-- What holds of a delegation whoever writes it, and when it ends without anybody ending it. Owned by gulir_signin.

-- Whose seats may stand in for a seat. Nobody lends an office that a group's members, an evaluation or an inspectorate gave to a person, nor the giving of roles.
create function stand_ins(p_role text) returns text[]
language sql immutable begin atomic
  select case p_role when 'organiser' then '{organiser,advocate}'::text[] when 'advocate' then '{advocate,organiser}' when 'programme_manager' then '{programme_manager,secretariat}'
    when 'treasurer' then '{treasurer}' when 'dinsos_officer' then '{dinsos_officer}' when 'province_officer' then '{province_officer}'
    when 'ministry_officer' then '{ministry_officer}' when 'secretariat' then '{secretariat}' else '{}' end;
end;

-- Those who judge the work of others, by review or audit, or receive it as a group's officer, do not do it for them.
create function judges(p_role text) returns boolean
language sql immutable begin atomic select p_role in ('auditor', 'reviewer', 'lead_reviewer', 'group_chair', 'group_secretary', 'group_treasurer'); end;

-- Why somebody cannot stand in; null where they can.
create function unfit_deputy(d public.delegation) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare m public.membership; x public.membership;
begin
  select y.* into m from public.membership y where y.id = d.membership_id and y.person_id = d.person_id and (y.until is null or y.until > now()) for share;
  select y.* into x from public.membership y where y.id = d.deputy_membership_id and y.person_id = d.deputy_id and (y.until is null or y.until > now()) for share;
  if m.id is null or x.id is null or exists (select from public.person p where p.id in (d.person_id, d.deputy_id) and (p.disabled_at is not null or p.kind <> 'human'))
    then return 'ended'; end if;
  if d.person_id = d.deputy_id then return 'seat'; end if;
  if x.organisation_id <> m.organisation_id then return 'organisation'; end if;
  if x.role <> all(public.stand_ins(m.role)) or not (x.tenants is null or m.tenants is null or x.tenants && m.tenants) then return 'seat'; end if;
  if exists (select from public.membership y where y.person_id = d.deputy_id and (y.until is null or y.until > now()) and public.judges(y.role)) then return 'conflict'; end if;
  if exists (select from public.delegation y where y.person_id = d.deputy_id and y.ended_at is null and (y.since, y.until) overlaps (d.since, d.until)) then return 'away'; end if;
  if exists (select from public.delegation y where y.membership_id = d.membership_id and y.deputy_id = d.deputy_id and y.ended_at is null
    and (y.since, y.until) overlaps (d.since, d.until)) then return 'twice'; end if;
  return null;
end $$;

create function delegation_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare why text;
begin
  perform pg_advisory_xact_lock(hashtextextended('gulir delegates', 0));  -- two who are away for each other would not see it
  why := public.unfit_deputy(new);
  if why is not null or new.until <= now() or new.ended_at is not null then raise exception '%', coalesce(why, 'ended') using errcode = 'GU010'; end if;
  return new;
end $$;

-- Whoever still acts under it acts no more. What has ended stays ended.
create function delegation_ended() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null then raise exception 'a delegation ends once' using errcode = 'GU010'; end if;
  delete from public.session s where s.delegation_id = new.id;
  return null;
end $$;

-- A seat that changes, on either side, ends what hangs on it, and so does one by which the deputy becomes a judge; any new tie of either person may have
-- taken lanes from both.
create function seat_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m public.membership := coalesce(new, old);
begin
  update public.delegation d set ended_at = now(), ended_why = 'seat' where d.ended_at is null and d.until > now()
    and (m.id in (d.membership_id, d.deputy_membership_id) or (d.deputy_id = m.person_id and public.judges(m.role) and (m.until is null or m.until > now())));
  delete from public.session s where s.delegation_id is not null and m.person_id in (s.behalf, s.person_id);
  return null;
end $$;
create function account_disabled() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.delegation d set ended_at = now(), ended_why = 'account' where d.ended_at is null and d.until > now() and new.id in (d.person_id, d.deputy_id);
  return null;
end $$;
