"""Fields that the forms of groups share: yes, no or unknown; identity numbers; sums of people."""

import datetime as dt
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from gulir.groups.numbers import NotANumber, compact
from gulir.web import dates
from gulir.web.forms import offered

KNOWN = {"yes": True, "no": False, "unknown": None}
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
MAY = [Optional()]
MUST = [InputRequired(_("This must be filled in."))]


class KnownField(SelectField):
    """Yes, no, or not known; the last is the beginning, so that nobody says no by leaving it."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label, choices=offered([("unknown", _("not known")), ("yes", _("yes")), ("no", _("no"))]), **more)
        self.type = "SelectField"  # drawn like one

    def process_data(self, value: Any) -> None:
        """From True, False or None."""
        super().process_data(next(word for word, known in KNOWN.items() if known is value))

    @property
    def known(self) -> bool | None:
        """True, False or None."""
        return KNOWN[self.data or "unknown"]


class SixteenField(StringField):
    """A NIK or a KK: sixteen digits, typed with or without blanks and dots."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label, [Optional()], render_kw=DIGITS | {"maxlength": 24}, **more)

    def pre_validate(self, form: Any) -> None:
        """Says so when it is not sixteen digits; what was typed stays in the field."""
        if self.data:
            try:
                compact(self.data)
            except NotANumber as wrong:
                raise ValidationError(gettext("This must be 16 digits; it has %(count)d.", count=sum(one.isdigit() for one in self.data))) from wrong

    @property
    def number(self) -> str | None:
        """The sixteen digits, or None."""
        return compact(self.data) if self.data else None


class PastField(DateField):
    """A day that has come already."""

    @property
    def day(self) -> dt.date:
        """The day of a field that must be filled in, once the form is valid."""
        if self.data is None:
            raise ValueError("the form was not validated")
        return self.data

    def pre_validate(self, form: Any) -> None:
        """Refuses a day to come, and one before anybody here was born."""
        if self.data and not 1900 <= self.data.year <= 2200:
            raise ValidationError(gettext("Look at the year again."))
        if self.data and self.data > dates.today():
            raise ValidationError(gettext("This day has not come yet."))


def line(label: Any, longest: int, *, must: bool = False, shortest: int = 0, **more: Any) -> StringField:
    """One line of text."""
    return StringField(label, [*(MUST if must else MAY), Length(min=shortest, max=longest)], **more)


def whole(label: Any, least: int, most: int, *, must: bool = False, **more: Any) -> IntegerField:
    """A whole number between two others."""
    return IntegerField(label, [*(MUST if must else MAY), NumberRange(least, most)], render_kw={"inputmode": "numeric"}, **more)
