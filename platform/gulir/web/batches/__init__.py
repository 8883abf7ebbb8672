"""Pages of proposal letters: the list, one letter with its cases, a new one."""

from gulir.web.batches.views import blueprint

__all__ = ["blueprint"]
