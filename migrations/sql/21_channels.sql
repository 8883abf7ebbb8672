-- What became of messages. Owned by gulir_door.

-- A delivery stands with its case, and falls under the rules of its lane, whoever wrote it down: what it is about is the notice's to say.
create function delivery_about() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select n.lane, n.case_id, n.seq, n.topic, n.person_id into new.lane, new.case_id, new.seq, new.topic, new.person_id
    from public.notice n where n.tenant_id = new.tenant_id and n.id = new.notice_id;
  return new;
end $$;

-- Whoever changes a channel or a webhook stands in its log, which nothing else writes.
create function channel_noted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare before text := current_setting('gulir.door', true); k public.channel := coalesce(new, old);
begin
  perform set_config('gulir.door', k.tenant_id::text, true);
  insert into public.channel_act (tenant_id, person_id, channel, act)
  select k.tenant_id, coalesce(public.me(), k.set_by), k.channel, case
    when tg_op = 'DELETE' then 'forgot'
    when tg_op = 'INSERT' or new.settings is distinct from old.settings then 'set'
    when new.enabled then 'opened' else 'closed' end
  where tg_op <> 'UPDATE' or (new.settings, new.enabled) is distinct from (old.settings, old.enabled);
  perform set_config('gulir.door', coalesce(before, ''), true);
  return null;
end $$;
create function hook_noted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare before text := current_setting('gulir.door', true);
begin
  perform set_config('gulir.door', new.tenant_id::text, true);
  insert into public.channel_act (tenant_id, person_id, channel, hook_id, host, act)
  select new.tenant_id, coalesce(public.me(), new.set_by), 'webhook', new.id, new.host, a.act
  from unnest(case when tg_op = 'INSERT' then array['added'] else array[
    case when new.ended_at is distinct from old.ended_at then 'removed' end,
    case when new.secret is distinct from old.secret then 'secret' end,
    case when new.topics is distinct from old.topics then 'topics' end,
    case when new.ended_at is null and new.enabled is distinct from old.enabled then case when new.enabled then 'resumed' else 'paused' end end] end) a(act)
  where a.act is not null;
  perform set_config('gulir.door', coalesce(before, ''), true);
  return null;
end $$;
