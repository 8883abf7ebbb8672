"""The page of search."""

from gulir.web.search.views import blueprint

__all__ = ["blueprint"]
