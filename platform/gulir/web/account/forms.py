"""What is typed to change one's own account."""

from typing import Any

from flask import abort
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

from gulir.acting import current
from gulir.identity.passwords import LONGEST, TooBusy
from gulir.identity.signing_in import WrongPassword, confirm_password
from gulir.identity.throttle import TooSoon
from gulir.notices.preferences import RHYTHMS, BadHours, Wishes
from gulir.web.forms import Form, offered
from gulir.web.layout import LANGUAGES
from gulir.web.signin.forms import CODE, NewPasswordForm
from gulir.web.signin.views import wait_words

NOW = {"autocomplete": "current-password"}


class LanguageForm(Form):
    """The language that pages and letters have."""

    locale = SelectField(_("Language"), [InputRequired()], choices=offered(LANGUAGES.items()))


class WishesForm(Form):
    """How one is told."""

    channels = SelectMultipleField(_("Where it is also sent"), option_widget=CheckboxInput())
    locale = SelectField(_("Language"), [InputRequired()], choices=offered(LANGUAGES.items()))
    rhythm = RadioField(_("How often"), [InputRequired()], choices=offered(RHYTHMS.items()))
    digest_at = TimeField(_("The day's message comes at"), [Optional()])
    quiet_from = TimeField(_("Quiet from"), [Optional()])
    quiet_until = TimeField(_("Quiet until"), [Optional()])

    def wishes(self) -> Wishes:
        """What was chosen."""
        hour = self.digest_at.data or Wishes.digest_at
        return Wishes(tuple(self.channels.data or ()), self.quiet_from.data, self.quiet_until.data, self.rhythm.data, hour)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also says which hours contradict each other."""
        if not super().validate(extra_validators):
            return False
        try:
            self.wishes().weigh()
        except BadHours as bad:
            self.digest_at.errors = [gettext("This lies in your quiet hours.")] if str(bad) == "digest" else []
            self.quiet_until.errors = {
                "half": [gettext("Quiet hours need a beginning and an end.")],
                "same": [gettext("Quiet hours end at another time than they begin.")],
            }.get(str(bad), [])
            return False
        return True


class AddressForm(Form):
    """A new address; `channel` says of which kind."""

    address = StringField(_("Address"), [InputRequired(), Length(max=254)])


class AddressCodeForm(Form):
    """The code that was sent to it."""

    code = StringField(_("Code"), [InputRequired(), Length(max=9)], render_kw=CODE)


class WithPassword(Form):
    """A form that asks for the password again; it is checked last, and counted."""

    now = PasswordField(_("Your password now"), [InputRequired(), Length(max=LONGEST)], render_kw=NOW)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also says when there were too many tries; 503 while more people are asked for their passwords than this machine can judge."""
        if not super().validate(extra_validators):
            return False
        try:
            confirm_password(current().person_id, self.now.data or "")
        except WrongPassword:
            self.now.errors = [gettext("This is not your password.")]
        except TooSoon as early:
            self.now.errors = [wait_words(early.seconds)]
        except TooBusy:
            abort(503)
        return not self.now.errors


class PasswordForm(WithPassword, NewPasswordForm):
    """From the password of now to a new one."""


class FactorForm(WithPassword):
    """A code of the second factor that is set up or taken away."""

    code = StringField(_("Code"), [InputRequired(), Length(max=9)], render_kw=CODE | {"autofocus": False})
