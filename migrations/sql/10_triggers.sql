-- Facts counters, search words, and a history that is only added to.
create trigger facts after update on groups for each row execute function group_changed();
create trigger facts after insert or update on member for each row execute function of_group_changed();
create trigger facts after insert on group_record for each row execute function of_group_changed();
create trigger facts after update on household for each row execute function household_changed();
create trigger facts after update of formal, name, note on kampung for each row execute function kampung_changed();
create trigger facts after update on batch for each row execute function batch_changed();
create trigger teams after insert or update of role, until on seat for each row execute function may_leave_teams('person_id');
create trigger teams after update of disabled_at on person for each row execute function may_leave_teams('id');
create trigger facts after insert on cases for each row when (new.group_id is not null) execute function sibling_opened();
create trigger words after insert on cases for each row execute function case_words();
-- a step names the title without changing it, and search words cost as much as the step itself
create trigger words_again after update of title, lane on cases for each row when (old.title <> new.title or old.lane <> new.lane) execute function case_words();
create trigger words after insert or update of name, note on groups for each row execute function group_words();
create trigger words after insert or update of name, note on kampung for each row execute function kampung_words();

create trigger about before insert on delivery for each row when (new.notice_id is not null) execute function delivery_about();

create trigger released_stays_gone before update of left_on on member for each row execute function released_stays_gone();

create trigger append_only before update or delete on event for each row when (pg_trigger_depth() = 0) execute function never();
create trigger append_only_all before truncate on event for each statement execute function never();

create trigger fits before insert on delegation for each row execute function delegation_fits();
create trigger ended after update on delegation for each row execute function delegation_ended();
create trigger changed after insert or update or delete on membership for each row execute function seat_changed();
create trigger disabled after update of disabled_at on person for each row when (new.disabled_at is not null) execute function account_disabled();
