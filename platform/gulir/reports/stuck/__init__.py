"""What is stuck and why: with whom, for which reason, for how long, and how much money waits with it."""

from gulir.reports.stuck.cases import Stuck, stuck_cases
from gulir.reports.stuck.figures import stuck

__all__ = ["Stuck", "stuck", "stuck_cases"]
