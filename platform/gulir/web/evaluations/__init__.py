"""Joint evaluations: opening one, scoring under seal, and what a case's page shows of one."""

from gulir.web.evaluations.views import blueprint

__all__ = ["blueprint"]
