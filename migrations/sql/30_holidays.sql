-- Days that a city has off by its own decree, beside the nation's and those in files of deployment. What was taken away stays, with who did it and why.

create table holiday (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  day date not null check (day between '2000-01-01' and '2199-12-31'),
  name text not null check (length(name) between 3 and 80),
  decree text not null check (length(decree) between 3 and 120),
  reason text not null check (length(reason) between 5 and 300),
  added_by uuid not null references person,
  added_at timestamptz not null default now(),
  removed_by uuid references person,
  removed_at timestamptz,
  removed_why text check (length(removed_why) between 5 and 300),
  primary key (tenant_id, id),
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_why is null))
);
create unique index holiday_day on holiday (tenant_id, day) where removed_at is null;

alter table holiday enable row level security;
alter table holiday force row level security;
create policy door on holiday to gulir_door using (tenant_id = (select nullif(current_setting('gulir.door', true), '')::int))
  with check (tenant_id = (select nullif(current_setting('gulir.door', true), '')::int));
create policy read_holiday on holiday for select to gulir_app using (tenant_id = any((select tenants())::int[]));
create policy add_holiday on holiday for insert to gulir_app with check (tenant_id = any((select writes())::int[])
  and (select (acting_session()).role) in ('city_admin', 'programme_manager') and (select in_own_name()) and added_by = (select me()) and removed_at is null);
-- to be taken away, once, is all that happens to it
create policy end_holiday on holiday for update to gulir_app using (tenant_id = any((select writes())::int[])
  and (select (acting_session()).role) in ('city_admin', 'programme_manager') and (select in_own_name()) and removed_at is null)
  with check (tenant_id = any((select writes())::int[]) and (removed_at is null or removed_by = (select me())));
grant select, insert (tenant_id, id, day, name, decree, reason, added_by), update (removed_by, removed_at, removed_why) on holiday to gulir_app;
grant update (days_off) on tenant to gulir_door;

create trigger counts after insert on holiday for each row execute function holiday_counts();
create trigger counts_no_more after update of removed_at on holiday for each row when (new.removed_at is not null) execute function holiday_counts();
