"""Pages of the reports: figures as of a day, with a picture, their unknowns and their files."""

from gulir.web.reports import stuck  # noqa: F401 - hangs its pages onto the blueprint
from gulir.web.reports.views import blueprint

__all__ = ["blueprint"]
