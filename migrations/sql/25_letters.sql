-- Letters that remind whoever holds cases, and the secret links of calendars.

-- A letter is written whole into `content` as its number is given, so that it can be printed again as it was, and no number is lost with a failed print.
create table letter (
  tenant_id int not null references tenant,
  id uuid not null,
  number text not null,
  day date not null,
  holder text not null,
  addressee text not null,
  language text not null check (language in ('id', 'en')),
  cases int not null check (cases > 0),
  content jsonb not null,
  made_by uuid not null references person,
  membership_id uuid references membership,
  delegation_id uuid references delegation,   -- by which its maker stood in for whose seat that is
  made_at timestamptz not null default now(),
  file_digest text check (file_digest ~ '^[0-9a-f]{64}$'),
  file_size bigint,
  told_at timestamptz,   -- when the history of each of its cases has it
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index letter_recent on letter (tenant_id, made_at desc, id);
create index letter_untold on letter (tenant_id, made_at) where told_at is null;

alter table letter enable row level security;
alter table letter force row level security;
create policy door on letter to gulir_door using (tenant_id = nullif(current_setting('gulir.door', true), '')::int)
  with check (tenant_id = nullif(current_setting('gulir.door', true), '')::int);
create policy signin_letter on letter for select to gulir_signin using (true);

-- A person's calendar: whoever knows the word of the link reads what that membership may read, and nothing else. Only a hash of it is kept.
create table feed (
  hash bytea primary key,
  id uuid not null unique default uuidv7(),
  membership_id uuid not null references membership,
  person_id uuid not null references person,
  created_at timestamptz not null default now(),
  fetched_at timestamptz,
  revoked_at timestamptz
);
create index feed_person on feed (person_id);
grant select, insert, update on feed to gulir_signin;

grant select on letter to gulir_app;
grant select (tenant_id, id, made_by, membership_id, delegation_id, told_at) on letter to gulir_signin;
grant select, insert, update (file_digest, file_size, told_at) on letter to gulir_door;
