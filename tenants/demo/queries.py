"""What a load asks of the database besides what people ask: how far each case has come, and whether somebody else is loading."""

from sqlalchemy import text

LINES = text("select id::text, seq from cases where tenant_id = :tenant")
LOCK = text("select pg_try_advisory_lock(hashtext('gulir-demo'))")
UNLOCK = text("select pg_advisory_unlock(hashtext('gulir-demo'))")
# The obstacles of one code that hold up a kampung's applications.
HELD = text("""
select c.id as case, m.id as mark from cases c join kampung k on k.tenant_id = c.tenant_id and k.id = c.kampung_id
join mark m on m.tenant_id = c.tenant_id and m.case_id = c.id and m.kind = 'blocker' and m.cured_at is null and m.code = :code
where c.tenant_id = :tenant and c.lane = 0 and c.workflow = 'kube' and k.slug = :kampung order by c.number""")
