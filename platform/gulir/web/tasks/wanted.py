"""Which file an address asks for; it stays in the address, so that the page that asks once more knows it too."""

from typing import Any

from flask import abort, g, request

from gulir.web.cases.exporting import asked_of
from gulir.web.cases.listing import kept, sought_from
from gulir.web.dates import today
from gulir.web.reports.asking import as_of
from gulir.web.reports.exporting import NAMES, WRITERS


def wanted() -> tuple[str, dict[str, Any]]:
    """The kind and what is asked of it; 404 for what there is not."""
    form, word, what = (request.args.get(name, "") for name in ("bentuk", "apa", "jenis"))
    if form not in WRITERS:
        abort(404)
    common = {"form": form, "place": g.city.slug}
    if what == "berkas":
        return "cases", common | {"sought": asked_of(sought_from(request.args)), "day": today().isoformat()}
    day = as_of()
    if what != "laporan" or word not in NAMES or day.wrong:
        abort(404)
    return "report", common | {"word": word, "day": day.day.isoformat()}


def address() -> dict[str, str]:
    """The words of the address that say so, for links."""
    own = {name: request.args[name] for name in ("jenis", "apa", "bentuk", "tanggal") if name in request.args}
    return kept() | own
