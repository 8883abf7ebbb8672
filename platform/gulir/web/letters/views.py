"""Writes reminder letters to holders of stuck cases, and shows those so far."""

from uuid import UUID, uuid4

from flask import Response as Answer
from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gulir.acting import current
from gulir.documents import StoreUnavailable
from gulir.identity.permissions import Permission
from gulir.letters import making, queries
from gulir.letters.numbers import formal
from gulir.web.access import may, requires
from gulir.web.dates import today
from gulir.web.groups.ground import PAGE, after, area, cities, paged, tenant
from gulir.web.letters.forms import LetterForm, asked_language

blueprint = area("letters", __name__)
blueprint.add_app_template_filter(lambda row: formal(row.number, row.day), "letter_number")
# A viewer within the browser may draw it; it loads nothing and nobody frames it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


@blueprint.get("/<city:city>/surat")
@requires(Permission.LETTER_READ, all_cities=True)
def index() -> str:
    """The letters so far, the latest first."""
    rows, following = paged(queries.letters(cities(), PAGE + 1, after()))
    return render_template("letters/index.html", rows=rows, following=following, may_write=may(Permission.LETTER_WRITE))


@blueprint.route("/<city:city>/surat/baru", methods=["GET", "POST"])
@requires(Permission.LETTER_WRITE)
def new() -> Response | tuple[str, int]:
    """To whom; then the letter to one of them, and its number."""
    form = LetterForm(letter=uuid4(), holder=request.args.get("pemegang", ""), language=asked_language())
    if form.validate_on_submit() and form.letter.data:
        made = made_of(form, form.letter.data)
        if made is not None:
            return made
    found = making.reachable(current(), g.city, today())
    to = next((one for one in found if one.holder == form.holder.data), None)
    earlier = queries.letters([tenant()], 3, holder=to.holder) if to else []
    gone = bool(form.holder.data) and to is None
    return render_template("letters/new.html", form=form, found=found, to=to, earlier=earlier, gone=gone), 422 if form.errors or gone else 200


@blueprint.get("/<city:city>/surat/konsep.pdf")
@requires(Permission.LETTER_WRITE)
def draft() -> Answer:
    """The letter as it would be, marked as a draft."""
    try:
        content = making.draft(current(), g.city, request.args.get("pemegang", ""), asked_language(), today())
    except making.NothingStuck:
        abort(404)
    return as_pdf(content, "konsep.pdf")


@blueprint.get("/<city:city>/surat/<uuid:letter>.pdf")
@requires(Permission.LETTER_READ)
def fetch(letter: UUID) -> Answer:
    """The letter as it was printed."""
    row = queries.letter(tenant(), letter) or abort(404)
    return as_pdf(making.printed(row), making.file_name(row))


def made_of(form: LetterForm, letter: UUID) -> Response | None:
    """Makes it and goes on to the list; None where nothing is stuck with them any more."""
    try:
        making.make(current(), g.city, letter, form.holder.data or "", form.language.data, today())
    except making.NothingStuck:
        return None
    except StoreUnavailable:
        flash(_("The letter has its number, but the disk could not keep it yet. It is set again as often as it is opened."), "warning")
        return redirect(url_for("letters.index"), 303)
    row = queries.letter(tenant(), letter) or abort(404)
    flash(_("Letter %(number)s is made. Each of its cases says so.", number=formal(row.number, row.day)), "success")
    return redirect(url_for("letters.index"), 303)


def as_pdf(content: bytes, name: str) -> Answer:
    """Shown in the browser, to be printed from there."""
    response = Answer(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response
