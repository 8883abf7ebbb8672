"""What the pages of channels call things."""

from flask_babel import lazy_gettext as _

# Of what a webhook can be called: what the door tells, in the order of a case's life.
TOPIC_WORDS = {
    "turn": _("A step was taken"), "signed": _("A signature was given"), "given": _("A paper was given"),
    "recorded": _("A decision was recorded in somebody's name"),
    "contested": _("A recorded act was contested"), "waived": _("A clause was waived"), "blocked": _("An obstacle was reported"),
    "unblocked": _("An obstacle was cleared"), "freed": _("What stood in the way is gone"), "assigned": _("A case was given to a colleague"),
    "in_your_name": _("Somebody acted for an absent colleague"), "reminded_before": _("A day comes near"), "reminded_on": _("A day has come"),
    "reminded_after": _("A day has passed"), "reminded_held": _("An obstacle has stood for a while"),
    "escalated_assignee": _("Overdue: it lies with the colleague"),
    "escalated_manager": _("Overdue: the programme manager is told"), "escalated_secretariat": _("Overdue: the secretariat is told"),
}  # fmt: skip
WRONG_TARGET = {
    "form": _("This is no address of the web."),
    "scheme": _("It must begin with https://."),
    "name": _("It must be a name of the public internet; names of this house's own network are not called."),
    "user": _("It must bear no user name and no password."),
    "port": _("It must be at port 443 or 8443."),
}
