"""Addresses of joint evaluations."""

from flask import g, url_for

from gulir.identity.permissions import Permission
from gulir.web.access import may, requires
from gulir.web.evaluations import opening, scoring
from gulir.web.groups.ground import area

blueprint = area("evaluations", __name__)


@blueprint.app_template_global("evaluation_url")
def evaluation_url(berkas: str | None = None, kampung: str | None = None) -> str | None:
    """Where an evaluation of a grant (its number), a kampung (its slug) or else the city is opened, for who may open one."""
    return url_for("evaluations.new", berkas=berkas, kampung=kampung) if may(Permission.EVALUATION_OPEN) and g.get("city") and g.city.id else None


@blueprint.route("/<city:city>/evaluasi/baru", methods=["GET", "POST"])
@requires(Permission.EVALUATION_OPEN)
def new() -> opening.Answer:
    """Opens an evaluation of a grant, a kampung, or the city."""
    return opening.answer()


@blueprint.get("/<city:city>/berkas/<number>/score")
@requires(Permission.CASE_ACT)
def score(number: str) -> scoring.Answer:
    """One's own side's scores."""
    return scoring.show(number)


@blueprint.post("/<city:city>/berkas/<number>/score")
@requires(Permission.CASE_ACT)
def save(number: str) -> scoring.Answer:
    """Saves them, and hands in where the lead asks for it."""
    return scoring.send(number)
