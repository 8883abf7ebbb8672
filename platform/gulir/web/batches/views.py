"""Batches: the list, one letter with the cases that it names, and a new one."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.documents import StoreUnavailable, path_of
from gulir.groups import batches, finding
from gulir.identity.permissions import Permission
from gulir.tables import Batch
from gulir.web.access import requires
from gulir.web.batches import queries
from gulir.web.batches.forms import COMPONENTS, SOURCES, LetterForm
from gulir.web.cases.carried import NO_ROOM
from gulir.web.groups.ground import after, area, attempt, cities, paged, status, tenant
from gulir.web.words import text

blueprint = area("batches", __name__)
blueprint.context_processor(lambda: {"components": COMPONENTS, "sources": SOURCES})


@blueprint.get("/<city:city>/usulan")
@requires(Permission.BATCH_READ, all_cities=True)
def index() -> str:
    """The list, newest first."""
    rows, following = paged(queries.batch_rows(cities(), after()))
    return render_template("batches/index.html", rows=rows, following=following)


@blueprint.get("/<city:city>/usulan/<number>")
@requires(Permission.BATCH_READ)
def page(number: str) -> str:
    """One letter."""
    batch = finding.batch(tenant(), number)
    cases = queries.case_rows(batch)
    paid = sum(1 for case in cases if case.received)
    return render_template("batches/page.html", batch=batch, cases=cases, paid=paid, waiting=queries.waiting_rows(batch))


@blueprint.get("/<city:city>/usulan/<number>/surat")
@requires(Permission.BATCH_READ)
def file(number: str) -> Response:
    """The letter itself, to be saved and not shown, whatever it contains."""
    batch = finding.batch(tenant(), number)
    if not batch.file_digest or not path_of(batch.file_digest).exists():
        abort(404)
    response = send_file(path_of(batch.file_digest), mimetype=batch.file_type, as_attachment=True, download_name=batch.file_name, max_age=0)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.route("/<city:city>/usulan/baru", methods=["GET", "POST"])
@requires(Permission.BATCH_WRITE)
def new() -> Response | tuple[str, int]:
    """Writes down a letter."""
    form = LetterForm(component=request.args.get("component", "kube"))
    if form.validate_on_submit() and (made := kept(form, lambda: batches.create(tenant(), form.letter(), form.stored()))):
        flash(_("%(number)s is written down. Next: the cases that it names.", number=made.number), "success")
        return redirect(url_for(".page", number=made.number), 303)
    return render_template("batches/new.html", form=form), called(form)


@blueprint.route("/<city:city>/usulan/<number>/ubah", methods=["GET", "POST"])
@requires(Permission.BATCH_WRITE)
def edit(number: str) -> Response | tuple[str, int]:
    """Corrects a letter; what cases were chosen by stays."""
    batch = finding.batch(tenant(), number)
    form = LetterForm(obj=batch)
    form.component.data, form.source.data, form.year.data = batch.component, batch.source, batch.year
    if form.validate_on_submit() and kept(form, lambda: changed(batch, form)):
        flash(_("Saved."), "success")
        return redirect(url_for(".page", number=number), 303)
    return render_template("batches/edit.html", form=form, batch=batch), called(form)


def changed(batch: Batch, form: LetterForm) -> Batch:
    """The batch with the new words."""
    batches.edit(batch, form.letter(), form.stored())
    return batch


def kept(form: LetterForm, verb: Callable[[], Batch]) -> Batch | None:
    """What the verb made; None when it was refused or the file could not be kept, and then the form says why."""
    try:
        return attempt(form, verb)
    except StoreUnavailable:
        form.file.errors.append(text(NO_ROOM))
        return None


def called(form: LetterForm) -> int:
    """What the answer with this form is called: 507 where it is the disk that has no room, and not the sender who is to do better."""
    return 507 if text(NO_ROOM) in form.file.errors else status(form)
