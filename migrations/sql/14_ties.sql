-- What a blocked case and the case that works on its obstacle know of each other: two rows in two lanes, perhaps in two cities, and one shared id.
-- Nothing of it stands in the blocked case: whoever may not see advocacy finds no trace there.

create table plea (   -- somebody asks that an obstacle be worked on; read by whoever may read advocacy, though the blocked case is everybody's
  tenant_id int not null references tenant,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  mark_id uuid not null,
  asked_by uuid not null references person,
  asked_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, mark_id),
  foreign key (tenant_id, case_id) references cases (tenant_id, id),
  foreign key (tenant_id, mark_id) references mark (tenant_id, id)
);

create table tie (   -- a case works on a plea, of its own city or of another
  tenant_id int not null references tenant,
  lane smallint not null,
  case_id uuid not null,
  plea_id uuid not null,
  plea_tenant int not null references tenant,
  seq int not null,
  primary key (tenant_id, case_id, plea_id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade
);
create index tie_plea on tie (tenant_id, plea_id);
