"""Who may read a case that is not everybody's, in plain words."""

from flask_babel import lazy_gettext as _

READERS = {1: _("everybody who does advocacy in this city"), 2: _("the team of this case alone")}
