"""Addresses of cases."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from gulir.identity.permissions import Permission
from gulir.web.access import requires
from gulir.web.cases import houses, listing, opening, pleas, tracks
from gulir.web.cases import page as page_of
from gulir.web.cases import step as step_of
from gulir.web.cases.reading import arrive as arrive_at
from gulir.web.cases.reading import look_at
from gulir.web.words import write

blueprint = Blueprint("cases", __name__)
OF_ONE_CASE = ("cases.page", "cases.step", "cases.house", "cases.plea", "cases.track")


@blueprint.url_value_preprocessor
def arrive(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Pages of one case begin with one trip to the database."""
    if endpoint in OF_ONE_CASE and values:
        arrive_at(values["number"], values["step"] if endpoint == "cases.step" and request.method == "POST" else None)


@blueprint.app_template_filter("spoken")
def spoken(value: object) -> str:
    """A value of an answer as people write it."""
    return write(value)


@blueprint.get("/<city:city>/berkas")
@requires(Permission.CASE_READ, all_cities=True)
def index() -> listing.Answer:
    """The list of cases."""
    return listing.show()


@blueprint.get("/<city:city>/berkas.<any(xlsx, csv, json):form>")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def export(form: str) -> Response:
    """The list as a file, under the filters of the page."""
    return listing.export(form)


@blueprint.route("/<city:city>/berkas/baru", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def new() -> opening.Answer:
    """Opens a case."""
    return opening.send() if request.method == "POST" else opening.show()


@blueprint.get("/<city:city>/berkas/<number>")
@requires(Permission.CASE_READ)
def page(number: str) -> str:
    """One case."""
    return render_template("cases/page.html", **page_of.context(look_at(number)))


@blueprint.route("/<city:city>/berkas/<number>/rumah", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def house(number: str) -> houses.Answer:
    """Opens a house within a grant."""
    return houses.send(number) if request.method == "POST" else houses.show(number)


@blueprint.post("/<city:city>/berkas/<number>/kendala/<mark>")
@requires(Permission.CASE_ACT)
def plea(number: str, mark: str) -> Response:
    """Asks for help with an obstacle."""
    return pleas.ask(number, mark)


@blueprint.route("/<city:city>/berkas/<number>/jalur/<kind>", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def track(number: str, kind: str) -> tracks.Answer:
    """Opens a track within an advocacy case."""
    return tracks.send(number, kind) if request.method == "POST" else tracks.show(number, kind)


@blueprint.route("/<city:city>/berkas/<number>/<step>", methods=["GET", "POST"])
@requires(Permission.CASE_ACT)
def step(number: str, step: str) -> step_of.Answer:
    """The form of one step, and what takes it."""
    return step_of.act(number, step) if request.method == "POST" else step_of.show(number, step)
