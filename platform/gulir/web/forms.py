"""The form that every page's form is made from: our own words for what is wrong, texts trimmed, money as people type it."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import get_translations, gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.widgets import TextInput

from gulir.web.form_token import FormToken
from gulir.web.locale import whole

# What WTForms itself says of a field; named here so that the catalogues have it.
SAID_BY_WTFORMS = (
    _("This field is required."), _("Invalid input."), _("Not a valid choice."), _("Invalid Choice: could not coerce."), _("Not a valid date value."),
    _("Not a valid integer value."), _("Not a valid decimal value."), _("Number must be at least %(min)s."), _("Number must be at most %(max)s."),
    _("Number must be between %(min)s and %(max)s."), _("Field must be equal to %(other_name)s."), _("Invalid email address."),
    _("Date must be at least %(min)s."), _("Date must be at most %(max)s."), _("Date must be between %(min)s and %(max)s."),
    _("Field must be at least %(min)d character long."), _("Field cannot be longer than %(max)d character."),
    _("Field must be between %(min)d and %(max)d characters long."), _("Field must be exactly %(max)d character long."),
)  # fmt: skip


class _OurWords:
    """What WTForms asks for its messages."""

    @staticmethod
    def gettext(message: str) -> str:
        """Without values: WTForms puts them in itself."""
        return gettext(message)

    @staticmethod
    def ngettext(singular: str, plural: str, number: int) -> str:
        """Indonesian has no plural, so one message serves."""
        found = gettext(singular)
        return found if found != singular else str(get_translations().ngettext(singular, plural, number))


class Form(FlaskForm):
    """With CSRF; messages come from our catalogues. Name each field that is written: never `populate_obj`."""

    class Meta(FlaskForm.Meta):
        """Where messages come from, and the mark."""

        csrf_class = FormToken

        def get_translations(self, _form: Any) -> type[_OurWords]:
            """Our own catalogues, since WTForms has no Indonesian."""
            return _OurWords

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Trims what is typed into a line of text."""
            if unbound_field.field_class is StringField:
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), _trimmed]
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)


class MoneyField(IntegerField):
    """Whole rupiah, typed as 20000000, 20.000.000 or Rp 20.000.000."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was typed; a decimal part of zeros (,00) is allowed, any other is refused."""
        typed = re.sub(r"[\s\u00a0]|^[Rr]p\.?|[,.]-$|,00$", "", valuelist[0].strip()) if valuelist else ""
        if not typed:
            self.data = None
            return
        if not re.fullmatch(r"\d{1,3}([.,]\d{3})+|\d+", typed, re.ASCII):
            self.data = None
            raise ValueError(gettext("Write the amount in whole rupiah, as in 20.000.000."))
        self.data = int(re.sub(r"[.,]", "", typed))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else whole(self.data)


def offered(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Values with their labels, as a field's choices."""
    return [SelectChoice(value, label) for value, label in pairs]


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
