"""What has to be set for each channel, and what it looks like: the table that the form, its check and the sender are made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from gulir.identity.contact import can_exist
from gulir.notices.senders.outcomes import Refused


@dataclass(frozen=True)
class Field:
    """One thing to set. `secret`: never shown again; `form`: what it must look like, in whole.

    `place`: it says where secrets are sent to, so that whoever changes it has to know them; `beside`: it means something only with that other one.
    `exists`: it is an address or a number, and must be one that there can be."""

    name: str
    label: Any
    form: str
    help: Any = ""
    secret: bool = False
    required: bool = True
    choices: tuple[tuple[str, Any], ...] = ()
    place: bool = False
    beside: str = ""
    exists: bool = False


HOST = r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\.?"
NUMBER = r"\+[1-9]\d{6,14}"
TEMPLATE = _("Meta delivers only approved templates to people who have not just written to you. Its one place takes the text.")
SECURE = (("starttls", _("STARTTLS (ports 587, 25)")), ("tls", _("TLS from the start (port 465)")))
FIELDS: dict[str, tuple[Field, ...]] = {
    "mail": (
        Field("sender", _("Sender's address"), r"[^\s<>@]{1,64}@" + HOST, _("What readers see as the sender."), exists=True),
        Field("host", _("Mail server"), HOST, _("A name of the public internet, as in smtp.example.org."), place=True),
        Field("port", _("Port"), "25|465|587|2525", "25, 465, 587, 2525", place=True),
        Field("security", _("Encryption"), "starttls|tls", choices=SECURE),
        Field("user", _("User name"), r"\S{0,200}", required=False),
        Field("password", _("Password"), r"[ -~]{0,200}", secret=True, required=False, beside="user"),
    ),
    "whatsapp": (
        Field("sender", _("Number that readers see"), NUMBER, _("With the country, as in +62 …, without spaces."), exists=True),
        Field("from_phone_id", _("Phone number ID"), r"\d{6,32}", _("From the WhatsApp page of Meta's developer dashboard; it is not the number itself.")),
        Field("token", _("Access token"), r"[A-Za-z0-9]{20,600}", _("A permanent token of a system user."), secret=True),
        Field("template", _("Name of the message template"), r"[a-z0-9_]{0,512}", TEMPLATE, required=False),
        Field("language", _("Language of the template"), r"[a-z]{2}(_[A-Z]{2})?|", "id", required=False),
    ),
    "telegram": (
        Field("sender", _("Name of the bot"), r"@?[A-Za-z0-9_]{5,32}", _("What readers see, as in @kota_bot.")),
        Field("token", _("Token of the bot"), r"[0-9]{6,12}:[A-Za-z0-9_-]{30,50}", _("As the BotFather gave it."), secret=True),
    ),
    "sms": (
        Field("sender", _("Sender's number"), NUMBER, _("A number of your Twilio account, with the country, as in +62 …, without spaces."), exists=True),
        Field("account", _("Twilio account SID"), r"AC[0-9a-f]{32}"),
        Field("token", _("Twilio auth token"), r"[0-9a-f]{32}", secret=True),
    ),
}  # fmt: skip
CHANNELS = tuple(FIELDS)


def wrong_with(field: Field, typed: str) -> bool:
    """Is this nothing that the field can hold?"""
    return bool(typed or field.required) and (re.fullmatch(field.form, typed) is None or (field.exists and not can_exist(typed)))


def check(channel: str, settings: Mapping[str, str]) -> None:
    """Raises Refused for settings that can be none."""
    for field in FIELDS[channel]:
        if wrong_with(field, settings.get(field.name, "")):
            raise Refused("not_set", field.name)
