"""Who hears of what: drawn from the table that decides it, and from what each process tells of its steps."""

from typing import Any

from flask import current_app, render_template
from flask_babel import lazy_gettext as _

from gulir.engine import Workflows
from gulir.identity.permissions import Permission
from gulir.notices.topics import KINDS, Reach
from gulir.web.access import requires
from gulir.web.people import blueprint

REACHES: dict[Reach, Any] = {
    Reach.HOLDERS: _("whose turn it is"),
    Reach.ASSIGNEE: _("the colleague it was given to"),
    Reach.TOLD: _("who the step tells"),
    Reach.WATCHERS: _("who follows the case"),
    Reach.RESOLVER: _("who can clear the obstacle"),
    Reach.KEEPERS: _("programme managers and the secretariat"),
    Reach.ABSENT: _("for whom somebody stood in"),
    Reach.DECIDERS: _("in whose name it was recorded"),
}


@blueprint.get("/peran/pemberitahuan")
@requires(Permission.ACCOUNT_OWN)
def hearing() -> str:
    """Two tables: kinds of notices, and steps that tell more parties."""
    reaches = [(reach, words) for reach, words in REACHES.items() if any(reach in kind.reach for kind in KINDS.values())]
    return render_template("people/hearing.html", kinds=list(KINDS.values()), reaches=reaches, told=tellings())


def tellings() -> list[tuple[Any, list[Any]]]:
    """Each process whose cases may lie open, with its steps that have parties of their own to tell."""
    workflows: Workflows = current_app.extensions["gulir.workflows"]
    flows = [workflows.current(name) for name in workflows.names]
    return [(flow.label, [step for step in flow.steps if step.tells]) for flow in flows if 0 in flow.lanes]
