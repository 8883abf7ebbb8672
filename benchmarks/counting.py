"""What one approval asks of the database: round trips, and every statement, those inside functions and the checks of foreign keys included."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import clients
import ground
import website

# The wheel has no pg_stat_statements, so the server's log is read: what is sent is logged as such, and what is planned anew each time is logged as a plan.
SETTINGS = {"log_statement": "all", "debug_print_plan": "on", "debug_pretty_print": "off", "plan_cache_mode": "force_custom_plan"}
SENT, PLANNED = "LOG:  execute ", "LOG:  plan:"
APPROVALS = 20


def per_approval(here: ground.Ground, connection: Any, token: str, paths: list[str]) -> dict[str, float]:
    """Counted over some approvals, on a web server of their own."""
    with spoken(connection), website.running(here) as (port, _pid):
        browser = clients.Browser(port, token)
        wire = clients.Wire(port, browser.cookies, browser.form_token(paths[0]))
        for path in paths[:-APPROVALS]:  # each worker's connections prepare their statements
            wire.approve(path)
        before = here.log.stat().st_size
        for path in paths[-APPROVALS:]:
            wire.approve(path)
        with here.log.open(errors="replace") as log:
            log.seek(before)
            lines = list(log)
    found = {"round_trips": sum(SENT in line or "LOG:  statement: " in line for line in lines), "statements": sum(PLANNED in line for line in lines)}
    return {name: round(count / APPROVALS, 2) for name, count in found.items()}


@contextmanager
def spoken(connection: Any) -> Iterator[None]:
    """The application's new connections tell the log everything."""
    for name, value in SETTINGS.items():
        connection.execute(f"alter role gulir_app set {name} = '{value}'")
    try:
        yield
    finally:
        connection.execute("alter role gulir_app reset all")
