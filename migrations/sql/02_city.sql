-- What belongs to a city. Key (tenant_id, id); every reference and every unique key carries the city.

create table seat (   -- a membership as one city sees it
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  membership_id uuid not null references membership,
  person_id uuid not null references person,
  name text not null,
  organisation_id int not null references organisation,
  role text not null,
  kampungs uuid[],
  group_id uuid,
  since timestamptz not null default now(),
  until timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, membership_id)
);
create index seat_person on seat (tenant_id, person_id);

create table kampung (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  slug text not null check (slug ~ '^[a-z0-9-]{1,60}$'),
  name text not null,
  formal boolean,
  village_code text,
  note text,
  primary key (tenant_id, id),
  unique (tenant_id, slug)
);

create table groups (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  slug text not null check (slug ~ '^[a-z0-9-]{1,80}$'),
  name text not null check (length(name) between 2 and 120),
  kampung_id uuid not null,
  founded_on date,
  bank text,
  account_cipher bytea,
  account_tail text,
  account_holder text,
  account_in_group_name boolean,
  specimens smallint,
  members_known boolean not null default true,
  member_count int check (member_count >= 0),
  note text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, slug),
  foreign key (tenant_id, kampung_id) references kampung (tenant_id, id)
);
create index groups_kampung on groups (tenant_id, kampung_id);

create table household (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  kampung_id uuid not null,
  head text not null,
  address text,
  kk_cipher bytea,
  kk_tag bytea,
  in_poverty_data boolean,
  validated_by uuid,
  validated_at timestamptz,
  invented boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, kk_tag),
  foreign key (tenant_id, kampung_id) references kampung (tenant_id, id)
);
create index household_kampung on household (tenant_id, kampung_id);

create table member (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  group_id uuid not null,
  household_id uuid,
  person_id uuid references person,
  name text not null check (length(name) between 2 and 120),
  office text check (office in ('chair', 'secretary', 'treasurer')),
  nik_cipher bytea,
  nik_mask text,
  claim uuid,
  born_on date,
  married boolean,
  public_servant boolean,
  received_before boolean,
  signed_rules_on date,
  joined_on date,
  left_on date,
  invented boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, claim),
  foreign key (tenant_id, group_id) references groups (tenant_id, id),
  foreign key (tenant_id, household_id) references household (tenant_id, id)
);
create index member_group on member (tenant_id, group_id);
create index member_person on member (tenant_id, person_id) where person_id is not null;
create unique index member_office on member (tenant_id, group_id, office) where office is not null and left_on is null;

-- What was seen of a group's savings, meetings, loans and rating, until these have books of their own.
create table group_record (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  group_id uuid not null,
  kind text not null check (kind in ('savings', 'attendance', 'loans', 'evaluation')),
  value jsonb not null,
  note text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references groups (tenant_id, id)
);
create index group_record_latest on group_record (tenant_id, group_id, kind, recorded_at desc);

create table batch (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  number text not null,
  component text not null,
  source text not null,
  year int,
  title text not null,
  letter_number text,
  letter_date date,
  signer text,
  file_digest text,
  file_name text,
  file_type text,
  file_size bigint,
  note text,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number)
);

create table numbering (
  tenant_id int not null references tenant,
  series text not null,
  last int not null default 0,
  primary key (tenant_id, series)
);

create table cases (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null default 0 check (lane between 0 and 2),
  number text not null check (number ~ '^[A-Z0-9-]{4,40}$'),
  workflow text not null,
  wv int not null,
  state text not null,
  version int not null default 0,
  seq int not null default 0,
  facts int not null default 0,
  title text not null check (length(title) between 2 and 160),
  amount bigint check (amount >= 0),
  group_id uuid,
  kampung_id uuid,
  batch_id uuid,
  parent_id uuid,
  rulebook text references rulebook,
  ball text[] not null default '{}',
  since date,
  due_on date,
  clock jsonb,   -- since when its time runs and how many days there are, or since when it stands still and how many are left
  blocked int not null default 0,
  items int not null default 0,
  assignee uuid,
  opened_on date,
  historical boolean not null default false,
  created_at timestamptz not null default now(),
  moved_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, lane, id),
  unique (tenant_id, number),
  foreign key (workflow, wv, state) references wf_state (workflow, version, state),
  foreign key (tenant_id, group_id) references groups (tenant_id, id),
  foreign key (tenant_id, kampung_id) references kampung (tenant_id, id),
  foreign key (tenant_id, batch_id) references batch (tenant_id, id),
  foreign key (tenant_id, parent_id) references cases (tenant_id, id)
);
create index cases_board on cases (tenant_id, lane, workflow, state, due_on, id);
create index cases_recent on cases (tenant_id, lane, moved_at desc, id);
create index cases_group on cases (tenant_id, group_id);
create index cases_kampung on cases (tenant_id, kampung_id);
create index cases_assignee on cases (tenant_id, assignee) where assignee is not null;
create index cases_parent on cases (tenant_id, parent_id) where parent_id is not null;
create index cases_batch on cases (tenant_id, batch_id) where batch_id is not null;
create index cases_blocked on cases (tenant_id, lane, moved_at desc, id) where blocked > 0;
create index cases_due on cases (tenant_id, due_on) where due_on is not null;

