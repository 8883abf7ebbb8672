-- Absence: a person lends some of the rights of one seat, for a time, to a colleague. Of no city, as the memberships that it hangs on. Only sign-in writes it.

create table delegation (
  id uuid primary key default uuidv7(),
  membership_id uuid not null references membership,         -- whose rights: the seat of the absent one
  person_id uuid not null references person,
  deputy_membership_id uuid not null references membership,  -- by which seat the deputy may stand in
  deputy_id uuid not null references person,
  rights text[] not null check (rights <@ '{decide,record,sign}'),   -- none: to read along
  workflows text[] check (workflows <> '{}'),                -- none named: every process
  since timestamptz not null,
  until timestamptz not null,
  reason text not null check (length(reason) between 5 and 200),
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references person,
  ended_why text check (ended_why in ('absent', 'deputy', 'seat', 'account')),
  check (person_id <> deputy_id),
  check (until > since and until <= since + interval '366 days'),
  check ((ended_at is null) = (ended_why is null))
);
create index delegation_membership on delegation (membership_id);
create index delegation_deputy on delegation (deputy_id) where ended_at is null;
alter table session add foreign key (delegation_id) references delegation;
create index session_delegation on session (delegation_id) where delegation_id is not null;

grant select, insert, update (ended_at, ended_by, ended_why) on delegation to gulir_signin;
grant select on delegation to gulir_door;
