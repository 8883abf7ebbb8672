"""What a load asks of the database besides what people ask: how far each case has come, and whether somebody else is loading."""

from sqlalchemy import text

LINES = text("select id::text, seq from cases where tenant_id = :tenant")
LOCK = text("select pg_try_advisory_lock(hashtext('gulir-demo'))")
UNLOCK = text("select pg_advisory_unlock(hashtext('gulir-demo'))")
