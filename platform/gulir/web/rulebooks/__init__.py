"""Pages of rulebooks: side by side, and one clause by clause."""

from gulir.web.rulebooks.views import blueprint

__all__ = ["blueprint"]
