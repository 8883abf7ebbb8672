"""What the audit asks the database: verdicts, lines for the witness, anchors, and one case's events."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

VERIFY = text("select number, case_id, seq, problem from verify_city(:key, :tenant)")
TRACES = text("select number, case_id, seq, problem from history_traces(:key, :tenant)")
WITNESSES = text("select case_id, number, seq, line, witness from witness_lines(:key, :tenant)")
ANCHORS = text("select day, kept, found from check_anchors(:key, :tenant)")
KEPT = text("select day, cases, digest, made_at, mailed_at from anchor where tenant_id = :tenant order by day")
SET_KEY = text("select set_config('gulir.key', :key, true)")
PATIENT = text("select set_config('statement_timeout', '30min', true), set_config('idle_in_transaction_session_timeout', '30min', true)")
CASE = text("""
select c.tenant_id, t.slug, t.name as city, c.id, c.number, c.workflow, c.wv, c.state, c.seq, c.title, c.rulebook, c.opened_on
from cases c join tenant t on t.id = c.tenant_id where c.number = :number""")
EVENTS = text("""
select seq, at, workflow, wv, step, source, dest, actor, org, decider, act_date, act_precision, body, prev, digest, witness
from event where tenant_id = :tenant and case_id = :case order by seq""")


def patiently(connection: Connection, key: str) -> None:
    """Lets one transaction walk a whole city's history, and says who walks."""
    connection.execute(PATIENT)
    connection.execute(SET_KEY, {"key": key})


def stream(connection: Connection, statement: Any, values: dict[str, Any]) -> Iterator[Any]:
    """Rows a few thousand at a time."""
    yield from connection.execution_options(stream_results=True, yield_per=5000).execute(statement, values)
