"""Search: cases, groups and kampungs of one city, or of all that one may see."""

from typing import Any

from flask import render_template, request

from gulir.acting import current
from gulir.acting.doorway import rows
from gulir.identity.permissions import Permission
from gulir.web.access import may, requires
from gulir.web.groups.ground import area, cities
from gulir.web.search import queries

FOUND = 200  # as many as the database gives
SHOWN = 50
LONGEST = 200
PAGES = {"case": Permission.CASE_READ, "group": Permission.GROUP_READ, "kampung": Permission.KAMPUNG_READ}

blueprint = area("search", __name__)


@blueprint.get("/<city:city>/cari")
@requires(Permission.SEARCH_USE, all_cities=True)
def page() -> str:
    """The field, and what was found."""
    query = request.args.get("q", "").strip()[:LONGEST]
    return render_template("search/page.html", query=query, found=find(query) if query else None)


def find(query: str) -> dict[str, list[Any]]:
    """Rows by kind; `SHOWN` of each and one more where there are more."""
    here = list(cities())
    hits = [(kind, ref) for _tenant, ref, kind in rows("find", current().key, query, FOUND, here)]
    return {of: queries.read_again(of, here, [ref for kind, ref in hits if kind == of and may(PAGES[of])], SHOWN + 1) for of in queries.OF_KIND}
