"""Which city a name in a report means."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text

from gulir.acting.store import db

NAMES = text("select t.slug, coalesce(t.deck_name, t.name) as name from tenant t where t.id = any(:cities)")


def slugs_by_name(cities: Sequence[int]) -> dict[str, str]:
    """The address of each city by its name in reports; a name that two cities bear leads nowhere rather than to the wrong one."""
    rows = db.session.execute(NAMES, {"cities": list(cities)}).all()
    often = Counter(row.name for row in rows)
    return {row.name: row.slug for row in rows if often[row.name] == 1}
