"""The demo: the deck's own data, and a cast of invented people who carry it through the doors."""

from tenants.demo.loading import load
from tenants.demo.sign_ins import every_sign_in, short_sign_ins

__all__ = ["every_sign_in", "load", "short_sign_ins"]
