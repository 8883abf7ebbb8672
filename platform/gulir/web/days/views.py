"""The days off of a year; adding one of the city's own, taking one away, and what follows from it, shown before."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.days import moving, own, queries
from gulir.identity.permissions import Permission
from gulir.web import dates
from gulir.web.access import may, requires
from gulir.web.days import year as years
from gulir.web.days.forms import HolidayForm, RemovalForm
from gulir.web.groups.ground import area, attempt, state_label, status, tenant

blueprint = area("days", __name__)
SHOWN = 20  # cases that a page names


@blueprint.get("/<city:city>/hari-libur", endpoint="list")
@requires(Permission.HOLIDAY_READ)
def list_() -> str:
    """The days off of a year, and what they moved lately."""
    year = years.asked_year()
    words = {"year": year, "lines": years.lines(g.city, year), "gone": years.taken_away(g.city, year), "moved": queries.moved(tenant(), SHOWN)}
    words |= {"joint": years.joint_decree(year)}
    return render_template("days/list.html", city=g.city, first=years.FIRST, last=years.LAST, may_write=may(Permission.HOLIDAY_WRITE), **words)


@blueprint.route("/<city:city>/hari-libur/tambah", methods=["GET", "POST"])
@requires(Permission.HOLIDAY_WRITE)
def add() -> Response | tuple[str, int]:
    """A day off of the city's own: first what it moves, then it is kept."""
    form, moves = HolidayForm(), None
    if form.validate_on_submit() and attempt(form, lambda: checked(form)):
        moves = moving.if_off(g.city, form.wanted().day)
        if form.is_seen and attempt(form, lambda: kept(form)):
            return told(_("%(day)s is a day off in %(city)s now.", day=dates.date(form.day.data), city=g.city.name), len(moves), form.wanted().day.year)
        form.seen.data = form.wanted().day.isoformat()
    return render_template("days/add.html", form=form, moves=moves, shown=SHOWN, state_label=state_label), status(form)


@blueprint.route("/<city:city>/hari-libur/<uuid:holiday>/hapus", methods=["GET", "POST"])
@requires(Permission.HOLIDAY_WRITE)
def remove(holiday: UUID) -> Response | tuple[str, int]:
    """Takes a day off of the city's own away; what that moves stands beside the question."""
    row = queries.one(tenant(), holiday) or abort(404)
    form, moves = RemovalForm(), moving.if_not_off(g.city, row.day)
    if form.validate_on_submit():
        own.remove(current(), g.city, holiday, form.why.data or "")
        return told(_("%(day)s is a working day in %(city)s again.", day=dates.date(row.day), city=g.city.name), len(moves), row.day.year)
    return render_template("days/remove.html", form=form, row=row, moves=moves, shown=SHOWN, state_label=state_label), status(form)


def checked(form: HolidayForm) -> bool:
    """True for a day that can be meant. Raises Wrong."""
    own.check(g.city, form.wanted(), dates.today())
    return True


def kept(form: HolidayForm) -> bool:
    """Keeps it. Raises Wrong, OutOfReach."""
    own.add(current(), g.city, form.wanted(), dates.today())
    return True


def told(done: str, count: int, year: int) -> Response:
    """Says what was done and what follows, and goes back to the year."""
    follows = ngettext(
        "%(num)d due day moves; within a minute its case says so.", "%(num)d due days move; within a minute each of these cases says so.", count
    ) if count else _("No due day moves.")  # fmt: skip
    flash(f"{done} {follows}", "success")
    return redirect(url_for("days.list", tahun=year), 303)
