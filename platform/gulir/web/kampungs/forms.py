"""The form of a kampung."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import Length, Optional, Regexp

from gulir.web.forms import Form
from gulir.web.groups.fields import KnownField, line


class KampungForm(Form):
    """What is known of a kampung."""

    name = line(_("Name of the kampung"), 60, must=True, shortest=2)
    formal = KnownField(_("Recognised by the city"))
    village_code = line(_("Village code"), 13, description=_("As 35.78.04.1002, where it is known."))
    note = TextAreaField(_("Note"), [Optional(), Length(max=2000)])

    def validate_village_code(self, field: Any) -> None:
        """Ten digits in four groups."""
        if field.data:
            Regexp(r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$", message=gettext("A village code looks like 35.78.04.1002."))(self, field)

    def known(self) -> dict[str, Any]:
        """What is kept besides the name."""
        return {"formal": self.formal.known, "village_code": self.village_code.data or None, "note": (self.note.data or "").strip() or None}
