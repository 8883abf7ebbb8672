"""Hari libur: the days off of a city in a year, and its own ones to add and take away."""

from gulir.web.days.views import blueprint

__all__ = ["blueprint"]
