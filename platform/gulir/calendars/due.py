"""The due dates of somebody: of the cases on their work list and of those given to them, as they may read them now."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from gulir.acting.who import Acting
from gulir.calendars import queries
from gulir.calendars.ics import Entry, calendar
from gulir.cases.calendar import today_in
from gulir.cases.queries import NEVER, Wanted, turns

MOST = 500  # cases of a calendar, the earliest due first


def written(who: Acting, base_url: str, now: datetime) -> str:
    """The calendar of the one who acts, in the language at hand. Of a confidential case it has a neutral line and a link to the work list."""
    today = today_in(who.tenants[0].zone, now) if who.tenants else now.date()
    mine = [row.id for row in turns(who, who.tenant_ids, Wanted(), today, MOST) if row.due_on != NEVER] if who.tenants else []
    slugs = {tenant.id: tenant for tenant in who.tenants}
    host = urlsplit(base_url).hostname or "gulir"
    return calendar(_("Due dates in Gulir"), [_entry(row, slugs[row.tenant_id], base_url, host) for row in queries.dated(who, mine, MOST)])


def _entry(row: Any, city: Any, base_url: str, host: str) -> Entry:
    close = row.lane > 0
    return Entry(
        uid=f"{row.id}@{host}",
        day=row.due_on,
        title=_("A due date in Gulir") if close else _("Due: %(case)s", case=row.title),
        words="" if close else f"{row.number} · {city.name}",
        url=f"{base_url}/{city.slug}/" + ("giliran" if close else f"berkas/{row.number}"),  # a number tells what kind of case it is
        sequence=row.seq + row.facts,
        changed=row.moved_at,
        kept_close=close,
    )
