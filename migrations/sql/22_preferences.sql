-- How a person wants to be told, and where: nobody's business but theirs. The sign-in role keeps it for them, and the clock asks through addresses().

create table preference (   -- without a row: by e-mail, at once, at any hour
  person_id uuid primary key references person,
  channels text[] not null default '{mail}' check (channels <@ '{mail,whatsapp,telegram,sms}'),
  quiet_from time,          -- in the time of the city that a notice comes from
  quiet_until time,
  rhythm text not null default 'now' check (rhythm in ('now', 'daily')),
  digest_at time not null default '07:00',
  changed_at timestamptz not null default now(),
  check ((quiet_from is null) = (quiet_until is null) and quiet_from is distinct from quiet_until or quiet_from is null)
);

-- An address counts once a code that was sent there came back; until then whatever stood before it goes on.
create table reach (
  person_id uuid not null references person,
  channel text not null check (channel in ('mail', 'whatsapp', 'telegram', 'sms')),
  address text,
  wanted text,
  code_hash bytea,
  code_until timestamptz,
  tries int not null default 0,
  asked_at timestamptz,
  primary key (person_id, channel),
  check ((wanted is null) = (code_hash is null) and (wanted is null) = (code_until is null))
);

-- Whoever mutes a case finds its notices in the list, read; nothing is sent of them. What is asked of them stays on their work list.
create table mute (
  tenant_id int not null references tenant,
  lane smallint not null,
  case_id uuid not null,
  person_id uuid not null references person,
  at timestamptz not null default now(),
  primary key (tenant_id, case_id, person_id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index mute_person on mute (tenant_id, person_id);
