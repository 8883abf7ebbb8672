"""What is typed on the way in."""

from flask_babel import lazy_gettext as _
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from gulir.identity.passwords import LONGEST, SHORTEST
from gulir.web.forms import Form

ACCOUNT = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "inputmode": "email", "maxlength": 254}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 9, "autofocus": True}


class SignInForm(Form):
    """Account and password."""

    account = StringField(_("E-mail or telephone number"), [InputRequired(), Length(max=254)], render_kw=ACCOUNT)
    password = PasswordField(_("Password"), [InputRequired(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"})


class CodeForm(Form):
    """Six digits."""

    code = StringField(_("Code"), [InputRequired(), Length(max=9)], render_kw=CODE)


class ForgottenForm(Form):
    """Whose password it is."""

    account = StringField(_("E-mail or telephone number"), [InputRequired(), Length(max=254)], render_kw=ACCOUNT | {"autofocus": True})


class NewPasswordForm(Form):
    """A new password, twice, since it is not seen."""

    password = PasswordField(
        _("New password"),
        [InputRequired(), Length(max=LONGEST)],
        description=_("At least %(least)d characters. A few words that only you would put together are better than signs nobody remembers.", least=SHORTEST),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("The same once more"), [InputRequired(), EqualTo("password", _("The two are not the same."))], render_kw={"autocomplete": "new-password"}
    )
