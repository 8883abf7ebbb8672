"""Imports every module that has jobs, so that the lists of what may run are whole."""

from gulir.history import anchors
from gulir.jobs import expired, freeing, overdue, timing
from gulir.notices import letters, telling

MODULES = (anchors, expired, freeing, letters, overdue, telling, timing)
