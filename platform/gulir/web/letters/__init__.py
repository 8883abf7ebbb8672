"""Reminder letters: to whom one can be written, its draft, its number, and those so far."""

from gulir.web.letters.views import blueprint

__all__ = ["blueprint"]
