"""The webhooks of a city: adding one, of what it is called, trying it, pausing it, taking it away."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.identity.permissions import Permission
from gulir.identity.wiring import limiter
from gulir.notices import channels, hooks
from gulir.web.access import requires
from gulir.web.channels.forms import HookForm, TopicsForm
from gulir.web.channels.views import answered, blueprint
from gulir.web.deliveries.words import PROBLEMS
from gulir.web.groups.ground import status, tenant


@blueprint.route("/<city:city>/saluran/kait/tambah", methods=["GET", "POST"])
@requires(Permission.CHANNEL_WRITE)
def add_hook() -> Response | tuple[str, int]:
    """A new webhook; its secret is shown on the page that answers, and never again."""
    form = HookForm()
    if form.validate_on_submit():
        made, secret = hooks.add(current(), tenant(), form.url.data or "", form.topics.data or [])
        return render_template("channels/secret.html", city=g.city, hook=made, secret=secret), 200
    return render_template("channels/add_hook.html", city=g.city, form=form), status(form)


@blueprint.route("/<city:city>/saluran/kait/<uuid:webhook>", methods=["GET", "POST"])
@requires(Permission.CHANNEL_WRITE)
def hook(webhook: UUID) -> Response | tuple[str, int]:
    """One webhook: of what it is called, how it does, and its end."""
    row = next((one for one in hooks.shown(tenant()) if one.id == webhook), None) or abort(404)
    form = TopicsForm(data={"topics": row.topics})
    if form.validate_on_submit():
        hooks.change(tenant(), webhook, topics=form.topics.data)
        flash(_("From now on %(host)s is called of these.", host=row.host), "success")
        return redirect(url_for("channels.list"), 303)
    words = {"problems": PROBLEMS, "ails": channels.ails, "leaving": bool(request.args.get("hapus"))}
    return render_template("channels/hook.html", city=g.city, form=form, row=row, **words), status(form)


@blueprint.post("/<city:city>/saluran/kait/<uuid:webhook>/percobaan")
@requires(Permission.CHANNEL_WRITE)
@limiter.limit("30 per hour")
def ping(webhook: UUID) -> Response:
    """A call that says only that it is a trial; its answer is shown."""
    return answered(host_of(webhook), lambda: hooks.ping(tenant(), webhook))


@blueprint.post("/<city:city>/saluran/kait/<uuid:webhook>/sakelar")
@requires(Permission.CHANNEL_WRITE)
def pause_hook(webhook: UUID) -> Response:
    """Pauses it, or goes on."""
    host, on = host_of(webhook), request.form.get("nyala") == "1"
    hooks.change(tenant(), webhook, enabled=on)
    flash(_("%(host)s is called again.", host=host) if on else _("%(host)s is not called until you let it be called again.", host=host), "success")
    return redirect(url_for("channels.list"), 303)


@blueprint.post("/<city:city>/saluran/kait/<uuid:webhook>/hapus")
@requires(Permission.CHANNEL_WRITE)
def end_hook(webhook: UUID) -> Response:
    """Ends it for good."""
    host = host_of(webhook)
    hooks.end(tenant(), webhook)
    flash(_("%(host)s is called no more.", host=host), "success")
    return redirect(url_for("channels.list"), 303)


def host_of(webhook: UUID) -> str:
    """Whom it calls; 404 where the city has no such webhook."""
    return next((str(one.host) for one in hooks.shown(tenant()) if one.id == webhook), None) or abort(404)
