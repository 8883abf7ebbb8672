"""What every measurement has in common: its options, a throwaway instance, medians, and one line of JSON."""

import argparse
import json
import statistics
from collections.abc import Callable, Sequence
from typing import Any

import ground


def measured(about: str | None, measure: Callable[..., dict[str, Any]], **sizes: float) -> None:
    """Reads the options (each size has its own), measures on an instance of its own, and prints."""
    options = argparse.ArgumentParser(description=about)
    options.add_argument("--json", action="store_true")
    for name, usual in sizes.items():
        options.add_argument(f"--{name}", type=type(usual), default=usual)
    given = vars(options.parse_args())
    as_line = given.pop("json")
    with ground.throwaway() as here:
        result = measure(here, **given)
    print(json.dumps(result, indent=None if as_line else 2))


def ratio(ratios: Sequence[float]) -> dict[str, float]:
    """The median of ratios that were formed within a round each, and how far they lie apart."""
    return {"ratio": round(statistics.median(ratios), 3), "ratio_min": round(min(ratios), 3), "ratio_max": round(max(ratios), 3)}


def median(values: Sequence[float], digits: int = 2) -> float:
    """Their median, rounded."""
    return round(statistics.median(values), digits)
