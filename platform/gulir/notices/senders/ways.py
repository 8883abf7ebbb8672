"""Which sender serves which channel; mail goes by the city's own server, or by the house's."""

from collections.abc import Mapping
from urllib.parse import quote

from flask import current_app

from gulir.notices import mail
from gulir.notices.senders import pushed
from gulir.notices.senders.outcomes import Outgoing, Receipt, Sender


class CityMail:
    """A city's own mail server, as `mail.send` wants to know it."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        user = f"{quote(settings['user'], safe='')}:{quote(settings.get('password', ''), safe='')}@" if settings.get("user") else ""
        scheme = "smtps" if settings["security"] == "tls" else "smtp"
        self.mail_url = f"{scheme}://{user}{settings['host']}:{settings['port']}?tls=required"
        self.mail_from = settings["sender"]


def by_mail(message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
    """By the city's own server if it has one, else by the house's. The letter's id is the message's, so that two copies can be known as one."""
    server = CityMail(settings) if settings else current_app.extensions["gulir.settings"]
    domain = server.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    return mail.send(server, to, message.subject, message.text, message_id=f"<{message.id}@{domain}>", outward=bool(settings))


SENDERS: dict[str, Sender] = {"mail": by_mail, "whatsapp": pushed.whatsapp, "telegram": pushed.telegram, "sms": pushed.sms}
