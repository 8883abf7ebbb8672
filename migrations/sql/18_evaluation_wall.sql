-- Who reads what of an evaluation. Everybody who sees the case sees who reviews and whether a side has handed in; a score only its own organisation, until all are open.

do $$
declare t text;
begin
  foreach t in array array['review', 'review_side', 'score'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy door on %I to gulir_door using (tenant_id = (select nullif(current_setting(''gulir.door'', true), '''')::int)) '
      'with check (tenant_id = (select nullif(current_setting(''gulir.door'', true), '''')::int))', t);
  end loop;
end $$;
create policy read_review on review for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or exists (select from cases c where c.tenant_id = review.tenant_id and c.id = review.case_id)));
create policy read_review_side on review_side for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and ((select whole()) or exists (select from cases c where c.tenant_id = review_side.tenant_id and c.id = review_side.case_id)));
-- Whoever reviews for one side reads no sealed score of the other, by whatever seat they come.
create policy read_score on score for select to gulir_app using (tenant_id = any((select tenants())::int[])
  and (opened or (organisation_id = (select my_org()) and not exists (select from review r where r.tenant_id = score.tenant_id and r.case_id = score.case_id
    and r.person_id = (select me()) and r.organisation_id <> score.organisation_id)))
  and ((select whole()) or exists (select from cases c where c.tenant_id = score.tenant_id and c.id = score.case_id)));

grant select on review, review_side, score to gulir_app;
grant select, insert on review to gulir_door;
grant select, insert on review_side to gulir_door;
grant update (handed_in_at, handed_in_by) on review_side to gulir_door;
grant select, insert on score to gulir_door;
grant update (value, reason, reviewer, at, opened) on score to gulir_door;

create trigger sealed before insert or update of value, reason, reviewer on score for each row execute function score_sealed();
