"""What the page of deliveries calls things."""

from flask_babel import lazy_gettext as _

STATES = {
    "waiting": (_("Waiting"), "plain", "clock"), "sent": (_("Sent"), "done", "check"), "failed": (_("Failed"), "stop", "cross"),
    "unknown": (_("Perhaps arrived"), "warn", "question"), "dropped": (_("Not sent"), "plain", None),
}  # fmt: skip
CHANNELS = {"mail": _("E-mail"), "whatsapp": "WhatsApp", "telegram": "Telegram", "sms": "SMS", "webhook": _("Webhook")}
# Of everything that a sender may say: why, in words that tell what to do.
PROBLEMS = {
    "silent": _("The provider fell silent after it had the message. Nobody knows whether it arrived."),
    "unreachable": _("The provider could not be reached."),
    "busy": _("The provider was too busy to take it."),
    "credentials": _("The provider does not accept the city's credentials."),
    "sender": _("The provider does not accept the city as sender."),
    "address": _("The provider knows no such address."),
    "refused": _("The provider refused the message."),
    "forbidden_target": _("The address leads into a network that messages must not go to."),
    "not_set": _("The city has not set up this channel."),
    "off": _("The channel is switched off."),
    "no_address": _("The reader has no confirmed address for this channel."),
    "invented": _("The reader is invented, and is written to by nobody."),
    "read": _("It had been read in the app before."),
    "ended": _("The sender ended before it knew what became of it."),
    "lane": _("Of a confidential case, this channel tells nothing."),
}
