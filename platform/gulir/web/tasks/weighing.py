"""Whether a file is made at once, or beside the pages."""

from collections.abc import Sequence

from flask import current_app

from gulir.acting import current
from gulir.web.cases.queries import Sought, count

LISTED = Sought()  # every case


def is_large(cities: Sequence[int], sought: Sought = LISTED) -> bool:
    """Whether so many cases stand behind it that nobody should wait for it."""
    most = int(current_app.extensions["gulir.exports"]["at_once"])
    return count(current(), cities, sought, most + 1) > most
