"""Who works in a city, one of them, and the matrix of roles."""

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import abort, g, render_template
from flask_babel import lazy_gettext as _

from gulir.acting import current
from gulir.engine.parties import Role
from gulir.identity import grants, ground
from gulir.identity.absence.lending import of_seats
from gulir.identity.permissions import MATRIX, Permission
from gulir.web.access import may, requires
from gulir.web.people import blueprint, queries

AREAS = {
    "account": _("Oneself"), "notice": _("Notices"), "rulebook": _("Rulebooks"), "inbox": _("Work list"), "city": _("City"), "board": _("Board"),
    "search": _("Search"), "case": _("Cases"), "evaluation": _("Joint evaluations"),
    "paper": _("Papers"), "batch": _("Proposal letters"), "group": _("Groups"), "nik": _("Identity numbers"),
    "kampung": _("Kampungs"), "report": _("Reports"), "letter": _("Reminder letters"), "holiday": _("Days off"), "delivery": _("Deliveries"),
    "channel": _("Channels"),
    "people": _("People"),
}  # fmt: skip
ACTIONS = {
    "own": _("to manage one's own"),
    "read": _("to read"),
    "use": _("to use"),
    "open": _("to open"),
    "act": _("to act"),
    "write": _("to write"),
    "unmask": _("to unmask"),
    "export": _("to take out"),
    "resend": _("to send again"),
    "manage": _("to manage"),
}


@blueprint.get("/<city:city>/orang")
@requires(Permission.PEOPLE_READ)
def people() -> str:
    """Everybody who has a role here, by organisation; the city's own first."""
    seats = sorted(queries.seats(g.city.id), key=lambda seat: (not seat.local, seat.organisation))
    offices = [(name, list(some)) for name, some in groupby(seats, key=lambda seat: seat.organisation)]
    names = {"kampungs": queries.kampungs(g.city.id), "groups": queries.groups(g.city.id)}
    away = stood_in_for([seat.membership_id for seat in seats])
    manages = may(Permission.PEOPLE_MANAGE)
    return render_template("people/people.html", offices=offices, count=len(seats), me=current().person_id, manages=manages, away=away, **names)


@blueprint.get("/<city:city>/orang/<uuid:membership>")
@requires(Permission.PEOPLE_READ)
def person(membership: UUID) -> str:
    """One person's role here; to those who manage people also the state of the account."""
    seat = queries.seat(g.city.id, membership) or abort(404)
    account = changeable = None
    if may(Permission.PEOPLE_MANAGE):
        with ground.begin() as connection:
            account = queries.account(connection, seat.person_id)
        changeable = is_changeable(membership)
    names = {"kampungs": queries.kampungs(g.city.id), "groups": queries.groups(g.city.id)}
    lent = stood_in_for([membership]).get(membership, [])
    return render_template("people/person.html", seat=seat, account=account, changeable=changeable, lent=lent, **names)


def stood_in_for(seats: list[UUID]) -> dict[UUID, list[Any]]:
    """Who stands in for these seats now or soon, for whoever manages people."""
    if not may(Permission.PEOPLE_MANAGE):
        return {}
    with ground.begin() as connection:
        return of_seats(connection, seats)


@blueprint.get("/peran")
@requires(Permission.ACCOUNT_OWN)
def matrix() -> str:
    """What each role may do, drawn from the code that decides it."""
    by_area = [
        (AREAS[area], [(one, ACTIONS[one.partition(":")[2]]) for one in some]) for area, some in groupby(Permission, key=lambda one: one.partition(":")[0])
    ]
    return render_template("people/matrix.html", sections=by_area, roles=[role for role in Role if MATRIX[role]], matrix=MATRIX, mine=current().role)


def is_changeable(membership: UUID) -> bool:
    """May the one acting change this membership?"""
    with ground.begin() as connection:
        held = queries.reach(connection, membership)
    try:
        grants.check(current(), grants.Reach(str(held.person_id), held.role, held.tenants))
    except grants.NotYoursToGive:
        return False
    return True
