"""Invites people, changes what they reach, ends their roles, and sends them links."""

from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity import ground, letters, memberships
from gulir.identity.absence.letters import tell_of_seat
from gulir.identity.contact import NotAnAddress
from gulir.identity.grants import NotYoursToGive
from gulir.identity.invitations import HasRole, NoLinkNeeded, Sent, Wanted, invite, send_again
from gulir.identity.memberships import OF_A_GROUP, NoSuchReach
from gulir.identity.permissions import Permission
from gulir.identity.persons import AddressTaken, NoAddress
from gulir.web.access import requires
from gulir.web.forms import Form
from gulir.web.people import blueprint, queries
from gulir.web.people.forms import InviteForm, ReachForm
from gulir.web.people.views import is_changeable

Page = Response | str | tuple[str, int]


@blueprint.route("/<city:city>/orang/undang", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def invitation() -> Page:
    """A new person, or a new role for one who has an account."""
    form = InviteForm()
    form.offer(current(), queries.organisations(g.city.id), queries.kampungs(g.city.id), queries.groups(g.city.id))
    if form.validate_on_submit():
        try:
            with ground.begin() as connection:
                sent = invite(connection, current(), form.name.data or "", form.email.data or None, form.phone.data or None, _wanted(form))
            return _after(sent, "invite")
        except (NotAnAddress, NoAddress, AddressTaken, HasRole, NoSuchReach, NotYoursToGive) as wrong:
            form.form_errors.append(why(wrong))
    return render_template("people/invitation.html", form=form), 422 if form.errors else 200


@blueprint.route("/<city:city>/orang/<uuid:membership>/ubah", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def change(membership: UUID) -> Page:
    """Another role in the same organisation, or another reach; the person has to sign in again."""
    seat = _changeable(membership)
    now = {"role": f"{seat.role}:{seat.organisation_id}", "group": str(seat.group_id or ""), "kampungs": [str(one) for one in seat.kampungs or []]}
    form = ReachForm(data=now | {"cities": "keep"})
    offices = [one for one in queries.organisations(g.city.id) if one.id == seat.organisation_id]
    form.offer(current(), offices, queries.kampungs(g.city.id), queries.groups(g.city.id), keep=True)
    if form.validate_on_submit():
        try:
            with ground.begin() as connection:
                _change(connection, membership, _wanted(form), keep=form.cities.data == "keep")
        except NoSuchReach as wrong:
            form.form_errors.append(why(wrong))
        else:
            flash(gettext("Changed. %(name)s has to sign in again.", name=seat.name), "success")
            return redirect(url_for("people.person", membership=membership), 303)
    return render_template("people/change.html", form=form, seat=seat), 422 if form.errors else 200


@blueprint.route("/<city:city>/orang/<uuid:membership>/akhiri", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def end(membership: UUID) -> Page:
    """Ends a role here, and every session of the person; what was done stays in history."""
    seat = _changeable(membership)
    if Form().validate_on_submit():
        with ground.begin() as connection:
            memberships.end_membership(connection, membership)
            tell_of_seat(connection, membership)
        flash(gettext("%(name)s no longer has this role.", name=seat.name), "success")
        return redirect(url_for("people.people"), 303)
    return render_template("people/end.html", seat=seat)


@blueprint.post("/<city:city>/orang/<uuid:membership>/tautan")
@requires(Permission.PEOPLE_MANAGE)
def send_link(membership: UUID) -> Page:
    """The invitation again, or a way back for whoever lost password or telephone."""
    seat = _changeable(membership)
    try:
        with ground.begin() as connection:
            purpose, sent = send_again(connection, current(), seat.person_id)
    except (NotYoursToGive, NoLinkNeeded) as wrong:
        flash(why(wrong), "error")
        return redirect(url_for("people.person", membership=membership), 303)
    return _after(sent, purpose)


def why(wrong: Exception) -> str:
    """In words for an administrator."""
    return {
        NotAnAddress: gettext("Check the e-mail address and the telephone number (0812… or +62…)."),
        NoAddress: gettext("An e-mail address or a telephone number is needed to sign in by."),
        AddressTaken: gettext("The e-mail address and the telephone number belong to two different people."),
        HasRole: gettext("This person has that role already."),
        NoSuchReach: gettext("This role cannot reach that far."),
        NotYoursToGive: gettext("That is not yours to give: some of this person's roles reach beyond your city, or they are your own."),
        NoLinkNeeded: gettext("Accounts of the demonstration have one password that everybody knows; it is not changed."),
    }[type(wrong)]


def _changeable(membership: UUID) -> Any:
    seat = queries.seat(g.city.id, membership) or abort(404)
    if not is_changeable(membership):
        abort(403)
    return seat


def _change(connection: Connection, membership: UUID, wanted: Wanted, *, keep: bool) -> None:
    tenants = queries.reach(connection, membership).tenants if keep else wanted.tenants
    memberships.change_reach(connection, membership, role=wanted.role, tenants=tenants, kampungs=wanted.kampungs, group_id=wanted.group_id)
    tell_of_seat(connection, membership)


def _wanted(form: ReachForm) -> Wanted:
    group = UUID(form.group.data) if form.group.data and form.picked_role in OF_A_GROUP else None
    kampungs = [UUID(one) for one in form.kampungs.data or []] if form.picked_role == "organiser" else None
    tenants = None if form.cities.data == "all" and not (group or kampungs) else [g.city.id]
    return Wanted(form.picked_organisation, form.picked_role, tenants, kampungs, group)


def _after(sent: Sent, purpose: str) -> Page:
    """A letter goes where there is an address; else the link is shown, once, to be handed over."""
    if sent.token and sent.email:
        letters.send_link(purpose, sent.token, name=sent.name, email=sent.email, locale=sent.locale, organisation=current().organisation_name)
        flash(gettext("A letter to %(name)s is on its way.", name=sent.name), "success")
    elif sent.token:
        return render_template("people/link.html", sent=sent, purpose=purpose)
    else:
        flash(gettext("%(name)s has an account already and finds the new role at the next sign-in.", name=sent.name), "success")
    return redirect(url_for("people.people"), 303)
