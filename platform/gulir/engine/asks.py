"""Asks: the fields that a step wants answered, as a table from which forms, the API and imports are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gulir.engine.digest import RECORD_PAPER
from gulir.engine.text import Text, _

AskKind = Literal["letter", "file", "money", "date", "text", "choice", "integer", "reference"]
Choices = tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Ask:
    """One field: what kind it is, its name, its words, whether it must be answered, and within which limits.

    A letter is answered by {"number", "date", "signer", "title", "file"}, a file by its digest, money by whole rupiah,
    a reference by the id of what `of` names (document, blocker, contest, bridge, act, clause, batch, person, decider).
    """

    kind: AskKind
    name: str
    label: Text
    required: bool = True
    help: Text | None = None
    choices: Choices = ()
    min: int | None = None
    max: int | None = None
    of: str | None = None


def letter(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """A letter with number, date, signer and the signer's title; its name is the kind of the document that it becomes."""
    return Ask("letter", name, label, required, help)


def file(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """A file; its name is the kind of the document that it becomes."""
    return Ask("file", name, label, required, help)


def money(name: str, label: Text, required: bool = True, help: Text | None = None, min: int = 0) -> Ask:
    """An amount in whole rupiah."""
    return Ask("money", name, label, required, help, min=min)


def date(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """A day, not in the future."""
    return Ask("date", name, label, required, help)


def text(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """Words."""
    return Ask("text", name, label, required, help)


def integer(name: str, label: Text, required: bool = True, help: Text | None = None, min: int = 0, max: int | None = None) -> Ask:
    """A whole number."""
    return Ask("integer", name, label, required, help, min=min, max=max)


def choice(name: str, label: Text, choices: Sequence[tuple[str, Text]], required: bool = True, help: Text | None = None) -> Ask:
    """One of several."""
    return Ask("choice", name, label, required, help, choices=tuple(choices))


def yes_no(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """Yes or no, answered as the words."""
    return choice(name, label, YES_NO, required, help)


def reference(name: str, label: Text, of: str, required: bool = True, help: Text | None = None) -> Ask:
    """The id of something that the case already has."""
    return Ask("reference", name, label, required, help, of=of)


YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))
NOTE = text("note", _("Note"), required=False)
# What an act needs that somebody records for an official who does not sign in. A letter that the step asks for anyway is that paper.
DECIDER = reference("decider", _("Whose decision it is"), "decider", help=_("The official or member who decided; you only record it"))
ACT_DATE = date("act_date", _("Day of the decision"))
OWN_DATE = date("act_date", _("Day it happened"), required=False, help=_("Leave it empty if it happens today"))
PAPER = letter(RECORD_PAPER, _("The paper that proves it"), help=_("Number, date, signer and title as they stand on the paper, and a scan"))


def recorded(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The fields of a step when its act is recorded for somebody else."""
    has_letter = any(ask.kind == "letter" and ask.required for ask in asks)
    return (DECIDER, ACT_DATE, *asks) if has_letter else (DECIDER, ACT_DATE, *asks, PAPER)