-- Whose work list a case stands on: one line a role that may decide or record the next step.
-- Here, in `event` and in `outbox` the city needs no reference of its own: the case's row has it, and each act of the city would lock the city's one row.
create table turn (
  tenant_id int not null,
  lane smallint not null,
  role text not null,
  due_on date not null default '9999-12-31',
  case_id uuid not null,
  kampung_id uuid,
  group_id uuid,
  team_until timestamptz,   -- of a line for the team alone (`team:role`): when the last who could act leaves it, and whoever has the role is called
  primary key (tenant_id, case_id, role),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index turn_inbox on turn (tenant_id, lane, role, due_on, case_id);
create index turn_inbox_kampung on turn (tenant_id, lane, role, kampung_id, due_on, case_id);
create index turn_left on turn (tenant_id, lane, role, team_until) where team_until is not null;

create table access (   -- the team of a case that is kept to its team
  tenant_id int not null references tenant,
  case_id uuid not null,
  person_id uuid not null references person,
  until timestamptz,
  primary key (tenant_id, case_id, person_id),
  foreign key (tenant_id, case_id) references cases (tenant_id, id)
);
create index access_person on access (person_id, tenant_id, case_id);

create table event (
  tenant_id int not null,
  case_id uuid not null,
  seq int not null check (seq > 0),
  lane smallint not null,
  at timestamptz not null,
  workflow text not null,
  wv int not null,
  step text not null,
  source text not null,
  dest text not null,
  actor uuid not null references person,
  org int not null,
  decider text not null check (decider <> ''),
  act_date date,
  act_precision text not null check (act_precision in ('day', 'month', 'year', 'unknown')),
  body text not null,
  data jsonb generated always as (body::jsonb) virtual,
  prev bytea,
  digest bytea not null,
  witness bytea not null,
  behalf uuid references person,   -- for whom the actor stood in
  primary key (tenant_id, case_id, seq),
  check ((act_date is null) = (act_precision = 'unknown')),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade,
  foreign key (workflow, wv, step, source, dest) references wf_step (workflow, version, step, source, dest)
);
create index event_act on event (tenant_id, step, act_date);
-- Who did what: whoever had a part in something does not review it.
create index event_actor on event (tenant_id, actor, step);
create index event_behalf on event (tenant_id, behalf, step) where behalf is not null;
create index event_decider on event (tenant_id, decider, step) where decider <> 'p:' || actor::text;

create table document (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null,
  case_id uuid not null,
  seq int not null,
  kind text not null check (kind ~ '^[a-z_]+$'),
  number text,
  act_date date,
  signer text,
  signer_title text,
  note text,
  file_digest text check (file_digest ~ '^[0-9a-f]{64}$'),
  file_name text,
  file_type text,
  file_size bigint,
  present boolean,
  present_by text,
  present_at timestamptz,
  correct boolean,
  correct_by text,
  correct_at timestamptz,
  released_at timestamptz,   -- given to whoever the case's work frees
  primary key (tenant_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index document_case on document (tenant_id, case_id);

create table mark (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null,
  case_id uuid not null,
  seq int not null,
  kind text not null check (kind in ('blocker', 'waiver', 'contest', 'bridge')),
  code text,
  clause text,
  resolver text,
  since date,
  note text,
  lifted_at timestamptz,   -- what stood in the way is gone, as the city's own records cannot yet know
  cured_at timestamptz,
  cured_seq int,
  primary key (tenant_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index mark_case on mark (tenant_id, case_id);

create table signature (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null,
  case_id uuid not null,
  seq int not null,
  step text not null,
  slot text not null,
  decider text not null,
  actor uuid not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  at timestamptz not null default now(),
  voided_seq int,
  used_seq int,
  behalf uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create unique index signature_live on signature (tenant_id, case_id, step, slot) where voided_seq is null and used_seq is null;

create table answered (   -- written by the door alone, beside the case's own row
  tenant_id int not null references tenant,
  person_id uuid not null,
  key uuid not null,
  body_hash bytea not null,
  case_id uuid not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  primary key (tenant_id, person_id, key)
);

create table outbox (
  tenant_id int not null,
  case_id uuid not null,
  seq int not null,
  n smallint not null,
  id uuid not null default uuidv7(),
  lane smallint not null,
  topic text not null,
  state text not null default 'new' check (state in ('new', 'sent', 'done', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null default now(),
  problem text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, case_id, seq, n),
  unique (tenant_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index outbox_due on outbox (next_at) where state in ('new', 'sent');

create table effect (   -- what a job did, once
  tenant_id int not null references tenant,
  key text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, key)
);

create table notice (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null,
  case_id uuid not null,
  seq int not null,
  person_id uuid not null references person,
  topic text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, case_id, seq, person_id, topic),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index notice_person on notice (person_id, created_at desc);

create table channel (   -- by which way a city speaks, and as whom; without a line for mail, the house's own mail server sends it
  tenant_id int not null references tenant,
  channel text not null check (channel in ('mail', 'whatsapp', 'telegram', 'sms')),
  settings bytea not null,   -- sealed under a key outside the database; shown to nobody again
  sender text not null,      -- what readers see: an address, a number, a name
  enabled boolean not null default true,
  set_at timestamptz not null default now(),
  set_by uuid not null references person,
  problem text,              -- what the provider has against the channel itself
  answer text,
  problem_at timestamptz,
  well_at timestamptz,       -- when it was last seen to work
  primary key (tenant_id, channel)
);

create table hook (   -- an address of the city's own that is called when something happens
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  url bytea not null,      -- sealed: many such addresses are secrets in themselves
  host text not null,
  secret bytea not null,   -- sealed; each call is signed with it
  topics text[] not null check (cardinality(topics) > 0),
  enabled boolean not null default true,
  set_at timestamptz not null default now(),
  set_by uuid not null references person,
  problem text,
  answer text,
  problem_at timestamptz,
  well_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id)
);

create table delivery (   -- one notice on one channel; or, without a notice, one call of one of the city's webhooks
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  notice_id uuid,
  channel text not null check (channel in ('mail', 'whatsapp', 'telegram', 'sms', 'webhook')),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'unknown', 'dropped')),
  not_before timestamptz not null default now(),   -- when it was meant to go: at once, after quiet hours, with the day's digest
  next_at timestamptz not null default now(),      -- when it is tried next
  bundle uuid,                                     -- what goes together in one message
  lane smallint not null,                          -- what it is about and whom it tells: taken from the notice
  case_id uuid not null,
  seq int not null,
  topic text not null,
  person_id uuid references person,
  hook_id uuid,
  attempts int not null default 0,
  resent int not null default 0,                   -- how often somebody asked for it again
  receipt text,
  answer text,                                     -- the provider's own words
  problem text,
  at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  planned_at timestamptz not null default now(),   -- whoever changes their wishes after it has it planned anew
  primary key (tenant_id, id),
  unique (tenant_id, notice_id, channel),
  check ((notice_id is null) = (channel = 'webhook') and (hook_id is null) = (channel <> 'webhook') and (person_id is null) = (channel = 'webhook')),
  foreign key (tenant_id, notice_id) references notice (tenant_id, id),
  foreign key (tenant_id, hook_id) references hook (tenant_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade,
  unique (tenant_id, hook_id, case_id, seq, topic)
);
create index delivery_due on delivery (tenant_id, next_at) where state = 'waiting';
create index delivery_bundle on delivery (bundle, tenant_id) where state = 'waiting' and bundle is not null;
create index delivery_list on delivery (tenant_id, at desc, id);

create table anchor (
  tenant_id int not null references tenant,
  day date not null,
  cases int not null,
  digest text not null,
  made_at timestamptz not null default now(),
  mailed_at timestamptz,
  primary key (tenant_id, day)
);

create table unmasking (   -- who looked at a NIK or KK, and why
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  member_id uuid not null,
  person_id uuid not null references person,
  reason text not null check (length(reason) >= 5),
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id)
);

create table draft (   -- what was typed and not yet done
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  person_id uuid not null references person,
  place text not null,
  typed jsonb not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, person_id, place)
);

create table word (   -- full text: lexemes that carry city and lane, so that one index serves all and tells nobody anything
  tenant_id int not null references tenant,
  ref uuid not null,
  kind text not null check (kind in ('case', 'group', 'kampung')),
  lane smallint not null default 0,
  words tsvector not null,
  primary key (tenant_id, ref)
);
create index word_gin on word using gin (words) with (fastupdate = off);
