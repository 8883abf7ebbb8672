"""Forms of a city's own days off."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import Length

from gulir.days.own import Wanted
from gulir.web.forms import Form
from gulir.web.groups.fields import MUST, line


def _trimmed(typed: str | None) -> str | None:
    return typed and typed.strip()


class HolidayForm(Form):
    """A day off. `seen`: the day whose consequences were shown; only then it is kept."""

    day = DateField(_("Day"), MUST)
    name = line(_("What it is called"), 80, must=True, shortest=3)
    decree = line(
        _("By which decree or circular"), 120, must=True, shortest=3, description=_("With its number and year, as Surat Edaran Wali Kota Nomor 12 Tahun 2026.")
    )
    reason = TextAreaField(_("Why it is entered"), [*MUST, Length(min=5, max=300)], filters=[_trimmed])
    seen = HiddenField()

    def wanted(self) -> Wanted:
        """What was typed, once the form is valid."""
        if self.day.data is None:
            raise ValueError("the form was not validated")
        return Wanted(self.day.data, self.name.data or "", self.decree.data or "", self.reason.data or "")

    @property
    def is_seen(self) -> bool:
        """Whether the consequences of this very day were shown."""
        return self.day.data is not None and self.seen.data == self.day.data.isoformat()


class RemovalForm(Form):
    """Why a day off is none any more."""

    why = TextAreaField(_("Why it is taken away"), [*MUST, Length(min=5, max=300)], filters=[_trimmed])
