"""Saluran: by which channels a city speaks, whether they work, and whom it calls."""

from gulir.web.channels.calls import hook
from gulir.web.channels.views import blueprint

__all__ = ["blueprint", "hook"]
