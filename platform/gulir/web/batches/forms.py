"""The form of a proposal letter, and the words for its component and source of funds."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from gulir.documents import Rejected, StoreUnavailable, accept, store
from gulir.groups.batches import Letter
from gulir.web.forms import Form, offered
from gulir.web.groups.fields import MAY, MUST, PastField, line, whole
from gulir.web.words import text

COMPONENTS = {"kube": _("KUBE, livelihood groups"), "rtlh": _("RTLH, houses"), "sarling": _("Sarling, facilities of a neighbourhood")}
SOURCES = {
    "apbn": _("State budget (APBN), Ministry of Social Affairs"),
    "deconcentration": _("State budget by way of the province (deconcentration)"),
    "apbd_province": _("Budget of the province (APBD)"),
    "apbd_city": _("Budget of the city (APBD)"),
    "csr": _("A company (CSR)"),
    "other": _("Another source"),
}


class LetterForm(Form):
    """What stands on the letter."""

    title = line(_("What is proposed"), 160, must=True, shortest=2)
    component = SelectField(_("Component"), MUST, choices=offered(COMPONENTS.items()))
    source = SelectField(_("Source of funds"), MUST, choices=offered(SOURCES.items()))
    year = whole(_("Budget year"), 2000, 2100)
    letter_number = line(_("Number of the letter"), 80)
    letter_date = PastField(_("Date of the letter"), MAY)
    signer = line(_("Signed by"), 120)
    file = FileField(_("The letter, scanned"))
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def validate_file(self, field: FileField) -> None:
        """Told by its content, not by its name."""
        self.taken = None
        if field.data:
            try:
                self.taken = accept(field.data.read(), field.data.filename or "")
            except Rejected as problem:
                raise ValidationError(text(problem.words)) from problem

    def letter(self) -> Letter:
        """As the verb takes it."""
        return Letter(
            self.title.data or "", self.component.data, self.source.data, self.year.data, self.letter_number.data or None, self.letter_date.data,
            self.signer.data or None, (self.note.data or "").strip() or None,
        )  # fmt: skip

    def stored(self) -> dict[str, Any] | None:
        """The file's columns, once it is kept; None where there is none. Raises StoreUnavailable."""
        return store(self.taken) if self.taken else None


__all__ = ["COMPONENTS", "SOURCES", "LetterForm", "StoreUnavailable"]
