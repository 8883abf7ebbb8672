"""The forms of a city's channels, made from the table of what each channel needs, and of its webhooks."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, PasswordInput

from gulir.notices.senders import outbound, webhook
from gulir.notices.senders.fields import FIELDS, Field, wrong_with
from gulir.notices.senders.outcomes import NotSent, Refused
from gulir.web.channels.words import TOPIC_WORDS, WRONG_TARGET
from gulir.web.forms import Form, offered
from gulir.web.groups.fields import MUST, line

UNSAVED = {"autocomplete": "new-password", "spellcheck": "false"}  # a browser must not offer the user's own password here
PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class ChannelForm(Form):
    """What a channel needs; its fields come from the table."""

    def settings(self) -> dict[str, str]:
        """What was typed, by name."""
        return {one.name: one.data or "" for one in self if one.name != "csrf_token"}

    def needs(self, name: str) -> None:
        """Says that a secret has to be typed."""
        self[name].errors = [gettext("Type this: none is kept, or the one that is was given for another server.")]


def channel_form(channel: str, data: dict[str, str], *, kept: bool) -> ChannelForm:
    """A form for one channel, begun with what is set already; `kept`: whether there are secrets that may stay."""
    return type("OfChannel", (ChannelForm,), {one.name: _field(one, kept) for one in FIELDS[channel]})(data=data)


def _field(one: Field, kept: bool) -> Any:
    if one.choices:
        return SelectField(one.label, [InputRequired()], choices=offered(one.choices))
    must = one.required and not (one.secret and kept)
    rules = [*(MUST if must else [Optional()]), _Looks(one)]
    if one.secret:
        told = _("Left empty, what is kept stays. It is never shown again.") if kept else one.help
        return PasswordField(one.label, rules, description=told, widget=PasswordInput(hide_value=True), render_kw=UNSAVED)
    return StringField(one.label, rules, description=one.help, render_kw=PLAIN)


class _Looks:
    """What is typed must look like what the channel needs."""

    def __init__(self, one: Field) -> None:
        self.one = one

    def __call__(self, _form: Any, field: Any) -> None:
        if wrong_with(self.one, field.data or ""):
            raise ValidationError(gettext("This does not look like what the provider gave. Look for a missing or a superfluous character."))
        if self.one.name == "host":
            leads_out(field.data, 587)


def leads_out(host: str, port: int) -> None:
    """A name that nobody knows just now may be known when it is called; one that leads inside is refused here, as it is then. Raises ValidationError."""
    try:
        outbound.look_up(host, port)
    except Refused as wrong:
        raise ValidationError(str(WRONG_TARGET["name"])) from wrong
    except NotSent:
        return


class _Topics(Form):
    """Of what it is called."""

    topics = SelectMultipleField(
        _("Of what it is called"), [InputRequired(_("Choose at least one."))], option_widget=CheckboxInput(), choices=offered(TOPIC_WORDS.items())
    )


class TopicsForm(_Topics):
    """Of what a webhook that stands is called from now on."""


class HookForm(_Topics):
    """A new webhook."""

    url = line(
        _("Address"), 2000, must=True, description=_("It begins with https:// and is reached from the public internet."), render_kw=PLAIN | {"inputmode": "url"}
    )

    def validate_url(self, field: Any) -> None:
        """Says which rule an address breaks."""
        try:
            where = webhook.target(field.data or "")
        except webhook.BadTarget as wrong:
            raise ValidationError(str(WRONG_TARGET[str(wrong)])) from wrong
        leads_out(where.hostname or "", where.port or 443)
