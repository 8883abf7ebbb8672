-- The wall. Reading: the session's cities, lanes and reach. Writing: the city that the row names, if the session may act there.
-- `door` policies trust only the setting that a door function has itself set a moment ago; no policy of the application reads it.

do $$
declare t text;
begin
  foreach t in array array['seat','kampung','groups','household','member','group_record','batch','numbering','cases','turn','access','event','document','mark',
      'item','signature','answered','outbox','effect','notice','delivery','channel','hook','anchor','unmasking','draft','word','plea','tie','mute'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- no sub-select here: the door reads few rows in many statements, and each would prepare one more plan for every table that it names
    execute format('create policy door on %I to gulir_door using (tenant_id = nullif(current_setting(''gulir.door'', true), '''')::int) '
      'with check (tenant_id = nullif(current_setting(''gulir.door'', true), '''')::int)', t);
  end loop;
end $$;

create policy read_seat on seat for select to gulir_app using (tenant_id = any((select tenants())::int[]));
create policy read_kampung on kampung for select to gulir_app using (tenant_id = any((select tenants())::int[]));
create policy add_kampung on kampung for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select whole()));
create policy edit_kampung on kampung for update to gulir_app using (tenant_id = any((select writes())::int[]) and (select whole()))
  with check (tenant_id = any((select writes())::int[]));

create policy read_groups on groups for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[]) or id = any((select my_groups())::uuid[])));
create policy add_groups on groups for insert to gulir_app with check (tenant_id = any((select writes())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[])));
create policy edit_groups on groups for update to gulir_app using (tenant_id = any((select writes())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[]) or id = any((select my_groups())::uuid[])))
  with check (tenant_id = any((select writes())::int[]));

-- A household is seen with its kampung, or by the group that one of its people is a member of.
create policy read_household on household for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[])
    or exists (select from member m where m.tenant_id = household.tenant_id and m.household_id = household.id)));
create policy add_household on household for insert to gulir_app with check (tenant_id = any((select writes())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[])));
create policy edit_household on household for update to gulir_app using (tenant_id = any((select writes())::int[])
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[]))) with check (tenant_id = any((select writes())::int[]));

create policy read_member on member for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or exists (select from groups g where g.tenant_id = member.tenant_id and g.id = member.group_id)));
create policy add_member on member for insert to gulir_app with check (tenant_id = any((select writes())::int[])
  and ((select whole()) or exists (select from groups g where g.tenant_id = member.tenant_id and g.id = member.group_id)));
create policy edit_member on member for update to gulir_app using (tenant_id = any((select writes())::int[])
  and ((select whole()) or exists (select from groups g where g.tenant_id = member.tenant_id and g.id = member.group_id)))
  with check (tenant_id = any((select writes())::int[]));
create policy read_group_record on group_record for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or exists (select from groups g where g.tenant_id = group_record.tenant_id and g.id = group_record.group_id)));
create policy add_group_record on group_record for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and recorded_by = (select me())
  and ((select whole()) or exists (select from groups g where g.tenant_id = group_record.tenant_id and g.id = group_record.group_id)));
create policy read_batch on batch for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or created_by = (select me()) or exists (select from cases c where c.tenant_id = batch.tenant_id and c.batch_id = batch.id)));
create policy add_batch on batch for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and created_by = (select me()));
create policy edit_batch on batch for update to gulir_app using (tenant_id = any((select writes())::int[])
  and ((select whole()) or created_by = (select me()))) with check (tenant_id = any((select writes())::int[]));

-- Lane 2 needs the access list and not being of the government.
create policy read_cases on cases for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (lane = any((select lanes())::smallint[]) or (lane = 2 and (select civil()) and id in (select a.case_id from access a where a.until is null or a.until > now())))
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[]) or group_id = any((select my_groups())::uuid[])));
create policy read_access on access for select to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me()) and (select civil()));
create policy read_turn on turn for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (lane = any((select lanes())::smallint[]) or (lane = 2 and (select civil()) and case_id in (select a.case_id from access a where a.until is null or a.until > now())))
  and ((select whole()) or kampung_id = any((select my_kampungs())::uuid[]) or group_id = any((select my_groups())::uuid[])));

