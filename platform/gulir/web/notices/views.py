"""The list of notices, and marking them as read."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from werkzeug.wrappers import Response

from gulir.acting import Acting
from gulir.identity.permissions import Permission
from gulir.notices import muting, queries
from gulir.notices.reading import mark_all_read, mark_read
from gulir.tasks.queries import tasks
from gulir.web.access import acting, may, requires
from gulir.web.cities import is_all
from gulir.web.layout import count_with
from gulir.web.notices.forms import AllReadForm
from gulir.web.notices.rows import a_page

blueprint = Blueprint("notices", __name__)


@blueprint.record_once
def show_count(state: BlueprintSetupState) -> None:
    """The number of unread notices stands beside the bell of every page."""
    count_with(state.app, "pemberitahuan", lambda: queries.unread(me()))  # type: ignore[arg-type]


@blueprint.get("/<city:city>/pemberitahuan", endpoint="list")
@requires(Permission.NOTICE_READ, all_cities=True)
def list_() -> str:
    """Unread first, then the newest."""
    which = request.args.get("saring")
    page = a_page(me(), here(), request.args.get("after"), which)
    values = {"unread": queries.unread(me(), here()), "which": which, "sees_deliveries": may(Permission.DELIVERY_READ) and not is_all()}
    values["elsewhere"] = queries.unread_elsewhere(me(), here())
    ready = tasks(here(), ready=True, most=3) if may(Permission.REPORT_EXPORT) else []
    return render_template("notices/list.html", page=page, ready=ready, form=AllReadForm(until=page.seen_at), **values)


@blueprint.post("/<city:city>/pemberitahuan")
@requires(Permission.NOTICE_READ, all_cities=True)
def read_all() -> Response:
    """Those that stood on the page or came before it; one that came in between stays unread."""
    form = AllReadForm()
    if form.validate_on_submit() and form.until.data:
        mark_all_read(me(), here(), form.until.data)
    return redirect(url_for("notices.list"), 303)


@blueprint.post("/<city:city>/pemberitahuan/<uuid:notice>")
@requires(Permission.NOTICE_READ, all_cities=True)
def open_(notice: UUID) -> Response:
    """Marks one as read and goes on to its case."""
    where = queries.place_of(me(), here(), notice) or abort(404)
    mark_read(me(), here(), notice)
    return redirect(f"/{where.slug}/berkas/{where.number}", 303)


@blueprint.post("/<city:city>/pemberitahuan/senyap/<number>")
@requires(Permission.NOTICE_READ)
def mute(number: str) -> Response:
    """Mutes a case, or tells of it again; back to where that was asked."""
    done = (muting.unmute if request.form.get("lagi") else muting.mute)(me(), g.city.id, number)
    if not done:
        abort(404)
    flash(gettext("You hear of this case again.") if request.form.get("lagi") else gettext("Nothing of this case is sent to you any more."), "success")
    back = {"akun": url_for("account.preferences"), "daftar": url_for("notices.list")}
    return redirect(back.get(request.form.get("dari", ""), f"/{g.city.slug}/berkas/{number}"), 303)


def me() -> Acting:
    """Who reads; the guard before every view has found them."""
    who = acting()
    assert who is not None  # noqa: S101 - for the type checker: no view runs without
    return who


def here() -> list[int]:
    """The cities of this page."""
    return me().tenant_ids if is_all() else [g.city.id]
