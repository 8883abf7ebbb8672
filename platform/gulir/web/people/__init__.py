"""People and roles: who works in a city, as what, how far; and the matrix of what each role may do."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)

from gulir.web.people import changes, hearing, views  # noqa: E402, F401 - they hang their pages onto the blueprint
