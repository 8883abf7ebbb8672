"""Pages of groups: the list, one group, its members, households, account and records."""

from gulir.web.groups.people import blueprint

__all__ = ["blueprint"]
