"""Pages of kampungs: the list, one kampung, a new one."""

from gulir.web.kampungs.views import blueprint

__all__ = ["blueprint"]
