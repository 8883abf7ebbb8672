-- What belongs to no city: cities, organisations, people, how they sign in, and what deployment declares.

create table tenant (
  id int generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  letters text not null unique check (letters ~ '^[A-Z]{3}$'),
  code text unique,
  name text not null,
  deck_name text,
  province text not null,
  zone text not null,
  status text not null default 'open' check (status in ('open', 'suspended')),
  preset jsonb not null default '{}',
  days_off date[] not null default '{}',   -- what stands in `holiday`, where every look at the city finds it
  opened_at timestamptz not null default now()
);

create table organisation (
  id int generated always as identity primary key,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('upc', 'network', 'dinsos_city', 'dinsos_province', 'ministry', 'inspectorate', 'operator', 'system')),
  tenant_id int references tenant,
  province text
);

create table person (
  id uuid primary key default uuidv7(),
  name text not null,
  email text,
  phone text,
  password_hash text,
  totp_secret bytea,
  totp_step bigint not null default 0,
  locale text not null default 'id' check (locale in ('id', 'en')),
  kind text not null default 'human' check (kind in ('human', 'system')),
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index person_email on person (lower(email));
create unique index person_phone on person (phone);

-- One role of one organisation. No tenants: every city, also those opened later. No kampungs, no group: the whole city.
create table membership (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  organisation_id int not null references organisation,
  role text not null,
  tenants int[],
  kampungs uuid[],
  group_id uuid,
  since timestamptz not null default now(),
  until timestamptz
);
create index membership_person on membership (person_id);

create table session (
  hash bytea primary key,
  person_id uuid not null references person,
  membership_id uuid references membership,
  organisation_id int references organisation,
  kind text not null,
  role text not null,
  tenants int[] not null,
  lanes smallint[] not null,
  government boolean not null,
  kampungs uuid[],
  groups uuid[],
  purpose text not null check (purpose in ('web', 'choosing', 'job', 'console', 'historical', 'feed', 'task')),
  read_only boolean not null default false,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- one person standing in for another: the membership is the absent one's, the person the one who acts, and the rights what was delegated
  delegation_id uuid,
  behalf uuid references person,
  rights text[],
  workflows text[],
  check ((delegation_id is null) = (behalf is null) and (behalf is null) = (rights is null)),
  check (behalf <> person_id)
);
create index session_person on session (person_id);
create index session_expires on session (expires_at);

-- Failed sign-ins are counted for the account that was named, also when nobody has it, so that counting tells nothing.
create table attempt (
  account bytea primary key,
  failures int not null default 0,
  next_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);

create table link (
  hash bytea primary key,
  person_id uuid not null references person,
  purpose text not null check (purpose in ('invite', 'reset')),
  made_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table console (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  person_id uuid not null references person,
  os_user text not null,
  command text not null,
  read_only boolean not null
);

-- Nobody twice, without telling where: a keyed tag of a NIK, and who holds it.
create table registry (
  tag bytea primary key,
  claim uuid not null unique,
  since timestamptz not null default now()
);

create table rulebook (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  slug text not null,
  version text not null,
  content jsonb not null,
  declared_at timestamptz not null default now()
);

create table wf_version (
  workflow text not null check (workflow ~ '^[a-z_]+$'),
  version int not null,
  digest text not null,
  lanes smallint[] not null default '{0}',   -- in which its cases may lie
  primary key (workflow, version)
);
create table wf_current (
  workflow text primary key,
  version int not null,
  foreign key (workflow, version) references wf_version
);
create table wf_state (
  workflow text not null,
  version int not null,
  state text not null check (state ~ '^[a-z_]+$'),
  kind text not null check (kind in ('open', 'resting', 'final')),
  primary key (workflow, version, state),
  foreign key (workflow, version) references wf_version
);
-- The graph, and who may walk it. The door reads this, never an argument. source '-' opens a case.
create table wf_step (
  workflow text not null,
  version int not null,
  step text not null check (step ~ '^[@a-z_]+$'),
  source text not null check (source ~ '^(-|[a-z_]+)$'),
  dest text not null check (dest ~ '^[a-z_]+$'),
  by text[] not null,
  records text[] not null default '{}',
  not_by text[] not null default '{}',
  signatures jsonb,
  switch jsonb,   -- [key, value]: open where the case's rulebook says so
  quiet boolean not null default false,
  effects text[] not null default '{}',
  team boolean not null default false,   -- only whoever is on the case's team
  primary key (workflow, version, step, source, dest),
  foreign key (workflow, version, dest) references wf_state
);

insert into organisation (slug, name, kind) values ('sistem', 'Gulir', 'system'), ('operator', 'Operator', 'operator');
insert into person (id, name, kind) values
  ('00000000-0000-7000-8000-000000000001', 'Jam sistem', 'system'),
  ('00000000-0000-7000-8000-000000000002', 'Konsol', 'system'),
  ('00000000-0000-7000-8000-000000000003', 'Pembuka kota', 'system'),
  ('00000000-0000-7000-8000-000000000004', 'Pemuat data', 'system'),
  ('00000000-0000-7000-8000-000000000005', 'Pemindah versi', 'system');
