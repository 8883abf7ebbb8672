"""Kampungs: the list, one with its groups, cases, money and people, and what is known of it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.acting.who import current
from gulir.groups import finding, kampungs
from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.groups.ground import area, attempt, cities, status, tenant
from gulir.web.kampungs import queries, together
from gulir.web.kampungs.forms import KampungForm

blueprint = area("kampungs", __name__)


@blueprint.get("/<city:city>/kampung")
@requires(Permission.KAMPUNG_READ, all_cities=True)
def index() -> str:
    """The list."""
    return render_template("kampungs/index.html", rows=queries.kampung_rows(cities()))


@blueprint.get("/<city:city>/kampung/<slug>")
@requires(Permission.KAMPUNG_READ)
def page(slug: str) -> str:
    """One kampung."""
    kampung = finding.kampung(tenant(), slug)
    row = queries.kampung_rows(cities(), kampung.id)[0]
    return render_template("kampungs/page.html", kampung=kampung, row=row, **together.of(current(), kampung))


@blueprint.route("/<city:city>/kampung/baru", methods=["GET", "POST"])
@requires(Permission.KAMPUNG_WRITE)
def new() -> Response | tuple[str, int]:
    """Writes down a kampung."""
    form = KampungForm()
    if form.validate_on_submit() and (made := attempt(form, lambda: kampungs.add(tenant(), form.name.data or "", **form.known()))):
        flash(_("%(name)s is written down.", name=made.name), "success")
        return redirect(url_for(".page", slug=made.slug), 303)
    return render_template("kampungs/new.html", form=form), status(form)


@blueprint.route("/<city:city>/kampung/<slug>/ubah", methods=["GET", "POST"])
@requires(Permission.KAMPUNG_WRITE)
def edit(slug: str) -> Response | tuple[str, int]:
    """Corrects a kampung."""
    kampung = finding.kampung(tenant(), slug)
    form = KampungForm(name=kampung.name, formal=kampung.formal, village_code=kampung.village_code, note=kampung.note)
    if form.validate_on_submit() and attempt(form, lambda: kampungs.edit(kampung, form.name.data or "", **form.known())):
        flash(_("Saved."), "success")
        return redirect(url_for(".page", slug=slug), 303)
    return render_template("kampungs/edit.html", form=form, kampung=kampung), status(form)
