-- Long work that somebody asked for: a large file, a move of a city's cases to another version, days off out of a file. It runs beside the pages, and a page
-- shows how far it is.

create table task (
  tenant_id int not null references tenant,   -- of several cities: the one with the lowest number
  id uuid not null,
  kind text not null check (kind ~ '^[a-z_]+$'),
  asked jsonb not null,
  language text not null check (language in ('id', 'en')),
  cities int[] not null check (tenant_id = any(cities)),
  person_id uuid not null references person,
  membership_id uuid references membership,
  delegation_id uuid references delegation,
  lanes smallint[] not null check (lanes <> '{}'),   -- what its result may tell of: whoever may read less sees nothing of it
  reach bytea not null,           -- a hash of the rights by which it was asked; with other rights it is neither made nor fetched
  shared boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'dropped')),
  done int not null default 0 check (done >= 0),
  total int check (total >= 0),
  problem text,
  attempts int not null default 0,
  run bytea,                      -- the hash of the key under which it is worked on: whoever holds an older one writes nothing any more
  next_at timestamptz not null default now(),
  file_digest text check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name text,
  file_type text,
  file_size bigint,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  fetched_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  check ((state = 'done') <= (run is null and ended_at is not null))
);
create index task_of_person on task (tenant_id, person_id, created_at desc);
create index task_due on task (next_at) where state in ('waiting', 'running');

alter table task enable row level security;
alter table task force row level security;
create policy door on task to gulir_door using (tenant_id = nullif(current_setting('gulir.door', true), '')::int)
  with check (tenant_id = nullif(current_setting('gulir.door', true), '')::int);
create policy signin_task on task to gulir_signin using (true) with check (true);

-- Where a file lies, and who works on it, is told by functions alone.
grant select (tenant_id, id, kind, asked, language, cities, person_id, lanes, reach, shared, state, done, total, problem, attempts, file_name, file_type, file_size,
  created_at, started_at, ended_at, fetched_at, expires_at) on task to gulir_app;
grant select, update (state, attempts, done, total, problem, run, next_at, started_at, ended_at, expires_at) on task to gulir_signin;
grant select, insert, update, delete on task to gulir_door;
