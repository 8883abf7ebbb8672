"""Who stands in for whom: what one lent and was lent, lending anew, and the end of it."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity import ground
from gulir.identity.absence import lending, letters
from gulir.identity.absence.lending import CannotLend, Wanted
from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.account import blueprint
from gulir.web.account.lend_form import LendForm

Page = Response | str | tuple[str, int]


@blueprint.get("/akun/wakil")
@requires(Permission.ACCOUNT_OWN)
def stand_ins() -> str:
    """Both sides of it, what runs first."""
    who = current()
    with ground.begin() as connection:
        found = lending.of_person(connection, who.person_id)
        may_lend = who.behalf is None and bool(lending.colleagues(connection, who))
    given, taken = ([one for one in found if str(getattr(one, side)) == who.person_id] for side in ("person_id", "deputy_id"))
    return render_template("account/stand_ins.html", given=given, taken=taken, may_lend=may_lend, who=who)


@blueprint.route("/akun/wakil/baru", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def lend() -> Page:
    """Lends rights of the seat that one acts as now; nobody lends what was lent to them."""
    who = current()
    if who.behalf is not None:
        abort(403)
    with ground.begin() as connection:
        people = lending.colleagues(connection, who)
    form = LendForm()
    form.offer(who, people)
    if form.validate_on_submit():
        try:
            return _lent(form.wanted())
        except CannotLend as wrong:
            form.form_errors.append(why_not(wrong.why))
    return render_template("account/lend.html", form=form, who=who, people=people), 422 if form.errors else 200


@blueprint.post("/akun/wakil/<uuid:delegation>/akhiri")
@requires(Permission.ACCOUNT_OWN)
def end_lending(delegation: UUID) -> Response:
    """Ends it now, for either of the two; whoever acts under it acts no more."""
    with ground.begin() as connection:
        if not lending.end(connection, current().person_id, delegation):
            abort(404)
        ended = lending.one(connection, delegation)
        letters.tell(connection, ended, "ended")
    flash(gettext("%(deputy)s no longer stands in for %(absent)s.", deputy=ended.deputy, absent=ended.absent), "success")
    return redirect(url_for("account.stand_ins" if current().behalf is None else "signin.acting_as"), 303)


def _lent(wanted: Wanted) -> Response:
    with ground.begin() as connection:
        made: Any = lending.one(connection, lending.lend(connection, current(), wanted))
        letters.tell(connection, made, "made")
    flash(gettext("%(deputy)s stands in for you. Both of you get a letter.", deputy=made.deputy), "success")
    return redirect(url_for("account.stand_ins"), 303)


def why_not(why: str) -> str:
    """What to do about a delegation that was refused."""
    return {
        "borrowed": gettext("You act for somebody now. Lend your own rights in your own name."),
        "over": gettext("The last day lies before the first one, or has passed."),
        "long": gettext("Nobody stands in for longer than %(days)d days at a time.", days=lending.longest()),
        "organisation": gettext("Only a colleague of your own organisation can stand in for you."),
        "seat": gettext("This colleague's role does not allow them to stand in for yours."),
        "conflict": gettext("This colleague reviews, audits, or is an officer of a group, and cannot do the work that they judge or receive."),
        "away": gettext("This colleague is away in that time themselves."),
        "twice": gettext("This colleague stands in for you in that time already."),
    }.get(why, gettext("One of the two roles has ended. Look at the list again."))
