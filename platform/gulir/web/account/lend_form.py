"""What is asked of somebody who lends rights of their seat."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from gulir.acting import Acting
from gulir.cases.looking import readable
from gulir.identity.absence.lending import RIGHTS, Wanted, longest, today
from gulir.web.account.forms import WithPassword
from gulir.web.forms import offered
from gulir.web.lent import RIGHT_WORDS
from gulir.web.words import role as role_words
from gulir.web.words import text

TICKS: dict[str, Any] = {"widget": ListWidget(), "option_widget": CheckboxInput()}


class LendForm(WithPassword):
    """To whom, what, in which processes, for how long, and why."""

    deputy = SelectField(_("Who stands in for you"), [InputRequired()])
    rights = SelectMultipleField(_("What they may do for you"), [Optional()], description=_("They may read along in any case."), **TICKS)
    workflows = SelectMultipleField(_("Only in these processes"), [Optional()], description=_("Leave all of them open for every process."), **TICKS)
    first = DateField(_("First day"), [InputRequired()])
    last = DateField(_("Last day"), [InputRequired()])
    reason = StringField(_("Why"), [InputRequired(), Length(min=5, max=200)], description=_("Both of you and whoever manages people read it."))

    def offer(self, who: Acting, people: list[Any]) -> None:
        """Fills the choices: colleagues whose seat allows it, and the processes that one may read."""
        self.deputy.choices = offered([("", "–"), *((str(one.id), f"{one.name}, {role_words(one.role)}") for one in people)])
        self.rights.choices = offered((right, RIGHT_WORDS[right]) for right in RIGHTS)
        self.workflows.choices = offered((one.name, text(one.label)) for one in readable(who))
        self.last.description = _("%(days)d days at most: a rule of this platform, there is none of the programme.", days=longest())
        self.first.data = self.first.data or today(who)

    def wanted(self) -> Wanted:
        """What was typed."""
        first, last = self.first.data, self.last.data
        if first is None or last is None:
            raise ValueError("asked before the form was validated")
        return Wanted(UUID(self.deputy.data), self.rights.data or [], self.workflows.data or None, first, last, self.reason.data or "")