-- What hangs on a case is seen by whoever sees the case. Those with the whole city and an open lane skip the look-up.
do $$
declare t text;
begin
  foreach t in array array['event','document','mark','item','signature'] loop
    execute format('create policy read_%1$s on %1$I for select to gulir_app using (tenant_id = any((select tenants())::int[]) '
      'and ((lane = any((select lanes())::smallint[]) and (select whole())) '
      'or exists (select from cases c where c.tenant_id = %1$I.tenant_id and c.id = %1$I.case_id)))', t);
  end loop;
end $$;
-- A plea is read by whoever may read advocacy, a tie with its case: the blocked case itself may be read by more people than these.
create policy read_plea on plea for select to gulir_app using (tenant_id = any((select tenants())::int[]) and 1::smallint = any((select lanes())::smallint[])
  and exists (select from cases c where c.tenant_id = plea.tenant_id and c.id = plea.case_id));
create policy read_tie on tie for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and exists (select from cases c where c.tenant_id = tie.tenant_id and c.id = tie.case_id));
-- What one did, typed or muted before one went over to a government is hidden with the case that it is of.
create policy read_answered on answered for select to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me())
  and exists (select from cases c where c.tenant_id = answered.tenant_id and c.id = answered.case_id));
-- A letter lists cases of the whole city.
create policy read_letter on letter for select to gulir_app using (tenant_id = any((select tenants())::int[]) and (select whole()));
-- A task is seen by who asked for it, one of a city by whoever sees all of it; either by nobody who may read less than it tells.
create policy read_task on task for select to gulir_app using (tenant_id = any((select tenants())::int[]) and cities <@ (select tenants())::int[]
  and lanes <@ (select lanes())::smallint[] and (person_id = (select me()) or (shared and (select whole()))));
-- Anchors count the cases of every lane, and effects what was told of each: whoever may not read a lane learns from neither how much lies there.
create policy read_anchor on anchor for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select (acting_session()).role) = 'clock' or (select (acting_session()).purpose) = 'console'));
create policy read_effect on effect for select to gulir_app using (tenant_id = any((select tenants())::int[]) and (select (acting_session()).role) = 'clock');
create policy add_effect on effect for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) = 'clock');

-- A notice is its reader's; the clock writes it for a case that it may see.
create policy read_notice on notice for select to gulir_app using (tenant_id = any((select tenants())::int[]) and (person_id = (select me())
  or (select (acting_session()).role) = 'clock')
  and (lane = any((select lanes())::smallint[]) or (lane = 2 and (select civil()) and case_id in (select a.case_id from access a where a.until is null or a.until > now()))));
create policy add_notice on notice for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) = 'clock');
-- to have read is nothing that a role may or may not do
create policy edit_notice on notice for update to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me()))
  with check (tenant_id = any((select tenants())::int[]) and person_id = (select me()));
-- Who keeps the programme, and who keeps the channels, see what became of each message about a case that they may see.
create policy read_delivery on delivery for select to gulir_app using (tenant_id = any((select tenants())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('programme_manager', 'city_admin', 'secretariat')
    and exists (select from cases c where c.tenant_id = delivery.tenant_id and c.id = delivery.case_id))));
create policy add_delivery on delivery for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) = 'clock');
-- They may also ask for it again, by itself and in nobody else's letter, and do nothing else to it.
create policy edit_delivery on delivery for update to gulir_app using (tenant_id = any((select writes())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('programme_manager', 'city_admin', 'secretariat') and state in ('failed', 'unknown', 'dropped')
    and exists (select from cases c where c.tenant_id = delivery.tenant_id and c.id = delivery.case_id))))
  with check (tenant_id = any((select writes())::int[]) and ((state = 'waiting' and bundle is null) or (select (acting_session()).role) = 'clock'));
create policy read_channel on channel for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (select (acting_session()).role) in ('clock', 'city_admin', 'programme_manager', 'secretariat'));
create policy add_channel on channel for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat') and (select in_own_name())
  and set_by = (select me()));
