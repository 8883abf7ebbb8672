"""The list of deliveries with its figures, and putting some of them back."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from gulir.identity.permissions import Permission
from gulir.web.access import may, requires
from gulir.web.deliveries import queries
from gulir.web.deliveries.words import CHANNELS, PROBLEMS, STATES
from gulir.web.groups.ground import area, tenant

blueprint = area("deliveries", __name__)
MOST_TIMES = 10_000  # more often nothing is sent again; it must fit into the database's number
STATE, CHANNEL = "keadaan", "saluran"  # words of the filters in an address


@blueprint.get("/<city:city>/pengiriman", endpoint="list")
@requires(Permission.DELIVERY_READ)
def list_() -> str:
    """What left, what did not, and why."""
    return shown()


@blueprint.post("/<city:city>/pengiriman")
@requires(Permission.DELIVERY_RESEND)
def again() -> Response | tuple[str, int]:
    """Puts chosen messages back; one that may have arrived only when whoever asks knows that."""
    asked = chosen(request.form.getlist("kiriman"))
    if not asked:
        flash(_("Choose at least one message first."), "warning")
        return redirect(url_for("deliveries.list"), 303)
    if not request.form.get("tahu") and (count := queries.unsure(tenant(), asked)):
        return shown(asked=asked, unsure=count), 422
    done = queries.again(tenant(), asked)
    if done:
        flash(ngettext("%(num)d message goes out again within a minute.", "%(num)d messages go out again within a minute.", done), "success")
    else:
        flash(_("Nothing was changed: somebody put these back already, or they have left meanwhile."), "warning")
    return redirect(url_for("deliveries.list"), 303)


@blueprint.post("/<city:city>/pengiriman/tugas")
@requires(Permission.DELIVERY_RESEND)
def revive() -> Response:
    """Sends jobs that were given up on their way again."""
    done = queries.revive(tenant(), chosen(request.form.getlist("tugas")))
    flash(ngettext("%(num)d job is tried again.", "%(num)d jobs are tried again.", done), "success" if done else "warning")
    return redirect(url_for("deliveries.list"), 303)


def shown(asked: dict[UUID, int] | None = None, unsure: int = 0) -> str:
    """The page; `unsure`: how many of those that were asked for may have arrived."""
    state, channel = one_of(STATES, STATE), one_of(CHANNELS, CHANNEL)
    rows, dead = queries.deliveries(tenant(), state, channel), queries.dead(tenant())
    words = {"states": STATES, "channels": CHANNELS, "problems": PROBLEMS, "state": state, "channel": channel, "most": queries.SHOWN}
    values = {
        "rows": rows,
        "dead": dead,
        "figures": queries.figures(tenant()),
        "untold": queries.untold(tenant()),
        "asked": asked or {},
        "unsure": unsure,
        "may_resend": may(Permission.DELIVERY_RESEND),
    }
    return render_template("deliveries/list.html", city=g.city, **words, **values)


def one_of(known: object, name: str) -> str | None:
    """The value of a filter, if there is such a one."""
    value = request.args.get(name)
    return value if value in known else None  # type: ignore[operator]


def chosen(values: list[str]) -> dict[UUID, int]:
    """Ids, and how often each had been sent again when it was seen; what is none is left out, since no box of the page has it."""
    found = {}
    for value in values[: queries.SHOWN]:
        name, _dot, times = value.partition(".")
        try:
            delivery, seen = UUID(name), int(times or 0)
        except ValueError:
            continue
        if 0 <= seen <= MOST_TIMES:
            found[delivery] = seen
    return found
