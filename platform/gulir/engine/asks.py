"""Asks: the fields that a step wants answered, as a table from which forms, the API and imports are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gulir.engine.digest import RECORD_PAPER
from gulir.engine.text import Text, _

AskKind = Literal["letter", "file", "money", "date", "text", "choice", "integer", "reference", "rows"]
Choices = tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Ask:
    """One field: what kind it is, its name, its words, whether it must be answered, and within which limits.

    A letter is answered by {"number", "date", "signer", "title", "file"}, a file by its digest, money by whole rupiah,
    a reference by the id of what `of` names (document, blocker, contest, bridge, act, clause, batch, person, decider, teammate, leader, `item:<kind>`).
    Rows are answered by a list of {column: answer}: each row makes an item of the kind `makes`, which begins in the state `begins`; or there is
    one row for each open item that `of` names, which gets the row's state and answer. `ends`: the states that close an item; `becomes`: the state
    that an item gets by being named. `ahead`: a day may lie in the future.
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
    columns: "tuple[Ask, ...]" = ()
    makes: str | None = None
    begins: str = "open"
    ends: tuple[str, ...] = ()
    becomes: str | None = None
    ahead: bool = False

    @property
    def judges(self) -> bool:
        """Whether it has a row for each open item of a kind."""
        return self.kind == "rows" and self.of is not None


def letter(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """A letter with number, date, signer and the signer's title; its name is the kind of the document that it becomes."""
    return Ask("letter", name, label, required, help)


def file(name: str, label: Text, required: bool = True, help: Text | None = None) -> Ask:
    """A file; its name is the kind of the document that it becomes."""
    return Ask("file", name, label, required, help)


def money(name: str, label: Text, required: bool = True, help: Text | None = None, min: int = 0) -> Ask:
    """An amount in whole rupiah."""
    return Ask("money", name, label, required, help, min=min)


def date(name: str, label: Text, required: bool = True, help: Text | None = None, ahead: bool = False) -> Ask:
    """A day, not in the future unless it may lie `ahead`."""
    return Ask("date", name, label, required, help, ahead=ahead)


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


def named_item(name: str, label: Text, kind: str, becomes: str, help: Text | None = None) -> Ask:
    """One of the case's open items of a kind, which gets the state `becomes` and is closed."""
    return Ask("reference", name, label, True, help, of=f"item:{kind}", becomes=becomes, ends=(becomes,))


def adds(name: str, label: Text, kind: str, *columns: Ask, begins: str = "open", required: bool = True, help: Text | None = None) -> Ask:
    """Rows, each of which adds an item of a kind; columns are named words, who, due_on, evidence and of, others only stand in the history."""
    return Ask("rows", name, label, required, help, columns=columns, makes=kind, begins=begins, max=MOST_ROWS)


def judges(name: str, label: Text, kind: str, *columns: Ask, ends: tuple[str, ...] = (), help: Text | None = None) -> Ask:
    """A row for each open item of a kind: its state, and an answer in words; the states of `ends` close it."""
    which = Ask("reference", "item", label, of=f"item:{kind}")
    return Ask("rows", name, label, False, help, columns=(which, *columns), of=which.of, ends=ends, max=MOST_ROWS)


MOST_ROWS = 60
YES_NO: Choices = (("yes", _("Yes")), ("no", _("No")))
NOTE = text("note", _("Note"), required=False)
# What an act needs that somebody records for an official who does not sign in. A letter that the step asks for anyway is that paper.
DECIDER = reference("decider", _("Whose decision it is"), "decider", help=_("The official or member who decided; you only record it"))
ACT_DATE = date("act_date", _("Day of the decision"))
OWN_DATE = date("act_date", _("Day it happened"), required=False, help=_("Leave it empty if it happens today"))
PAPER = letter(RECORD_PAPER, _("The paper that proves it"), help=_("Number, date, signer and title as they stand on the paper, and a scan"))
EVER = (DECIDER, ACT_DATE, PAPER, NOTE)  # what any step may ask besides its own


def recorded(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """The fields of a step when its act is recorded for somebody else."""
    has_letter = any(ask.kind == "letter" and ask.required for ask in asks)
    return (DECIDER, ACT_DATE, *asks) if has_letter else (DECIDER, ACT_DATE, *asks, PAPER)
