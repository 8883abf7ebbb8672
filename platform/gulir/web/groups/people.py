"""The people of a group: members and their households."""

from typing import Any
from uuid import UUID

from flask import flash, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.groups import finding, households, joining, members, unmasking
from gulir.groups.households import may_validate
from gulir.identity.permissions import Permission
from gulir.tables import Group, Member
from gulir.web import dates
from gulir.web.access import requires
from gulir.web.forms import offered
from gulir.web.groups import queries
from gulir.web.groups.ground import attempt, status, tenant
from gulir.web.groups.member_forms import NEW, UNKNOWN, HouseholdForm, LeaveForm, MemberForm, UnmaskForm, VisitForm
from gulir.web.groups.views import blueprint, saved, to_group
from gulir.web.words import text

MEMBER = "/<city:city>/kelompok/<slug>/anggota/<uuid:member_id>"
SHOWN = ("name", "born_on", "married", "public_servant", "received_before", "joined_on")
HOUSEHOLD = "/<city:city>/kelompok/<slug>/rumah-tangga/<uuid:household_id>"


@blueprint.route("/<city:city>/kelompok/<slug>/anggota/baru", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def add_member(slug: str) -> Response | tuple[str, int]:
    """A new member."""
    group = finding.group(tenant(), slug)
    form = member_form(group)
    if form.validate_on_submit() and attempt(form, lambda: joining.join(group, *typed(form), dates.today())):
        warn(form)
        return to_group(group, _("%(name)s is a member now.", name=form.name.data))
    return render_template("groups/add_member.html", form=form, group=group), status(form)


@blueprint.route(MEMBER, methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def edit_member(slug: str, member_id: UUID) -> Response | tuple[str, int]:
    """Corrects a member."""
    group = finding.group(tenant(), slug)
    member = finding.member(tenant(), group.id, member_id)
    form = member_form(group, member)
    if form.validate_on_submit() and saved(form, lambda: joining.correct(group, member, *typed(form), dates.today())):
        warn(form)
        return to_group(group, _("Saved."))
    return render_template("groups/edit_member.html", form=form, group=group, member=member), status(form)


@blueprint.route(f"{MEMBER}/keluar", methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def leave(slug: str, member_id: UUID) -> Response | tuple[str, int]:
    """Ends a membership."""
    group = finding.group(tenant(), slug)
    member = finding.member(tenant(), group.id, member_id)
    form = LeaveForm()
    if form.validate_on_submit() and saved(form, lambda: members.leave(member, form.left_on.day)):
        return to_group(group, _("%(name)s has left the group.", name=member.name))
    return render_template("groups/leave.html", form=form, group=group, member=member), status(form)


@blueprint.route(f"{MEMBER}/nomor", methods=["GET", "POST"])
@requires(Permission.NIK_UNMASK)
def unmask(slug: str, member_id: UUID) -> Response:
    """Shows NIK and KK in full, after the reason is written down."""
    group = finding.group(tenant(), slug)
    member = finding.member(tenant(), group.id, member_id)
    form = UnmaskForm()
    numbers = attempt(form, lambda: unmasking.unmask(member, form.reason.data or "")) if form.validate_on_submit() else None
    response = make_response(render_template("groups/unmask.html", form=form, group=group, member=member, numbers=numbers), status(form))
    response.cache_control.no_store = True
    return response


@blueprint.route(HOUSEHOLD, methods=["GET", "POST"])
@requires(Permission.GROUP_WRITE)
def household(slug: str, household_id: UUID) -> Response | tuple[str, int]:
    """Corrects a household."""
    group, home = finding.group(tenant(), slug), finding.household(tenant(), household_id)
    form = HouseholdForm(head=home.head, address=home.address, in_poverty_data=home.in_poverty_data)
    if form.validate_on_submit() and saved(form, lambda: households.edit(home, form.home())):
        return to_group(group, _("Saved."))
    return render_template("groups/household.html", form=form, group=group, home=home), status(form)


@blueprint.route(f"{HOUSEHOLD}/kunjungan", methods=["GET", "POST"])
@requires(Permission.GROUP_READ)
def visit(slug: str, household_id: UUID) -> Response | tuple[str, int]:
    """The word of a programme manager or a Dinsos officer who went there."""
    group, home = finding.group(tenant(), slug), finding.household(tenant(), household_id)
    form = VisitForm(in_poverty_data=home.in_poverty_data)
    if not may_validate():
        return render_template("groups/visit.html", form=form, group=group, home=home, may_validate=False), 403
    if form.validate_on_submit() and saved(form, lambda: households.validate(home, form.in_poverty_data.known)):
        return to_group(group, _("The visit to %(head)s is written down.", head=home.head))
    return render_template("groups/visit.html", form=form, group=group, home=home, may_validate=True), status(form)


def member_form(group: Group, member: Member | None = None) -> MemberForm:
    """The form, filled with what is known of a member; a number that is there is never put into it."""
    known: dict[str, Any] = (
        {name: getattr(member, name) for name in ("name", "born_on", "married", "public_servant", "received_before", "joined_on")} if member else {}
    )
    form = MemberForm(data=known | {"household": str(member.household_id) if member and member.household_id else UNKNOWN})
    homes = [(str(one.id), f"{one.head}, {one.address}" if one.address else one.head) for one in queries.household_rows(tenant(), group.kampung_id)]
    form.household.choices = offered([(UNKNOWN, _("not known yet")), (NEW, _("a new one, written below")), *homes])
    return form


def typed(form: MemberForm) -> tuple[Any, Any]:
    """The person, and their new household if there is one."""
    chosen = form.household.data
    return form.person(UUID(chosen) if chosen not in (NEW, UNKNOWN) else None), form.home() if chosen == NEW else None


def warn(form: MemberForm) -> None:
    """Says what looks odd about the NIK that was kept."""
    for words in members.warnings(tenant(), form.person(None), dates.today()):
        flash(text(words), "warning")
