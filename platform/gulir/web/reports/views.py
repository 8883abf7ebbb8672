"""The reports of the deck, and what holds money up, on screen and as files: the same figures as the command line's, for the cities that one sees."""

from typing import Any

from flask import Response, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from gulir.acting import current
from gulir.identity.permissions import Permission
from gulir.reports import report
from gulir.web.access import may, requires
from gulir.web.cities import is_all
from gulir.web.groups.ground import area, cities
from gulir.web.layout import city_name
from gulir.web.reports import pictures
from gulir.web.reports.asking import AsOf, as_of
from gulir.web.reports.exporting import NAMES, as_file
from gulir.web.reports.rows import came, lines
from gulir.web.tasks.handing import handed_over
from gulir.web.tasks.weighing import is_large

blueprint = area("reports", __name__)
Answer = tuple[str, int]


@blueprint.get("/<city:city>/laporan")
@requires(Permission.REPORT_READ, all_cities=True)
def index() -> Answer:
    """What each report answers, with its latest figures."""
    asked = as_of()
    return page("reports/index.html", asked, counted={word: report(name, asked.day, cities()) for word, name in NAMES.items()})


@blueprint.get("/<city:city>/laporan/tabulasi")
@requires(Permission.REPORT_READ, all_cities=True)
def tabulation() -> Answer:
    """Slide 8: what each city received."""
    asked = as_of()
    made = report("tabulation", asked.day, cities())
    shown = lines(made.rows, "reports.tabulation", asked.kept)
    addresses = {line.row["city"]: line.report for line in shown}
    bars = pictures.by_city(made.rows, lambda row: addresses[row["city"]])
    return page("reports/tabulation.html", asked, made=made, lines=shown, bars=bars, came=came, word="tabulasi")


@blueprint.get("/<city:city>/laporan/belum-terealisasi")
@requires(Permission.REPORT_READ, all_cities=True)
def unrealised() -> Answer:
    """Slide 9: what was proposed and has no money."""
    asked = as_of()
    made = report("unrealised", asked.day, cities())
    reasons, holders = pictures.by_reason(made.rows, is_all()), pictures.by_holder(made.rows, is_all())
    shown = lines(made.rows, "reports.unrealised", asked.kept)
    return page("reports/unrealised.html", asked, made=made, lines=shown, reasons=reasons, holders=holders, word="belum-terealisasi")


@blueprint.get("/<city:city>/laporan/tertahan")
@requires(Permission.REPORT_READ, all_cities=True)
def held_up() -> Answer:
    """What holds money up, whatever it was asked for."""
    asked = as_of()
    made = report("held-up", asked.day, cities())
    shown, causes = lines(made.rows, "reports.held_up", asked.kept), pictures.by_cause(made.rows, is_all())
    return page("reports/held_up.html", asked, made=made, lines=shown, causes=causes, word="tertahan")


@blueprint.get("/<city:city>/laporan/waktu-meja")
@requires(Permission.REPORT_READ, all_cities=True)
def desks() -> Answer:
    """Where the time went, whoever held the ball."""
    asked = as_of()
    made = report("desks", asked.day, cities())
    return page("reports/desks.html", asked, made=made, bars=pictures.by_desk(made.rows), word="waktu-meja")


@blueprint.get('/<city:city>/laporan/<any(tabulasi, "belum-terealisasi", tertahan, tersendat, "waktu-meja"):word>.<any(xlsx, csv, json):form>')
@requires(Permission.REPORT_EXPORT, all_cities=True)
def fetch(word: str, form: str) -> Response | Redirect:
    """A report as a file; 400 for a day that is none, since a file of another day would be taken for the one asked for."""
    asked = as_of()
    if asked.wrong:
        abort(400)
    if is_large(cities()):
        words: dict[str, Any] = {"jenis": "laporan", "apa": word, "bentuk": form, **asked.kept}
        return redirect(url_for("tasks.new", **words), 303)
    return handed_over(as_file(report(NAMES[word], asked.day, cities()), form, f"gulir-{word}-{g.city.slug}-{asked.day.isoformat()}"))


def page(template: str, asked: AsOf, **values: Any) -> Answer:
    """A page of a report, with what every one of them shows; 422 where the day is none."""
    partly = current().kampungs is not None or current().groups is not None
    known = {"asked": asked, "place": city_name(g.city), "partly": partly, "may_export": may(Permission.REPORT_EXPORT)}
    return render_template(template, **known, **values), 422 if asked.wrong else 200