create policy edit_channel on channel for update to gulir_app using (tenant_id = any((select writes())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat') and (select in_own_name()))))
  with check (tenant_id = any((select writes())::int[]));
create policy end_channel on channel for delete to gulir_app using (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat') and (select in_own_name()));
create policy read_hook on hook for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (select (acting_session()).role) in ('clock', 'city_admin', 'programme_manager', 'secretariat'));
create policy add_hook on hook for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and (select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat') and (select in_own_name())
  and set_by = (select me()));
create policy edit_hook on hook for update to gulir_app using (tenant_id = any((select writes())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('city_admin', 'programme_manager', 'secretariat') and (select in_own_name()))))
  with check (tenant_id = any((select writes())::int[]));
-- What is not told yet is seen by the same people, and a job that gave up is sent on its way again by them.
create policy read_outbox on outbox for select to gulir_app using (tenant_id = any((select tenants())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('programme_manager', 'city_admin', 'secretariat') and state <> 'done'
    and exists (select from cases c where c.tenant_id = outbox.tenant_id and c.id = outbox.case_id))));
create policy edit_outbox on outbox for update to gulir_app using (tenant_id = any((select writes())::int[]) and ((select (acting_session()).role) = 'clock'
  or ((select (acting_session()).role) in ('programme_manager', 'city_admin', 'secretariat') and state = 'dead'
    and exists (select from cases c where c.tenant_id = outbox.tenant_id and c.id = outbox.case_id))))
  with check (tenant_id = any((select writes())::int[]) and (state = 'new' or (select (acting_session()).role) = 'clock'));

create policy read_unmasking on unmasking for select to gulir_app using (tenant_id = any((select tenants())::int[]) and (select whole()));
create policy add_unmasking on unmasking for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and person_id = (select me()) and (select in_own_name()));
-- what somebody was typing is theirs, whatever else they may do
create policy read_draft on draft for select to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me())
  and (place !~ '^case:[0-9a-f-]{36}:' or exists (select from cases c where c.tenant_id = draft.tenant_id and c.id = substr(draft.place, 6, 36)::uuid)));
create policy add_draft on draft for insert to gulir_app with check (tenant_id = any((select tenants())::int[]) and person_id = (select me()));
create policy edit_draft on draft for update to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me())
  and (place !~ '^case:[0-9a-f-]{36}:' or exists (select from cases c where c.tenant_id = draft.tenant_id and c.id = substr(draft.place, 6, 36)::uuid)))
  with check (tenant_id = any((select tenants())::int[]) and person_id = (select me()));
create policy end_draft on draft for delete to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me())
  and (place !~ '^case:[0-9a-f-]{36}:' or exists (select from cases c where c.tenant_id = draft.tenant_id and c.id = substr(draft.place, 6, 36)::uuid)));

create policy read_mute on mute for select to gulir_app using (tenant_id = any((select tenants())::int[]) and person_id = (select me())
  and (lane = any((select lanes())::smallint[]) or (lane = 2 and (select civil()) and case_id in (select a.case_id from access a where a.until is null or a.until > now()))));
create policy add_mute on mute for insert to gulir_app with check (tenant_id = any((select writes())::int[]) and person_id = (select me())
  and exists (select from cases c where c.tenant_id = mute.tenant_id and c.id = mute.case_id));
create policy end_mute on mute for delete to gulir_app using (tenant_id = any((select writes())::int[]) and person_id = (select me())
  and (lane = any((select lanes())::smallint[]) or (lane = 2 and (select civil()) and case_id in (select a.case_id from access a where a.until is null or a.until > now()))));

create policy signin_seat on seat to gulir_signin using (true) with check (true);
create policy signin_kampung on kampung to gulir_signin using (true) with check (true);
-- Search looks through every city's words and shows none: what it finds is read again under the reader's own policies.
create policy search on word for select to gulir_door using (true);
create policy search on access for select to gulir_door using (true);
create policy relay_outbox on outbox to gulir_relay using (true) with check (true);
-- Whose parts make one letter: the relay's role reads which cities have something in a bundle, and neither what nor for whom.
create policy relay_delivery on delivery for select to gulir_relay using (true);

