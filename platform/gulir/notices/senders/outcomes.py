"""What can become of a message that is handed to a provider: it has it, it has not, it never will, or nobody can know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

ANSWER = 300  # characters of a provider's own words that are kept


@dataclass(frozen=True)
class Outgoing:
    """One message. `id` is the same at each try, so that a provider that takes one sends it once; channels without a subject send the text alone."""

    id: str
    subject: str
    text: str


@dataclass(frozen=True)
class Receipt:
    """The provider has it. `receipt`: by which its own records know it, if it says; `answer`: its own words."""

    receipt: str | None = None
    answer: str | None = None


class Trouble(RuntimeError):
    """It did not go as it should. `problem` is one of PROBLEMS; `answer`: the provider's own words, cut, without addresses and credentials."""

    def __init__(self, problem: str, answer: str | None = None) -> None:
        super().__init__(f"{problem}: {answer}" if answer else problem)
        self.problem = problem
        self.answer = answer[:ANSWER] if answer else None


class NotSent(Trouble):
    """It did not leave, or was not taken this time: trying again sends it once."""


class Refused(NotSent):
    """It was not taken, and will not be: trying again is useless until somebody changes something."""


class Unsure(Trouble):
    """The provider fell silent after it had the message: trying again may send it twice."""


PROBLEMS = (
    "silent", "unreachable", "busy", "credentials", "sender", "address", "refused", "forbidden_target", "not_set", "off", "no_address", "invented", "read",
    "ended", "lane",
)  # fmt: skip
OF_CHANNEL = ("credentials", "sender", "unreachable", "not_set")  # what is wrong with the channel itself, for everybody


class Sender(Protocol):
    """One way of sending. `settings`: what the city set for it, in the clear."""

    def __call__(self, message: Outgoing, to: str, settings: Mapping[str, str]) -> Receipt:
        """Hands one message to the provider. Raises NotSent, Refused or Unsure."""
