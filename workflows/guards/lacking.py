"""What is missing today stops; what is missing from the past is unknown."""

from gulir.engine.facts import Facts, is_historical_load
from gulir.engine.text import Text
from gulir.engine.verdicts import Finding, unknown, unmet


def lacking(facts: Facts, why: Text, fix: str) -> Finding:
    """Unmet now; unknown while the past is being entered, whose papers may be lost."""
    return unknown(why, fix) if is_historical_load(facts) else unmet(why, fix)
