"""The conditions that hold for every step leading on: nothing blocks the case, and nobody contests what was recorded in their name."""

from collections.abc import Mapping

from gulir.engine.facts import Facts, open_marks
from gulir.engine.guards import Guard, guard
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import Text, _
from gulir.engine.verdicts import Finding, met, unmet


def standing(reasons: Mapping[str, Text]) -> tuple[Guard, ...]:
    """Both conditions, for a programme whose obstacles have these reasons."""

    free = met(_("Nothing blocks the case"))

    @guard()
    def no_open_blocker(facts: Facts, rulebook: Rulebook) -> Finding:
        """A blocked case keeps its state until the blocker is cleared."""
        blockers = open_marks(facts, "blocker")
        if not blockers:
            return free
        words = [reasons.get(mark.get("code", ""), mark.get("code") or "?") for mark in blockers]
        return unmet(_("The case is blocked: %(reasons)s", reasons=words), f"blocker:{blockers[0]['id']}")

    return no_open_blocker, no_open_contest


UNCONTESTED = met(_("No recorded act is contested"))


@guard()
def no_open_contest(facts: Facts, rulebook: Rulebook) -> Finding:
    """An act recorded in somebody's name that they deny has to be settled first."""
    contests = open_marks(facts, "contest")
    if not contests:
        return UNCONTESTED
    return unmet(_("A recorded act is contested and not yet settled"), f"contest:{contests[0]['id']}")
