"""How much is done: in full by `bin/test --full`, else what fits beside all the other tests."""

import os

FULL = os.environ.get("GULIR_FULL") == "1"


def of(usual: int, full: int) -> int:
    """A size."""
    return full if FULL else usual
