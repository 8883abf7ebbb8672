"""Tenants: which cities there are, what opens one, and the demo that fills them."""

from flask import Flask

from tenants import demo, opening
from tenants.demo.cast import casting
from tenants.presets import known


def init_app(app: Flask) -> None:
    """Plugs the tenants in; raises BrokenFile when a preset cannot be used, so that a broken one never serves."""
    known()
    app.extensions["gulir.tenants"] = opening
    app.extensions["gulir.demo"] = demo
    app.extensions["gulir.demo_password"] = casting().password  # shown on the sign-in page, and only where bin/serve runs a demonstration
