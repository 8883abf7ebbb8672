"""Pengiriman: what became of every message that was to leave, and asking for it again."""

from gulir.web.deliveries.views import blueprint

__all__ = ["blueprint"]
