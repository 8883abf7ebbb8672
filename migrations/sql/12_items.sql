-- The lines of a case: what is demanded, who was delegated, who promised what until when. The door alone writes them, as effects of a step.
create table item (
  tenant_id int not null references tenant,
  id uuid not null default uuidv7(),
  lane smallint not null,
  case_id uuid not null,
  seq int not null,
  kind text not null check (kind ~ '^[a-z_]+$'),
  words text not null check (length(words) between 1 and 4000),
  who text check (who <> ''),
  due_on date,
  evidence text,
  of_id uuid,
  state text not null check (state ~ '^[a-z_]+$'),
  answer text,
  closed_seq int,
  primary key (tenant_id, id),
  unique (tenant_id, case_id, id),
  foreign key (tenant_id, lane, case_id) references cases (tenant_id, lane, id) on update cascade,
  foreign key (tenant_id, case_id, of_id) references item (tenant_id, case_id, id)
);
