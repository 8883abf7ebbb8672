"""Rulebooks: all of them side by side, and one with its clauses and where they come from."""

from flask import abort, render_template

from gulir.cases.looking import processes
from gulir.engine import Rulebook
from gulir.identity.permissions import Permission
from gulir.web import dates
from gulir.web.access import requires
from gulir.web.groups.ground import area
from gulir.web.rulebooks.parameters import compared, label, parameters, written

blueprint = area("rulebooks", __name__)


@blueprint.get("/aturan")
@requires(Permission.RULEBOOK_READ)
def index() -> str:
    """All of them, side by side."""
    books = in_order()
    return render_template("rulebooks/index.html", books=books, rows=compared([book for book in books if not book.criteria]), today=dates.today())


@blueprint.get("/aturan/<slug>")
@requires(Permission.RULEBOOK_READ)
def page(slug: str) -> str:
    """One, clause by clause."""
    book = processes().rulebooks.get(slug) or abort(404)
    words = {"label": label, "parameters": parameters, "written": written}
    return render_template("rulebooks/page.html", book=book, today=dates.today(), books=processes().rulebooks, **words)


def in_order() -> list[Rulebook]:
    """The oldest first; one without a beginning is the oldest."""
    return sorted(processes().rulebooks.values(), key=lambda book: (str(book.valid_from or ""), book.slug))
