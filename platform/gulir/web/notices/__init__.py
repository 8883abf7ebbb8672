"""Pemberitahuan: what happened on one's cases, unread first."""

from gulir.web.notices.views import blueprint

__all__ = ["blueprint"]
