"""One's own account: language, password, second factor, open sessions, how one is told."""

from flask import Blueprint

blueprint = Blueprint("account", __name__)

from gulir.web.account import calendars, factor, preferences, standing_in, views  # noqa: E402, F401 - they hang their pages onto the blueprint
