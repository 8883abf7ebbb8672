"""A new case: for which group, under which rulebook, how much."""

from typing import Any
from uuid import uuid4

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from gulir.acting.who import current
from gulir.cases.looking import for_new, processes
from gulir.cases.opening import NewCase, open_case
from gulir.cases.outcomes import Absent, Invalid, Refused, Unmet
from gulir.engine import Rulebook
from gulir.web import words
from gulir.web.cases import logged, queries, typed
from gulir.web.cases.reading import uuid_of
from gulir.web.forms import Form, MoneyField, offered

Answer = str | Response | tuple[str, int]
# What is opened by itself, each in a sentence; a house or a track is opened from the page of its case instead.
KINDS = {
    "kube": (_("KUBE"), _("Money for a group of poor families that saves together and earns with it; the fund stays with the group.")),
    "rtlh": (_("RTLH"), _("Money for the materials of houses that are unfit to live in; each house then gets a case of its own.")),
    "sarling": (_("Sarling"), _("Money for a facility that the neighbourhood needs: a path, a drain, a wash house, a meeting place.")),
    "advocacy": (_("Advocacy"), _("What residents bring because an office or a company does not do right by them: eviction, electricity, school fees.")),
}


class NewCaseForm(Form):
    """What a case is opened with."""

    idem = HiddenField()
    group = SelectField(_("Group"), [InputRequired()], validate_choice=False)
    title = StringField(_("Title"), [InputRequired(), Length(2, 160)], description=_("As it should stand in lists: the group, and what the money is for."))
    rulebook = RadioField(_("Rulebook"), [InputRequired()], validate_choice=False)
    amount = MoneyField(_("Amount applied for"), description=_("In whole rupiah. It may be left empty and corrected later."))


def show() -> Answer:
    """The empty form, for the group that the address names."""
    if kind_of() in logged.KINDS:
        return logged.show(kind_of(), kinds())
    form = filled(NewCaseForm(formdata=None, data={"idem": str(uuid4()), "group": request.args.get("kelompok", "")}))
    slug = request.args.get("kelompok")
    if slug:
        group = next(iter(queries.groups(g.city.id, slug)), None) or abort(404)
        form.title.data = gettext("%(kind)s %(group)s", kind=KINDS[kind_of()][0], group=group.name)
    return drawn(form)


def send() -> Answer:
    """Opens it, or shows the form again."""
    if kind_of() in logged.KINDS:
        return logged.send(kind_of(), kinds())
    form = filled(NewCaseForm())
    if not form.validate_on_submit():
        return drawn(form), 422
    group = next(iter(queries.groups(g.city.id, form.group.data)), None)
    if group is None or form.rulebook.data not in {book.hash for book in rulebooks()}:
        abort(404)
    try:
        done = open_case(current(), g.city.id, new_case(form, group))
    except Absent:
        abort(404)
    except Refused as refused:
        return refused_of(form, refused)
    flash(gettext("The case is open. Its number is %(number)s.", number=done.number), "success")
    return redirect(url_for("cases.page", number=done.number), 303)


def new_case(form: NewCaseForm, group: Any) -> NewCase:
    """What the form says."""
    answers = {"group": str(group.id), "kampung": str(group.kampung_id), "rulebook": form.rulebook.data, "title": form.title.data}
    answers |= {"amount": form.amount.data} if form.amount.data is not None else {}
    idem = uuid_of(form.idem.data) or abort(400)
    return NewCase(kind_of(), form.title.data or "", form.rulebook.data, idem, group.id, group.kampung_id, amount=form.amount.data, answers=answers)


def refused_of(form: NewCaseForm, refused: Refused) -> Answer:
    """The form with what was refused."""
    if isinstance(refused, Invalid):
        typed.show_errors(form, refused.errors)
    else:
        form.form_errors.append(refused.words)
    for verdict in refused.verdicts if isinstance(refused, Unmet) else ():
        form.form_errors.append(verdict.why)
    return drawn(form), refused.status


def filled(form: NewCaseForm) -> NewCaseForm:
    """With the groups within reach and the rulebooks to choose from."""
    groups = queries.groups(g.city.id)
    form.group.choices = offered([("", _("Choose …")), *((row.slug, f"{row.name}, {row.kampung}") for row in groups)])
    form.rulebook.choices = offered((book.hash, words.bilingual(book.title)) for book in rulebooks())
    return form


def rulebooks() -> list[Rulebook]:
    """Those that rule the programme."""
    return processes().rulebooks_of(kind_of())


def kind_of() -> str:
    """The grant that the address names; 404 for one that no group applies for."""
    offered_here = [name for name in KINDS if may_open(name)]
    kind = request.args.get("jenis") or next(iter(offered_here), None)
    return kind if kind in offered_here else abort(404)


def may_open(kind: str) -> bool:
    """Whether this one's role opens such a case, in a lane that they may read."""
    workflow = for_new(kind)
    step = workflow.step("open", "-")
    return step is not None and current().role in step.by and current().has("decide", kind) and bool(set(workflow.lanes) & set(current().lanes))


def kinds() -> list[tuple[str, Any, Any, str]]:
    """What may be opened here, each with its sentence and address."""
    found = [(name, *words_) for name, words_ in KINDS.items() if may_open(name)]
    return [(name, words_, told, url_for("cases.new", jenis=name, kelompok=request.args.get("kelompok"))) for name, words_, told in found]


def drawn(form: NewCaseForm) -> str:
    """The page."""
    here = kind_of()
    return render_template("cases/new.html", form=form, books={book.hash: book for book in rulebooks()}, kinds=kinds(), here=here, kind=KINDS[here][0])
