"""The one form: up to when notices count as read."""

import datetime as dt

from wtforms import Field, HiddenField
from wtforms.validators import DataRequired

from gulir.web.forms import Form


class MomentField(HiddenField):
    """A moment with its zone, as ISO text."""

    data: dt.datetime | None  # type: ignore[assignment]

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Leaves None for what is no moment."""
        try:
            moment = dt.datetime.fromisoformat(valuelist[0]) if valuelist else None
        except ValueError:
            moment = None
        self.data = moment if moment and moment.tzinfo else None


class AllReadForm(Form):
    """Marks everything as read that was there at `until`."""

    until: Field = MomentField(validators=[DataRequired()])
