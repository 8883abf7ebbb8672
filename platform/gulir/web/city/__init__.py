"""Pages of cities: one at a glance, and all of them side by side."""

from gulir.web.city.views import blueprint

__all__ = ["blueprint"]
