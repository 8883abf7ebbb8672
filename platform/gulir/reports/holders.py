"""Who holds a case in a state, as its process and its rulebook say; for days that the case itself no longer tells of."""

from gulir.cases.looking import book, processes
from gulir.engine.switches import BallByRule, BallWhile


def holders_in(workflow: str, version: int, state: str, rulebook: str | None) -> list[str]:
    """The parties; one that holds the ball only while facts say so is named, since nobody knows the facts of then."""
    return list(dict.fromkeys(_party(one, rulebook) for one in processes().state(workflow, version, state).ball))


def _party(one: object, rulebook: str | None) -> str:
    if isinstance(one, BallByRule):
        return str(one.under(book(rulebook)) if rulebook else one.otherwise)
    return str(one.party) if isinstance(one, BallWhile) else str(one)
