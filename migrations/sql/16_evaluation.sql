-- A joint evaluation's own rows: who reviews for which side, whether a side has handed in, and the scores.
-- Scores stand here alone: no event, no message and no digest before opening bears one.

create table review (
  tenant_id int not null references tenant,
  case_id uuid not null,
  person_id uuid not null references person,
  organisation_id int not null references organisation,
  side text not null check (side in ('upc', 'ministry')),
  lead boolean not null,
  primary key (tenant_id, case_id, person_id),
  foreign key (tenant_id, case_id) references cases (tenant_id, id)
);
create unique index review_lead on review (tenant_id, case_id, side) where lead;

create table review_side (
  tenant_id int not null references tenant,
  case_id uuid not null,
  side text not null check (side in ('upc', 'ministry')),
  organisation_id int not null references organisation,
  handed_in_at timestamptz,
  handed_in_by uuid references person,
  primary key (tenant_id, case_id, side),
  check ((handed_in_at is null) = (handed_in_by is null)),
  foreign key (tenant_id, case_id) references cases (tenant_id, id)
);

-- `opened` stands on the row itself, so that the policy asks no other table: it turns true for all rows at once, when the last side hands in.
create table score (
  tenant_id int not null references tenant,
  case_id uuid not null,
  organisation_id int not null references organisation,
  criterion text not null check (criterion ~ '^[a-z_]{2,40}$'),
  side text not null,
  value smallint check (value between 0 and 100),
  reason text not null default '' check (length(reason) <= 2000),
  reviewer uuid not null references person,
  at timestamptz not null default now(),
  opened boolean not null default false,
  primary key (tenant_id, case_id, organisation_id, criterion),
  foreign key (tenant_id, case_id) references cases (tenant_id, id),
  foreign key (tenant_id, case_id, side) references review_side (tenant_id, case_id, side)
);