grant usage on schema public to gulir_app, gulir_signin, gulir_relay, gulir_door, gulir_backup;
grant select on tenant, organisation, rulebook, wf_version, wf_current, wf_state, wf_step to gulir_app, gulir_signin, gulir_door;
grant select on seat, kampung, groups, household, member, group_record, batch, cases, turn, access, event, document, mark, item, signature, answered, anchor, effect,
  notice, delivery, channel, hook, outbox, unmasking, draft, plea, tie, mute to gulir_app;
grant insert (tenant_id, id, slug, name, formal, village_code, note), update (name, formal, village_code, note) on kampung to gulir_app;
grant insert (tenant_id, id, slug, name, kampung_id, founded_on, bank, account_cipher, account_tail, account_holder, account_in_group_name, specimens, members_known, member_count, note, created_by),
  update (name, founded_on, bank, account_cipher, account_tail, account_holder, account_in_group_name, specimens, members_known, member_count, note) on groups to gulir_app;
grant insert, update (head, address, kk_cipher, kk_tag, in_poverty_data, validated_by, validated_at) on household to gulir_app;
grant insert, update (household_id, person_id, name, office, nik_cipher, nik_mask, claim, born_on, married, public_servant, received_before, signed_rules_on, joined_on, left_on) on member to gulir_app;
grant insert on group_record, batch, effect, unmasking to gulir_app;
grant update (title, letter_number, letter_date, signer, file_digest, file_name, file_type, file_size, note) on batch to gulir_app;
grant insert on notice, delivery to gulir_app;
grant update (read_at) on notice to gulir_app;
grant update (state, attempts, resent, not_before, next_at, bundle, planned_at, receipt, answer, problem, at) on delivery to gulir_app;
grant insert, update (settings, sender, enabled, set_at, set_by, problem, answer, problem_at, well_at), delete on channel to gulir_app;
grant insert, update (secret, topics, enabled, set_at, set_by, problem, answer, problem_at, well_at, ended_at) on hook to gulir_app;
grant update (state, attempts, problem, next_at) on outbox to gulir_app;
grant insert, update (typed, at), delete on draft to gulir_app;
grant insert, delete on mute to gulir_app;

grant select, insert, update, delete on session, attempt, link, preference, reach to gulir_signin;
grant select, insert, update on tenant, organisation, person, membership, seat, kampung to gulir_signin;
grant select, insert on console to gulir_signin;
grant usage on all sequences in schema public to gulir_signin;

grant select (tenant_id, case_id, seq, n, id, topic, state, attempts, next_at, created_at), update (state, attempts, next_at, problem) on outbox to gulir_relay;
grant select (tenant_id, bundle, state, not_before) on delivery to gulir_relay;

grant select on session, person to gulir_door;
grant select on seat, kampung, groups, household, member, group_record, batch, access, event, document, mark, item, signature, answered, anchor, channel to gulir_door;
grant select, insert, update on cases, turn, numbering, registry, word to gulir_door;
grant delete on turn, word, registry to gulir_door;
grant insert on event, outbox, answered, document, mark, item, signature, anchor, access to gulir_door;
grant select on outbox to gulir_door;
grant update (present, present_by, present_at, correct, correct_by, correct_at) on document to gulir_door;
grant update (cured_at, cured_seq, lifted_at) on mark to gulir_door;
grant update (released_at) on document to gulir_door;
grant select, insert on plea, tie to gulir_door;
grant update (state, answer, closed_seq) on item to gulir_door;
grant update (until) on access to gulir_door;
grant update (voided_seq, used_seq) on signature to gulir_door;
grant update (mailed_at) on anchor to gulir_door;
grant select on all tables in schema public to gulir_backup;
-- A backup that lacks one table is none: it also reads what later migrations lay, and the counters behind generated keys.
grant select on all sequences in schema public to gulir_backup;
alter default privileges in schema public grant select on tables to gulir_backup;
alter default privileges in schema public grant select on sequences to gulir_backup;
