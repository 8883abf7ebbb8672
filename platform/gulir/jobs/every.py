"""Imports every module that has jobs, so that the lists of what may run are whole."""

from gulir.history import anchors
from gulir.jobs import expired, freeing, overdue, timing
from gulir.letters import sweep
from gulir.notices import leaving, telling
from gulir.tasks import sweep as tasks

MODULES = (anchors, expired, freeing, leaving, overdue, sweep, tasks, telling, timing)
