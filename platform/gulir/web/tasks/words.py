"""What the pages of tasks call things."""

from flask_babel import lazy_gettext as _

STATES = {
    "waiting": (_("Waiting to begin"), "plain", "clock"), "running": (_("Being made"), "", "clock"), "done": (_("Ready"), "done", "check"),
    "failed": (_("Failed"), "stop", "cross"),
}  # fmt: skip
# Of work that a console does, nothing is fetched.
MOVED = {"done": (_("Done"), "done", "check"), "running": (_("Under way"), "", "clock")}
PROBLEMS = {
    "rights": _(
        "Your rights have changed since you asked, or have ended. Nothing was made under the former ones. You can ask again with those that you have now."
    ),
    "large": _("More rows than one file may have. Choose filters so that the list gets shorter, and ask again."),
    "disk": _("The disk could not keep the file. Nothing is lost; try again later."),
    "ended": _("It was begun several times and ended in the middle each time. Try again; if that fails too, tell whoever runs this site."),
    "refused": _("It could not be done. Whoever runs this site finds the reason at their console."),
}
