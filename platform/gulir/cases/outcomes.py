"""Why an act did not happen: each a sentence for a person, an HTTP status for a machine, and nothing changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from gulir.engine.text import Text, _
from gulir.engine.verdicts import Verdict


class Refused(Exception):
    """An act that was refused; nothing was changed."""

    status = 409
    words: Text = _("This cannot be done now")

    def __init__(self, words: Text | None = None) -> None:
        self.words = words or type(self).words
        super().__init__(str(self.words))


class Absent(Refused):
    """No such case for this one; also when it exists for others."""

    status = 404
    words = _("There is no such case")


class NobodySignedIn(Refused):
    """The key is not known any more."""

    status = 401
    words = _("Your session has ended. Sign in again; what you typed was kept")


class NotOpen(Refused):
    """The step does not lead on from where the case stands, or not under its rulebook."""

    words = _("This step is not open where the case stands now")


class NotYours(Refused):
    """The role does not decide or record this step."""

    status = 403
    words = _("Your role does not take this step")


class NotDelegated(Refused):
    """Somebody who stands in for another, beyond what was lent to them."""

    status = 403
    words = _("What was delegated to you does not include this; act in your own name, or leave it to whom you stand in for")


class FourEyes(Refused):
    """The same person, as recorder or decider, took an earlier step that this one must be apart from."""

    words = _("Somebody else must do this: you, or the one you record for, already took part in a step that it must be apart from")


class NotOnTeam(Refused):
    """The case is its team's, and this one is not on it, or no longer."""

    status = 403
    words = _("Only the team of this case takes this step; ask one of them to take you in")


class Outsider(Refused):
    """Somebody who may not be on a team."""

    status = 422
    words = _("Only people of the network or UPC who work in this city, and have no office in government, can be on a team")


class LastOfTeam(Refused):
    """The last on a team without an end."""

    status = 422
    words = _("Nobody else is on the team without an end; take somebody in first")


class TeamStands(Refused):
    """Taking up again what somebody works on."""

    status = 422
    words = _("Somebody is on the team of this case who can act; ask them to take you in")


class TookPart(Refused):
    """A reviewer who disbursed, accompanied or recorded what is evaluated."""

    words = _("Nobody reviews what they disbursed, accompanied or recorded: you, or one of the reviewers, took part in it")


class HandedIn(Refused):
    """A score after its side has handed in."""

    words = _("Your side has handed in; its scores can no longer be changed")


class MovedOn(Refused):
    """Somebody acted in between; `changes` are the acts that the screen had not shown yet."""

    words = _("Somebody acted on this case while you were looking at it")

    def __init__(self, changes: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__()
        self.changes = list(changes)


class PapersChanged(Refused):
    """A paper, mark, member or record changed between look and act."""

    words = _("Papers or records of this case changed while you were looking at it")


class Unmet(Refused):
    """Conditions of the step are not met; each verdict says which and why."""

    status = 422
    words = _("Not everything that this step needs is there")

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        super().__init__()
        self.verdicts = list(verdicts)


class Invalid(Refused):
    """What was typed has errors, by field."""

    status = 422
    words = _("Some fields need another look")

    def __init__(self, errors: Mapping[str, Text]) -> None:
        super().__init__()
        self.errors = dict(errors)


class OtherBody(Refused):
    """The same idempotency key came with another content."""

    status = 422
    words = _("This form was already used for something else. Open the page again")


class TooEarly(Refused):
    """Who checks signs after all others."""

    words = _("Whoever checks signs after all others have signed")


class Newer(Refused):
    """The case, or a new one, runs under a version of its process that this program does not know: it was updated while this one still runs."""

    status = 503
    words = _("This process was just renewed, and this part of the site does not know its new version yet. Nothing was changed; try again in a few minutes")


class Busy(Refused):
    """Others act on the case faster than this one could; trying again helps."""

    status = 503
    words = _("Many people act on this case at this moment. Try again")


OUTCOMES: dict[str, type[Refused]] = {
    "nobody": NobodySignedIn,
    "absent": Absent,
    "role": NotYours,
    "not delegated": NotDelegated,
    "four eyes": FourEyes,
    "moved on": MovedOn,
    "papers changed": PapersChanged,
    "undeclared": NotOpen,
    "signatures": NotOpen,
    "other body": OtherBody,
    "crowded": Busy,
    "team": NotOnTeam,
    "outsider": Outsider,
    "last of team": LastOfTeam,
    "team stands": TeamStands,
    "early": TooEarly,
    "newer": Newer,
    "decider": NotYours,
    "reviewers": NotOpen,
    "interest": TookPart,
    "handed in": HandedIn,
    "incomplete": PapersChanged,
}


def refusal(answer: Mapping[str, Any]) -> Refused:
    """The exception for what the door answered; an outcome that no correct caller can cause is a programming error and says so."""
    kind = OUTCOMES.get(answer["outcome"])
    if kind is None:
        raise RuntimeError(f"the door refused: {answer['outcome']}")
    return kind()
