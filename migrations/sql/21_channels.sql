-- What became of messages. Owned by gulir_door.

-- A delivery stands with its case, and falls under the rules of its lane, whoever wrote it down: what it is about is the notice's to say.
create function delivery_about() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select n.lane, n.case_id, n.seq, n.topic, n.person_id into new.lane, new.case_id, new.seq, new.topic, new.person_id
    from public.notice n where n.tenant_id = new.tenant_id and n.id = new.notice_id;
  return new;
end $$;
