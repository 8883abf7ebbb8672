"""Groups: the list, one group, a new one, and what is kept of it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gulir.groups import finding, groups, members, records
from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.forms import offered
from gulir.web.groups import forms, queries, stories
from gulir.web.groups.ground import after, area, attempt, cities, paged, status, tenant

blueprint = area("groups", __name__)


@blueprint.get("/<city:city>/kelompok")
@requires(Permission.GROUP_READ, all_cities=True)
def index() -> str:
    """The list, filtered by kampung and name."""
    kampung, named = request.args.get("kampung"), request.args.get("q", "").strip()
    rows, following = paged(queries.group_rows(cities(), kampung, named, after()))
    count = queries.group_count(cities(), kampung, named)
    return render_template(
        "groups/index.html", rows=rows, following=following, count=count, kampungs=queries.kampung_rows(cities()), kampung=kampung, named=named
    )


@blueprint.get("/<city:city>/kelompok/<slug>")
@requires(Permission.GROUP_READ)
def page(slug: str) -> str:
    """One group."""
    group = finding.group(tenant(), slug)
    found = queries.of_group(group)
    kampung = queries.kampung_of(group)
    return render_template("groups/page.html", group=group, kampung=kampung, latest=stories.latest(found["records"]), story=stories.story(found), **found)


@blueprint.route("/<city:city>/kelompok/baru", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def new() -> Response | tuple[str, int]:
    """Opens a group."""
    form = forms.GroupForm(kampung=request.args.get("kampung"))
    rows = queries.kampung_rows(cities())
    form.kampung.choices = offered([("", _("Choose one")), *((one.slug, one.name) for one in rows)])
    ids = {one.slug: one.id for one in rows}
    if form.validate_on_submit() and (made := attempt(form, lambda: groups.open_group(tenant(), form.name.data or "", ids[form.kampung.data], **form.known()))):
        flash(_("%(name)s is open. Next: its members.", name=made.name), "success")
        return redirect(url_for(".page", slug=made.slug), 303)
    return render_template("groups/new.html", form=form, kampungs=rows), status(form)


@blueprint.route("/<city:city>/kelompok/<slug>/ubah", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def edit(slug: str) -> Response | tuple[str, int]:
    """New words for a group."""
    group = finding.group(tenant(), slug)
    form = forms.GroupForm(obj=group, members_unknown=not group.members_known)
    del form.kampung
    if form.validate_on_submit() and saved(form, lambda: groups.edit_group(group, name=form.name.data or "", **form.known())):
        return to_group(group, _("Saved."))
    return render_template("groups/edit.html", form=form, group=group), status(form)


@blueprint.route("/<city:city>/kelompok/<slug>/rekening", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def account(slug: str) -> Response | tuple[str, int]:
    """The bank account."""
    group = finding.group(tenant(), slug)
    form = forms.AccountForm(bank=group.bank, holder=group.account_holder, in_group_name=group.account_in_group_name, specimens=group.specimens)
    if form.validate_on_submit() and saved(form, lambda: groups.set_account(group, form.account())):
        return to_group(group, _("The account is saved."))
    return render_template("groups/account.html", form=form, group=group), status(form)


@blueprint.route("/<city:city>/kelompok/<slug>/pengurus", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def officers(slug: str) -> Response | tuple[str, int]:
    """Who holds which office."""
    group = finding.group(tenant(), slug)
    people = finding.active_members(tenant(), group.id)
    form = forms.OfficersForm(data={one.office: str(one.id) for one in people if one.office})
    for office in members.OFFICES:
        form[office].choices = offered([("", _("nobody")), *((str(one.id), one.name) for one in people)])
    chosen = {office: next((one.id for one in people if str(one.id) == form[office].data), None) for office in members.OFFICES}
    if form.validate_on_submit() and saved(form, lambda: members.set_officers(group, chosen)):
        return to_group(group, _("The officers are saved."))
    return render_template("groups/officers.html", form=form, group=group), status(form)


@blueprint.route("/<city:city>/kelompok/<slug>/aturan", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def rules(slug: str) -> Response | tuple[str, int]:
    """Who has signed the group's rules."""
    group = finding.group(tenant(), slug)
    people = [one for one in finding.active_members(tenant(), group.id) if one.signed_rules_on is None]
    form = forms.RulesForm()
    form.members.choices = offered((str(one.id), one.name) for one in people)
    chosen = {one.id for one in people if str(one.id) in (form.members.data or [])}
    if form.validate_on_submit() and (new := attempt(form, lambda: members.sign_rules(group, chosen, form.signed_on.day))) is not None:
        return to_group(group, ngettext("%(num)d signature is written down.", "%(num)d signatures are written down.", new))
    return render_template("groups/rules.html", form=form, group=group, waiting=people), status(form)


@blueprint.route("/<city:city>/kelompok/<slug>/catat/<kind>", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def record(slug: str, kind: str) -> Response | tuple[str, int]:
    """Writes down what was seen of savings, meetings, loans or growth."""
    group = finding.group(tenant(), slug)
    form: Any = forms.RECORDS.get(kind, lambda: abort(404))()
    if form.validate_on_submit() and saved(form, lambda: records.record(group, kind, form.value(), (form.note.data or "").strip() or None)):
        return to_group(group, _("Written down. What was written before is kept."))
    return render_template("groups/record.html", form=form, group=group, kind=kind), status(form)


def saved(form: forms.Form, verb: Any) -> bool:
    """Whether a verb that answers nothing was done."""
    return attempt(form, lambda: (verb(), True)) is not None


def to_group(group: Any, words: str) -> Response:
    """Back to the group, saying what was done."""
    flash(words, "success")
    return redirect(url_for("groups.page", slug=group.slug), 303)
