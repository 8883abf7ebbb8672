"""The files that somebody asked for: asking, how far they are, fetching, asking again, removing."""

from typing import Any
from uuid import UUID, uuid4

from flask import Response as File
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.acting.doorway import call
from gulir.identity.permissions import Permission
from gulir.tasks import asking, console, files, queries
from gulir.tasks.kinds import title_of
from gulir.web.access import requires
from gulir.web.groups.ground import area, cities
from gulir.web.locale import language
from gulir.web.tasks.wanted import address, wanted
from gulir.web.tasks.words import MOVED, PROBLEMS, STATES

SEEN = (console,)  # kinds that only a console works on, and pages name
blueprint = area("tasks", __name__)
blueprint.add_app_template_global(title_of, "task_title")
Page = Response | tuple[str, int]


@blueprint.get("/<city:city>/tugas")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def index() -> str:
    """One's own, and what the city's cases are moved by; the latest first."""
    return render_template("tasks/index.html", rows=queries.tasks(cities()), states=STATES, moved=MOVED, problems=PROBLEMS, me=current().person_id)


@blueprint.route("/<city:city>/tugas/baru", methods=["GET", "POST"])
@requires(Permission.REPORT_EXPORT, all_cities=True)
def new() -> Page:
    """What will be made; then it is asked for. The id comes with the form, so that a double click asks once."""
    kind, asked = wanted()
    task, many = _id(request.form.get("tugas", "")) if request.method == "POST" else uuid4(), False
    if request.method == "POST":
        try:
            asking.ask(current(), task, kind, asked, cities(), language())
            return redirect(url_for("tasks.page", task=task), 303)
        except asking.TooMany:
            many = True
    rules = asking.limits()
    values = {"title": title_of(kind, asked), "form": asked["form"], "address": address(), "most": rules["open_at_once"], "days": rules["days_kept"]}
    return render_template("tasks/new.html", task=task, many=many, **values), 422 if many else 200


@blueprint.get("/<city:city>/tugas/<uuid:task>")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def page(task: UUID) -> str:
    """How far it is; the page asks again by itself until there is an end."""
    row = _row(task)
    return render_template("tasks/page.html", row=row, states=STATES | (MOVED if row.shared else {}), problems=PROBLEMS, own=_is_own(row))


@blueprint.get("/<city:city>/tugas/<uuid:task>/isi")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def fetch(task: UUID) -> File | Response:
    """The file, for whoever asked, by the rights by which they asked."""
    row = _row(task)
    digest = call("task_file", current().key, row.tenant_id, task) or abort(404)
    path = files.path_of(task, digest)
    if not path.is_file():
        flash(_("The file is not there any more. It can be made again."), "warning")
        return redirect(url_for("tasks.page", task=task), 303)
    response = File(path.read_bytes(), content_type="application/octet-stream")
    response.headers["Content-Type"] = row.file_type
    response.headers.set("Content-Disposition", "attachment", filename=row.file_name)
    return response


@blueprint.post("/<city:city>/tugas/<uuid:task>/lagi")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def again(task: UUID) -> Response:
    """Once more."""
    asking.again(current(), _row(task).tenant_id, task)
    return redirect(url_for("tasks.page", task=task), 303)


@blueprint.post("/<city:city>/tugas/<uuid:task>/hapus")
@requires(Permission.REPORT_EXPORT, all_cities=True)
def drop(task: UUID) -> Response:
    """Away with it."""
    if asking.drop(current(), _row(task).tenant_id, task):
        flash(_("The file was removed."), "success")
    return redirect(url_for("tasks.index"), 303)


def _row(task: UUID) -> Any:
    return queries.task(cities(), task) or abort(404)


def _is_own(row: Any) -> bool:
    return str(row.person_id) == current().person_id and not row.shared


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        abort(400)
