"""Reports: figures counted from cases and events as of any day, the same ones for screens, files and the command line."""

import datetime
from collections.abc import Callable, Sequence

from gulir.reports.desks import desks
from gulir.reports.held_up import held_up
from gulir.reports.shape import Column, Report
from gulir.reports.stuck import stuck
from gulir.reports.tabulation import tabulation
from gulir.reports.unrealised import unrealised

REPORTS: dict[str, Callable[[Sequence[int], datetime.date], Report]] = {
    "tabulation": tabulation,
    "unrealised": unrealised,
    "held-up": held_up,
    "stuck": stuck,
    "desks": desks,
}


def report(name: str, as_of: datetime.date, city_ids: Sequence[int]) -> Report:
    """One report for these cities, read under the key of whoever is acting now. KeyError for an unknown name; NobodyActing with nobody."""
    return REPORTS[name](city_ids, as_of)


__all__ = ["REPORTS", "Column", "Report", "report"]
