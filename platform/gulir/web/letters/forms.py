"""What is chosen of a letter: its holder and its language; its id comes with the form, so that a double click makes one letter."""

from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from gulir.letters.making import LANGUAGES
from gulir.web.forms import Form, offered
from gulir.web.layout import LANGUAGES as NAMES


class IdField(HiddenField):
    """An id."""

    data: UUID | None  # type: ignore[assignment]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Leaves None for what is no id."""
        try:
            self.data = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None


class LetterForm(Form):
    """A letter to be made."""

    letter: Field = IdField(validators=[InputRequired()])
    holder = HiddenField(validators=[InputRequired(), Length(max=60)])
    language = SelectField(_("Language of the letter"), [InputRequired()], choices=offered(NAMES.items()))


def asked_language() -> str:
    """The language that the address asks for; Indonesian where it asks for none."""
    asked = request.args.get("bahasa", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]
