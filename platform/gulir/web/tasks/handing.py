"""Hands a file over, to be kept and not to be shown."""

from flask import Response

from gulir.tasks.kinds import Made


def handed_over(made: Made) -> Response:
    """As an attachment under its own name."""
    response = Response(made.content, content_type=made.type)
    response.headers.set("Content-Disposition", "attachment", filename=made.name)
    return response
