-- Who changed what of a city's channels and webhooks, written by the tables themselves, so that no change goes without a line; what was set is not in it.

create table channel_act (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  at timestamptz not null default now(),
  person_id uuid not null references person,
  channel text not null check (channel in ('mail', 'whatsapp', 'telegram', 'sms', 'webhook')),
  hook_id uuid,
  host text,           -- of a webhook, which is all that is shown of its address
  act text not null check (act in ('set', 'forgot', 'opened', 'closed', 'added', 'topics', 'secret', 'paused', 'resumed', 'removed')),
  primary key (tenant_id, id),
  foreign key (tenant_id, hook_id) references hook (tenant_id, id),
  check ((channel = 'webhook') = (hook_id is not null) and (hook_id is null) = (host is null))
);
create index channel_act_latest on channel_act (tenant_id, at desc);

alter table channel_act enable row level security;
alter table channel_act force row level security;
create policy door on channel_act to gulir_door using (tenant_id = nullif(current_setting('gulir.door', true), '')::int)
  with check (tenant_id = nullif(current_setting('gulir.door', true), '')::int);
create policy read_channel_act on channel_act for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat'));
grant select on channel_act to gulir_app;
grant select, insert on channel_act to gulir_door;

create trigger noted after insert or delete or update of settings, enabled on channel for each row execute function channel_noted();
create trigger noted after insert or update of secret, topics, enabled, ended_at on hook for each row execute function hook_noted();
