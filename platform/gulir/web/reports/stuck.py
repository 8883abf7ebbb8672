"""What is stuck and why: the figures by holder and reason, and the cases behind a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from gulir.engine.parties import Party
from gulir.identity.permissions import Permission
from gulir.reports import report
from gulir.reports.stuck import Stuck, stuck_cases
from gulir.reports.stuck.figures import holder_of, reason_of, reason_words
from gulir.reports.words import party_name
from gulir.web.access import may, requires
from gulir.web.cities import is_all
from gulir.web.groups.ground import cities
from gulir.web.reports import pictures
from gulir.web.reports.asking import AsOf, as_of
from gulir.web.reports.queries import slugs_by_name
from gulir.web.reports.views import Answer, blueprint, page

HOLDER, REASON = "pemegang", "sebab"  # words of the filters in an address
NOBODY = "-"  # the holder that nobody knows
SHOWN = 200  # cases on the page; the files and letters have them all


@dataclass(frozen=True)
class Line:
    """A row of the table, and where its figures lead."""

    row: dict[str, Any]
    report: str | None
    cases: str | None


@blueprint.get("/<city:city>/laporan/tersendat")
@requires(Permission.REPORT_READ, all_cities=True)
def stuck() -> Answer:
    """With whom, why, for how long, how much."""
    asked = as_of()
    made = report("stuck", asked.day, cities())
    holders, reasons = pictures.by_holder(made.rows, is_all(), "cases"), pictures.by_hitch(made.rows, is_all())
    letters = {"may_write": may(Permission.LETTER_WRITE) and not is_all(), "may_read": may(Permission.LETTER_READ)}
    return page("reports/stuck.html", asked, made=made, lines=lines(made.rows, asked), holders=holders, reasons=reasons, word="tersendat", **letters)


@blueprint.get("/<city:city>/laporan/tersendat/berkas")
@requires(Permission.REPORT_READ, all_cities=True)
def stuck_list() -> Answer:
    """The cases of a holder and a reason, the longest waiting first."""
    asked = as_of()
    found = [one for one in stuck_cases(cities(), asked.day) if is_wanted(one)]
    holder, words = request.args.get(HOLDER, ""), {reason_words(one) for one in found}
    return page(
        "reports/stuck_list.html",
        asked,
        cases=found[:SHOWN],
        more=max(0, len(found) - SHOWN),
        funds=sum(one.funds or 0 for one in found),
        number=len(found),
        holder=holder_words(holder),
        reason=next(iter(words)) if REASON in request.args and len(words) == 1 else None,
        filtered=bool(holder or REASON in request.args),
        stuck_reason=reason_words,
    )


def is_wanted(one: Stuck) -> bool:
    """Whether the filters of the address mean this case."""
    holder, reason = request.args.get(HOLDER), request.args.get(REASON)
    return (not holder or holder == (holder_of(one) or NOBODY)) and (not reason or reason == reason_of(one))


def holder_words(holder: str) -> str | None:
    """The parties of a filter in words; None where it names none that there are."""
    parties = holder.split(",")
    return ", ".join(map(party_name, parties)) if set(parties) <= set(Party) else None


def lines(rows: Iterable[dict[str, Any]], asked: AsOf) -> list[Line]:
    """The rows with their addresses."""
    slugs = slugs_by_name(cities()) if is_all() else {}
    kept: dict[str, Any] = dict(asked.kept)
    found: list[Line] = []
    for row in rows:
        slug = slugs.get(row["city"]) if is_all() else g.city.slug
        wanted = {HOLDER: (row["holder"] or NOBODY).replace(" ", ""), REASON: row["by"]} | kept
        behind = url_for("reports.stuck_list", city=slug, **wanted) if slug else None
        own = url_for("reports.stuck", city=slug, **kept) if slug and is_all() else None
        found.append(Line(row, own, behind))
    return found
