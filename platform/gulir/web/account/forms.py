"""What is typed to change one's own account."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from gulir.acting import current
from gulir.identity.passwords import LONGEST
from gulir.identity.signing_in import WrongPassword, confirm_password
from gulir.identity.throttle import TooSoon
from gulir.web.forms import Form, offered
from gulir.web.layout import LANGUAGES
from gulir.web.signin.forms import CODE, NewPasswordForm
from gulir.web.signin.views import wait_words

NOW = {"autocomplete": "current-password"}


class LanguageForm(Form):
    """The language that pages and letters have."""

    locale = SelectField(_("Language"), [InputRequired()], choices=offered(LANGUAGES.items()))


class WithPassword(Form):
    """A form that asks for the password again; it is checked last, and counted."""

    now = PasswordField(_("Your password now"), [InputRequired(), Length(max=LONGEST)], render_kw=NOW)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also says when there were too many tries."""
        if not super().validate(extra_validators):
            return False
        try:
            confirm_password(current().person_id, self.now.data or "")
        except WrongPassword:
            self.now.errors = [gettext("This is not your password.")]
        except TooSoon as early:
            self.now.errors = [wait_words(early.seconds)]
        return not self.now.errors


class PasswordForm(WithPassword, NewPasswordForm):
    """From the password of now to a new one."""


class FactorForm(WithPassword):
    """A code of the second factor that is set up or taken away."""

    code = StringField(_("Code"), [InputRequired(), Length(max=9)], render_kw=CODE | {"autofocus": False})
