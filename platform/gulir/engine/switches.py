"""Switches: where a rulebook turns a step on, or moves the ball."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gulir.engine.facts import Facts
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook, Value


@dataclass(frozen=True)
class Switch:
    """On where the rulebook sets the parameter to one of these values."""

    key: str
    values: tuple[Value, ...] = (True,)

    def is_on(self, rulebook: Rulebook) -> bool:
        """Whether this rulebook turns it on."""
        return rulebook.get(self.key) in self.values

    def declared(self) -> list[str | list[Value]]:
        """The switch as the database keeps it."""
        return [self.key, list(self.values)]


@dataclass(frozen=True)
class BallByRule:
    """The party that holds the ball, as the rulebook's parameter says; `otherwise` where it is silent."""

    key: str
    parties: Mapping[str, Party]
    otherwise: Party

    def under(self, rulebook: Rulebook) -> Party:
        """The party under this rulebook."""
        return self.parties.get(str(rulebook.get(self.key)), self.otherwise)


@dataclass(frozen=True)
class ByAnswer:
    """A rulebook parameter that the latest answer to a field of a step chooses; `otherwise` where nobody answered it."""

    step: str
    field: str
    parameters: Mapping[str, str]
    otherwise: str

    def of(self, answers: Mapping[str, object]) -> str:
        """The parameter for these answers of the step."""
        return self.parameters.get(str(answers.get(self.field)), self.otherwise)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every parameter it may choose."""
        return tuple(dict.fromkeys((*self.parameters.values(), self.otherwise)))


@dataclass(frozen=True)
class BallWhile:
    """A party that holds the ball only while the facts say so."""

    party: Party
    holds: Callable[[Facts], bool]


def when(key: str, *values: Value) -> Switch:
    """A step that only some rulebooks know: those that set the parameter to one of these values (to true, if none is said)."""
    return Switch(key, values or (True,))


def by_rule(key: str, parties: Mapping[str, Party], otherwise: Party) -> BallByRule:
    """A ball that a rulebook moves."""
    return BallByRule(key, parties, otherwise)


def clause(key: str) -> str:
    """Names a rulebook parameter where a number is wanted: `within=clause("recommendation.days")`."""
    return key
