"""The secret links by which a calendar program shows one's due dates: made, shown once, taken back."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.acting.keys import NoSuchMembership
from gulir.identity import feeds, ground
from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.account import blueprint
from gulir.web.forms import Form


@blueprint.route("/akun/kalender", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def calendars() -> tuple[str, int]:
    """The links that there are; a new one shows its address this once."""
    form, who, link, wrong = Form(), current(), None, None
    if form.validate_on_submit():
        try:
            with ground.begin() as connection:
                link = address(feeds.make(connection, who.person_id, who.membership_id or ""))
        except feeds.TooMany:
            wrong = gettext("You have %(most)s links already. Take one back first.", most=feeds.MOST)
        except NoSuchMembership:
            wrong = gettext("A link is made in one's own seat, not while standing in for somebody.")
    with ground.begin() as connection:
        found = feeds.of(connection, who.person_id)
    return render_template("account/calendars.html", who=who, found=found, form=form, link=link, wrong=wrong), 422 if wrong else 200


@blueprint.post("/akun/kalender/<uuid:feed>/cabut")
@requires(Permission.ACCOUNT_OWN)
def revoke_calendar(feed: UUID) -> Response:
    """Takes a link back: from now on it opens nothing."""
    with ground.begin() as connection:
        ended = feeds.revoke(connection, current().person_id, feed)
    if not ended:
        abort(404)
    flash(gettext("The link is taken back. Whoever has it sees nothing any more."), "success")
    return redirect(url_for("account.calendars"), 303)


def address(token: str) -> str:
    """Where a calendar program finds it."""
    base_url = str(getattr(current_app.extensions["gulir.settings"], "base_url", "")).rstrip("/")
    return base_url + url_for("calendars.feed", token=token)
