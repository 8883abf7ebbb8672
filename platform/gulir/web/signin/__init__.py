"""The way in and out: sign-in, second factor, the role to act as, links by letter."""

from flask import Blueprint

blueprint = Blueprint("signin", __name__)

from gulir.web.signin import acting_as, letters, other_seats, views  # noqa: E402, F401 - they hang their pages onto the blueprint
