"""Why something about a group was not done: each a sentence for a person, an HTTP status for a machine, and nothing changed."""

from gulir.cases.outcomes import Refused
from gulir.engine.text import Text, _


class NotThere(Refused):
    """No such group, member, household, batch or kampung for this one; also when others see it."""

    status = 404
    words = _("There is nothing of this name among what you may see")


class OutOfReach(Refused):
    """It lies outside the kampungs, the group or the role of the one acting."""

    status = 403
    words = _("This lies outside what your role reaches: its kampungs or its city")


class Clash(Refused):
    """Somebody wrote the same at the same moment, or it was there already."""

    words = _("Somebody changed this at the same moment. Open the page again and look")


class AlreadyRegistered(Refused):
    """A NIK is held by an active membership somewhere; where is never told."""

    words = _("This person is already registered in another group")


class TooManyAsks(Refused):
    """The registry was asked about more people than one person can enter by hand in an hour."""

    status = 429
    words = _("You have entered very many identity numbers within an hour. Go on in an hour")


class Wrong(Refused):
    """What was typed cannot be; `field` names where."""

    status = 422

    def __init__(self, field: str, words: Text) -> None:
        super().__init__(words)
        self.field = field
